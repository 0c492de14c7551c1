// A VCF's own word about its contigs against the reference: another length is another build.
#pragma once
#include <set>
#include <string>

#include "io/hts/reference.hpp"
#include "io/hts/variant_reader.hpp"

namespace tidemark {

/// Contigs with variants.
[[nodiscard]] std::set<std::string> used_contigs(VariantFile const& file);

/// Throws ContradictionError `contig_length_differs` for a contig with variants whose header line gives another length
/// than the reference has; contigs without a length, or that the reference lacks, are passed over.
void refuse_other_lengths(VariantFile const& file, std::string const& name, Reference const& reference);

}  // namespace tidemark
