// What a cohort says together: failed samples, rates of verdicts, the head line of every patient.
#pragma once
#include <optional>
#include <span>
#include <string>

#include "values/patient/cohort_summary.hpp"
#include "values/patient/timeline.hpp"

namespace tidemark {

/// `timelines` by patient id.
[[nodiscard]] CohortSummary summarize(std::span<Timeline const> timelines);

/// The verdict that counts for a patient: of the latest draw that is paired with the baseline; nothing where no such
/// row exists.
[[nodiscard]] PairRow const* latest_verdict(Timeline const& timeline, std::string const& metric,
                                            std::string const& definition);

}  // namespace tidemark
