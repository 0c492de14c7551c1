// Where the highest VAF tells a fall that the pooled change does not show.
#pragma once
#include <string>
#include <vector>

#include "values/patient/timeline.hpp"

namespace tidemark {

/// METHOD: the maximum over variants is inflated by chance at the draw where it is high (by 25-86 %, statistics.md 8.1) and
/// regresses to the mean. One sentence for each pair of draws whose response is met on vaf_max by a definition published on it,
/// while no fall by half is shown by the pooled fraction.
[[nodiscard]] std::vector<std::string> legacy_notes(Timeline const& timeline);

}  // namespace tidemark
