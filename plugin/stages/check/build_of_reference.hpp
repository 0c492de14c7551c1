// Which published human build a list of contigs looks like, by the lengths of its chromosomes.
#pragma once
#include <string>
#include <vector>

#include "values/genome/contig_table.hpp"

namespace tidemark {

/// "hg19/GRCh37", "hg38/GRCh38" or "T2T-CHM13v2.0"; empty where no chromosome has a length of one of them.
/// Names count with and without "chr".
[[nodiscard]] std::string build_of(std::vector<Contig> const& contigs);

}  // namespace tidemark
