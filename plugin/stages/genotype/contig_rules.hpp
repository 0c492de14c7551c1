// Whether a file, a panel and a reference speak of the same contigs. A name that differs would count zero reads and look
// like "not detected"; a length that differs would count the wrong places.
#pragma once
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "values/failure/finding.hpp"
#include "values/genome/contig_table.hpp"

namespace tidemark {

/// MD5 of a contig of the reference, lower-case hex.
using ContigMd5 = std::function<std::string(std::string const& contig)>;

/// Rules over the contigs in use (those with loci or targets): the file must have each of them (`contig_not_in_file`,
/// with the name it may go by there), of the reference's length (`contig_length`) and with the reference's checksum where
/// the file's header has one (`contig_md5`). A checksum that agrees overrides a length that does not, with a warning.
[[nodiscard]] Findings contig_findings(std::span<std::string const> used, ContigTable const& file,
                                       ContigTable const& reference, ContigMd5 const& md5, std::string const& file_name);

/// The other usual spelling of a contig that `table` has: chr1 for 1, MT for chrM; empty where there is none.
[[nodiscard]] std::string other_spelling(std::string const& contig, ContigTable const& table);

}  // namespace tidemark
