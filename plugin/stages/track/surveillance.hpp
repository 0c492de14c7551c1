// What the draws say together about "no tumor DNA", under a policy for many looks.
#pragma once
#include <span>

#include "values/model/series_policy.hpp"
#include "values/patient/timeline.hpp"

namespace tidemark {

/// Fills series_policy, series_signal and e_value of every draw, from it and earlier ones only. e-values count the settled or
/// indeterminate draws after day 0 where an anchor is declared, else all: they test "no tumor DNA since the landmark".
/// METHOD: per_sample and confirm_next act on the draws' own calls (test, breadth and guards), anytime on the e-value against
/// 1/alpha of the draw; over-dispersion of the background enters its law. statistics.md 8.3.
void add_series_signals(std::span<Draw> draws, SeriesPolicy policy, bool anchored);

}  // namespace tidemark
