// Tables of the cohort beside the long ones of samples and pairs: docs/formats/cohort.md.
#pragma once
#include <span>
#include <string>
#include <vector>

#include "values/patient/cohort_strata.hpp"
#include "values/patient/cohort_summary.hpp"
#include "values/patient/timeline.hpp"

namespace tidemark {

/// cohort.patients.tsv: one row for each patient, with one column for each stratum that any patient has, by name.
[[nodiscard]] std::string patient_rows(std::span<Timeline const> timelines);

/// cohort.leads.tsv: molecular against imaging progression, all patients first, then the arms.
[[nodiscard]] std::string lead_rows_text(std::vector<LeadRow> const& rows);

/// cohort.strata.tsv, cohort.differences.tsv, cohort.parity.tsv: header and rows.
[[nodiscard]] std::string stratum_rate_rows(CohortStrata const& strata);
[[nodiscard]] std::string rate_difference_rows(CohortStrata const& strata);
[[nodiscard]] std::string parity_draw_rows(CohortStrata const& strata);

}  // namespace tidemark
