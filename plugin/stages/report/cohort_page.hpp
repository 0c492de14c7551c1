// The page of all patients: who responded, who could be seen at all, what failed.
#pragma once
#include <span>

#include "values/patient/cohort_summary.hpp"
#include "values/patient/document.hpp"
#include "values/patient/timeline.hpp"
#include "values/survival/survival_report.hpp"

namespace tidemark {

/// `timelines` by patient id; every plasma sample of them is a sign and a cell of the page.
[[nodiscard]] Page cohort_page(std::span<Timeline const> timelines, CohortSummary const& summary,
                               SurvivalReport const& survival = {});

}  // namespace tidemark
