// The logarithmic axis of changes that the spider and the waterfall share: no change is 1, and there is no 0.
#pragma once
#include <string>
#include <vector>

#include "stages/report/cohort_changes.hpp"
#include "values/patient/figure.hpp"

namespace tidemark {

struct ChangeAxis {
    int lowest_decade = -2;
    int highest_decade = 1;
    double start = 0;    ///< place of the lowest decade
    double end = 100;    ///< of the highest

    /// Place of a ratio > 0; those outside the decades stand at the edge.
    [[nodiscard]] double place(double ratio) const;
    [[nodiscard]] std::vector<double> ticks() const;
};

/// Decades that hold every change; an end of an interval further away than a decade stands at the edge.
[[nodiscard]] ChangeAxis change_axis(std::vector<std::vector<DrawChange>> const& changes, double start, double end);
/// "−99 %", "no change", "10-fold".
[[nodiscard]] std::string change_tick_text(double ratio);
/// Colour of a direction: rise, fall, or neither.
[[nodiscard]] Ink change_ink(DrawChange const& change);
/// "−90 %", "at most −97 %", "not detected; any change up to +148 % possible".
[[nodiscard]] std::string change_words(DrawChange const& change);
/// ", uncertain: other assay chemistry"; empty where nothing is in doubt.
[[nodiscard]] std::string doubt_words(DrawChange const& change);
/// "day 42: −90 % (−95 to −80 %)", "day 63: at most −97 % (below the limit of detection)".
[[nodiscard]] std::string change_sentence(DrawChange const& change);

}  // namespace tidemark
