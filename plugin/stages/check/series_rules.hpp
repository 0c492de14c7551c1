// Rules along a patient's time line, each once: check applies them to all patients, track to its own. Days are resolved before these run.
#pragma once
#include "stages/check/sheet_set.hpp"

namespace tidemark {

/// Events that contradict themselves are invalid; what is merely odd (no baseline, a fraction after the last draw)
/// is a warning. Several draws on one day are ordinary. Every fault is listed, in no promised order.
[[nodiscard]] Findings check_events(SheetSet const& sheets);
/// Draws against the start of treatment, the last contact and death.
[[nodiscard]] Findings check_draws(SheetSet const& sheets);

}  // namespace tidemark
