// The trajectory of a patient as a figure: tumor fraction over days on a logarithmic axis.
#pragma once
#include "values/patient/figure.hpp"
#include "values/patient/timeline.hpp"

namespace tidemark {

/// DETECTED: filled circle at the estimate with its interval. NOT_DETECTED: open circle at the upper bound with an
/// arrow down. INDETERMINATE: diamond. NOT_EVALUABLE, or without a number above 0: x on the strip under the plot, with
/// its reason. Every LoD95 is a mark of its own with the band below it shaded. Every draw is exactly one mark whose
/// role begins with "draw_".
[[nodiscard]] Figure trajectory_figure(Timeline const& timeline);

/// A draw in one sentence: day, status, fraction with interval, limit of detection, reasons.
[[nodiscard]] std::string draw_sentence(Draw const& draw);

}  // namespace tidemark
