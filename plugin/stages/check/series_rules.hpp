// Rules along a patient's time line. Days are resolved before these run.
#pragma once
#include "stages/check/sheet_set.hpp"

namespace tidemark {

/// Events that contradict themselves are invalid; what is merely odd (no baseline, a fraction after the last draw)
/// is a warning. Several draws on one day are ordinary.
[[nodiscard]] Findings check_events(SheetSet const& sheets);
/// Draws against the start of treatment and the last contact.
[[nodiscard]] Findings check_draws(SheetSet const& sheets);

}  // namespace tidemark
