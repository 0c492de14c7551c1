// From days and fractions to places in a figure.
#pragma once
#include <optional>
#include <span>
#include <vector>

#include "values/patient/timeline.hpp"

namespace tidemark {

/// What of a draw stands on the fraction axis. Zero has no place on a logarithmic axis and is never given one.
struct PlottedLevel {
    double level = 0;           ///< > 0
    bool upper_bound = false;   ///< the fraction is at most `level`
    bool operator==(PlottedLevel const&) const = default;
};

/// DETECTED at its estimate, NOT_DETECTED at its upper bound, INDETERMINATE at its estimate, or at its bound where the
/// estimate is 0 or absent; nothing for NOT_EVALUABLE or where no such number is above 0.
[[nodiscard]] std::optional<PlottedLevel> plotted_level(DetectionResult const& result);

/// Logarithmic, whole decades, `top` above `bottom`.
struct FractionAxis {
    int lowest_decade = -4;
    int highest_decade = 0;
    double top = 0;
    double bottom = 100;

    /// Place of a fraction; those outside the decades stand at the edge.
    [[nodiscard]] double y(double fraction) const;
    [[nodiscard]] bool shows(double fraction) const;
};

struct DayAxis {
    double first = 0;
    double last = 1;
    double left = 0;
    double right = 100;

    /// Place of a day; those outside stand at the edge.
    [[nodiscard]] double x(double day) const;
    [[nodiscard]] bool shows(double day) const;
    /// Whole days, at most ten or so, multiples of weeks where the span is longer than two; 0 is among them if shown.
    [[nodiscard]] std::vector<int> ticks() const;
};

/// Decades that hold every plotted level, upper end and LoD95 of the timelines; two at least, none above 100 %.
[[nodiscard]] FractionAxis fraction_axis(std::span<Timeline const> timelines, double top, double bottom);

/// Days from the first to the last draw, widened for events that lie no further off than three tenths of that span (28
/// days at least).
[[nodiscard]] DayAxis day_axis(std::span<Timeline const> timelines, double left, double right);

}  // namespace tidemark
