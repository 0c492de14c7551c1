// Samples that `check` refused and that no timeline shows: controls, white cells, tumor, normal, plasma of a patient without
// a series. A page that listed draws alone would hide them.
#pragma once
#include <span>

#include "values/patient/cohort_summary.hpp"
#include "values/patient/sheet.hpp"
#include "values/patient/timeline.hpp"

namespace tidemark {

/// Adds each failed verdict to `summary.failed`, which stays sorted by patient (no patient last), day (no day last), sample. A draw
/// of a timeline is listed once: where its timeline was made without verdicts, reason and sentence are those of the
/// verdict. `samples`: the sheet, which tells patient and type; may be empty, and then both stay empty.
void add_failed_verdicts(CohortSummary& summary, std::span<SampleVerdict const> verdicts,
                         std::span<SampleRow const> samples, std::span<Timeline const> timelines);

}  // namespace tidemark
