// The draws of a trajectory as marks: limits, connection, levels with intervals, values, and the strip of those that
// have no level.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "stages/report/chart_scale.hpp"
#include "values/patient/figure.hpp"
#include "values/patient/timeline.hpp"

namespace tidemark {

/// The plot's box, in a figure 960 wide.
namespace plot {
inline constexpr double figure_width = 960;
inline constexpr double left = 108;
inline constexpr double right = 930;
inline constexpr double top = 44;
inline constexpr double bottom = 344;
inline constexpr double strip_height = 27;
}  // namespace plot

/// Role of the mark of a draw: draw_detected, draw_not_detected, draw_indeterminate, draw_not_evaluable.
[[nodiscard]] std::string draw_role(SampleStatus status);

/// Where a draw stands; several of one day stand side by side.
struct DrawPlace {
    Draw const* draw = nullptr;
    double x = 0;
    std::optional<PlottedLevel> level;
    std::optional<double> limit;   ///< LoD95, > 0
};
[[nodiscard]] std::vector<DrawPlace> draw_places(Timeline const& timeline, DayAxis const& days);

/// Below each limit, halfway to the neighbouring draws: a limit belongs to its tube, and the step says where it ends.
/// A draw without a limit leaves a gap: nothing is known there.
[[nodiscard]] std::vector<Mark> limit_bands(std::vector<DrawPlace> const& places, FractionAxis const& fractions);
[[nodiscard]] std::vector<Mark> limit_marks(std::vector<DrawPlace> const& places, FractionAxis const& fractions);
/// Solid between two detections, dashed where one of the two draws is not a detection.
[[nodiscard]] Mark connection(std::vector<DrawPlace> const& places, FractionAxis const& fractions);
/// One mark for each draw that has a level.
[[nodiscard]] std::vector<Mark> level_marks(std::vector<DrawPlace> const& places, FractionAxis const& fractions);
/// Values beside their marks, where there is room.
[[nodiscard]] std::vector<Mark> value_labels(std::vector<DrawPlace> const& places, FractionAxis const& fractions);
/// The strip of draws without a level, each with its first reason; empty where every draw has one.
[[nodiscard]] std::vector<Mark> strip_marks(std::vector<DrawPlace> const& places);

}  // namespace tidemark
