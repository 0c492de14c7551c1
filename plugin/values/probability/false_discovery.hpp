// How many of the findings may be false: Benjamini and Hochberg 1995.
#pragma once
#include <span>
#include <vector>

namespace tidemark {

/// q-value of each p-value, in the order given: the smallest false discovery rate at which it would be a finding.
/// (0.01, 0.04, 0.03) gives (0.03, 0.04, 0.04).
[[nodiscard]] std::vector<double> false_discovery_rates(std::span<double const> p_values);

}  // namespace tidemark
