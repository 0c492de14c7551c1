// Which build of the human genome a table of contigs looks like: for messages, never for a decision.
#pragma once
#include <string_view>

#include "values/genome/contig_table.hpp"

namespace tidemark {

/// "hg19", "hg38" or "T2T-CHM13" where at least one chromosome has that build's length and none has another's; empty
/// otherwise. Names with and without "chr". Lengths: UCSC chromInfo of hg19 and hg38, CHM13 v2.0 (T2T consortium).
[[nodiscard]] std::string_view human_build(ContigTable const& contigs);

}  // namespace tidemark
