// Samples that failed and that no timeline shows: controls, white cells, tumor, normal, plasma of a patient without a series,
// refused by `check` or broken where they were read. A page that listed draws alone would hide them.
#pragma once
#include <span>

#include "values/evidence/evidence_summary.hpp"
#include "values/patient/cohort_summary.hpp"
#include "values/patient/sheet.hpp"
#include "values/patient/timeline.hpp"

namespace tidemark {

/// Adds each failed verdict to `summary.failed`, which stays sorted by patient (no patient last), day (no day last), sample. A draw
/// of a timeline is listed once: where its timeline was made without verdicts, reason and sentence are those of the
/// verdict. `samples`: the sheet, which tells patient and type; may be empty, and then both stay empty.
void add_failed_verdicts(CohortSummary& summary, std::span<SampleVerdict const> verdicts,
                         std::span<SampleRow const> samples, std::span<Timeline const> timelines);

/// Adds each sample whose file failed while `genotype` read it, once: a control is counted at the panel of every patient, and
/// damage may show at one of them only. Reason and sentence are those of the first failure in the order of bytes, so that the
/// order of `counted` changes nothing. Samples that are listed already, and draws of a timeline, are passed over.
void add_failed_counts(CohortSummary& summary, std::span<EvidenceSummary const> counted, std::span<SampleRow const> samples,
                       std::span<Timeline const> timelines);

}  // namespace tidemark
