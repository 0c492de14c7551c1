// What the head of a patient's page says of the change since the baseline: the change itself, and what speaks against trusting it.
#pragma once
#include <vector>

#include "values/patient/document.hpp"
#include "values/patient/timeline.hpp"

namespace tidemark {

/// "Since the baseline": the change of the tumor fraction up to `draw`, with its 95 % interval. It rose or fell only where that
/// interval excludes "no change"; else the change cannot be told from none. "Caution": what makes the two draws hard to compare
/// (another chemistry, metrics that disagree, an indeterminate draw, a baseline in the flare window) and whether treatment changed
/// in between. The day of `draw` is named where it is not the latest. Empty where the draw is the baseline.
[[nodiscard]] std::vector<Item> change_findings(Timeline const& timeline, Draw const& draw);

}  // namespace tidemark
