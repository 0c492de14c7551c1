// Family metrics as text, tab-separated, in the columns and under the file names of fgbio: docs/formats/family_metrics.md.
#pragma once
#include <span>
#include <string>

#include "values/molecule/family_metrics.hpp"

namespace tidemark {

/// A header and one line for each row; the header alone where there are none.
[[nodiscard]] std::string family_size_text(std::span<FamilySizeRow const> rows);
[[nodiscard]] std::string strand_family_size_text(std::span<StrandFamilySizeRow const> rows);
[[nodiscard]] std::string duplex_family_size_text(std::span<DuplexFamilySizeRow const> rows);
[[nodiscard]] std::string duplex_yield_text(std::span<DuplexYieldRow const> rows);
[[nodiscard]] std::string umi_count_text(std::span<UmiRow const> rows);

}  // namespace tidemark
