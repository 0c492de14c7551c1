// cohort.json: everything behind the pages, schema tidemark.cohort/1 (docs/formats/cohort.md).
#pragma once
#include <span>
#include <string>

#include "values/patient/cohort_summary.hpp"
#include "values/survival/survival_report.hpp"

namespace tidemark {

/// `timelines` are the patients' timeline documents as JSON text (schema tidemark.timeline/1), in the order of
/// `summary.patients`. Missing values are null. Throws std::logic_error where the numbers of both differ.
[[nodiscard]] std::string cohort_json_text(CohortSummary const& summary, std::span<std::string const> timelines,
                                           std::string const& producer, SurvivalReport const& survival = {});

}  // namespace tidemark
