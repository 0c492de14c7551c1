// Which stated shares of tumor cells are too small for a variant of the trunk.
#pragma once
#include <optional>

namespace tidemark {

/// METHOD: subclonal variants, whose CCF is well below 1, stay outside the trunk (statistics.md 2.1). A CCF read from 100 reads at VAF 0.3 has a
/// standard deviation of 0.15, so that two of them below 1 is well below.
constexpr double trunk_ccf = 0.7;

/// Whether a stated share of tumor cells, 0..1, is below that; an unknown one is not.
[[nodiscard]] constexpr bool is_subclonal(std::optional<double> ccf) { return ccf && *ccf < trunk_ccf; }

}  // namespace tidemark
