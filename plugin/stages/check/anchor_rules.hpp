// Rules about day 0: where an anchor may stand, what lies before it, and whether a draw does.
#pragma once
#include <span>

#include "stages/check/notes.hpp"
#include "values/patient/sheet.hpp"

namespace tidemark {

/// An anchor twice, or on an event of another kind, is invalid; a progression before day 0 is a warning. Events of any patient.
void check_anchors(std::span<EventRow const> events, Notes& notes);
/// Warning no_baseline where a patient's first plasma draw follows what an anchor stands for, once for each anchor; without an anchor,
/// the first treatment. METHOD: what an anchor stands for began with its row, or with fractions up to 14 days before it
/// (the flare window, docs/decisions/0022), or with an earlier start of the same drug that was not stopped.
void check_baselines(std::span<EventRow const> events, std::span<SampleRow const> samples, Notes& notes);

}  // namespace tidemark
