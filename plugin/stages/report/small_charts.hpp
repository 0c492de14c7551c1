// Drawings of a cohort: every patient's trajectory in small on common axes, and the status of every draw by day.
#pragma once
#include <span>
#include <string>
#include <vector>

#include "stages/report/chart_scale.hpp"
#include "values/patient/figure.hpp"
#include "values/patient/timeline.hpp"

namespace tidemark {

/// Axes that all small trajectories of a cohort share, so that they can be compared by eye.
struct SmallScale {
    FractionAxis fractions;
    DayAxis days;
};
[[nodiscard]] SmallScale small_scale(std::span<Timeline const> timelines);

/// A trajectory without words: levels, bounds, limits; NOT_EVALUABLE as x at the foot.
[[nodiscard]] Figure small_trajectory(Timeline const& timeline, SmallScale const& scale, std::string const& id);

/// The sign of a status: filled circle, open circle, diamond, x.
[[nodiscard]] std::vector<Shape> status_sign(SampleStatus status, Point at, double radius);

/// Patients with more rows than this are left to the table.
inline constexpr std::size_t most_patients_drawn = 200;
/// One row for each patient, one mark for each draw at its day.
[[nodiscard]] Figure status_figure(std::span<Timeline const> timelines);

}  // namespace tidemark
