// The series as a whole at each draw: how fast it moves, its class, and what many looks together say of tumor DNA.
#pragma once
#include <vector>

#include "values/patient/document.hpp"
#include "values/patient/timeline.hpp"

namespace tidemark {

/// The table of the series, and below it what its two columns about tumor DNA answer: the policy speaks of the draw at hand (and the one
/// before), the e-value of all draws since day 0 together. Where the policy finds none beside an e-value that has reached 1/alpha, a
/// sentence says both. Empty without draws.
[[nodiscard]] std::vector<Block> series_blocks(Timeline const& timeline);

}  // namespace tidemark
