// The frame of a trajectory: where the plot stands, its axes, its legend, its flare windows.
#pragma once
#include <string>
#include <vector>

#include "stages/report/chart_draws.hpp"
#include "stages/report/chart_scale.hpp"
#include "values/patient/figure.hpp"

namespace tidemark {

/// Gridlines and tick labels; the day axis stands at `axis_bottom`, below the strip where there is one.
[[nodiscard]] std::vector<Mark> axis_marks(FractionAxis const& fractions, DayAxis const& days, double axis_bottom,
                                           std::string const& anchor);
[[nodiscard]] std::vector<Mark> flare_marks(Timeline const& timeline, DayAxis const& days);
/// Only what the figure shows; `flare` is empty where no window is shown.
[[nodiscard]] Mark legend_mark(std::vector<DrawPlace> const& places, std::vector<Mark> const& flare);

}  // namespace tidemark
