// All draws at once, smoothed. Secondary to the draws' own results, and labelled so wherever it is shown.
#pragma once
#include "values/patient/timeline.hpp"

namespace tidemark {

/// The hidden chain of statistics.md 8.2 over the evaluable draws from the baseline on, at the loci that are tracked. A share of
/// molecules is signal x f, with the mean of the draws' signals where the detections carry them (exact as f goes to 0), else
/// f / 2. As for the fraction of a draw, loci that any detection marks `not_trunk` are left out where another remains.
/// Empty without a baseline or with fewer than two such draws. A later draw changes every row.
[[nodiscard]] SmoothedTimeline smoothed_timeline(Timeline const& timeline);

}  // namespace tidemark
