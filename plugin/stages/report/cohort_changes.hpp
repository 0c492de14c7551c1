// What the figures of a cohort draw of each patient: changes of the tumor fraction since the baseline.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "values/patient/timeline.hpp"

namespace tidemark {

/// A draw against the baseline, as a ratio that has a place on a logarithmic axis.
struct DrawChange {
    Draw const* draw = nullptr;
    double ratio = 1;             ///< > 0
    std::optional<double> lo;     ///< 95 %
    std::optional<double> hi;
    bool upper_bound = false;     ///< the ratio is at most `ratio`: the draw's limit of detection stands in the way
    std::string doubt{};          ///< code for which no direction is told; empty where both draws are settled
};

/// In the order of days. Draws without a ratio (not evaluable, or a baseline without tumor DNA) are left out: they are never
/// drawn as 0, nor as no change.
[[nodiscard]] std::vector<DrawChange> changes_since_baseline(Timeline const& timeline);

/// Not detected, and the limit of detection so high that even a rise is possible: neither a fall nor a rise was seen.
[[nodiscard]] bool hides_rise(DrawChange const& change);
/// Where a change has its place: its ratio, or no change where the limit hides even a rise.
[[nodiscard]] double shown_ratio(DrawChange const& change);

/// The lowest of them; null where there is none. METHOD: the best of several draws is lower than each would be by chance: what
/// shows it shows the number of draws too.
[[nodiscard]] DrawChange const* best_change(std::vector<DrawChange> const& changes);

/// Whether the whole interval lies above, or below, no change. METHOD: as definitions do, nothing is told of a pair with a
/// doubt (an indeterminate draw, another chemistry, fraction against concentration), nor of a rise in the flare window or a fall
/// from a baseline in it.
[[nodiscard]] bool is_increase(DrawChange const& change);
[[nodiscard]] bool is_decrease(DrawChange const& change);

}  // namespace tidemark
