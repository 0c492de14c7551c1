// The survival tables of a cohort, schema tidemark.survival/1: docs/formats/survival.md.
#pragma once
#include <string>

#include "values/survival/survival_report.hpp"

namespace tidemark {

/// cohort.survival.tsv: header and one row for each comparison of a group with the reference group.
[[nodiscard]] std::string survival_rows_text(SurvivalReport const& report);
/// cohort.survival_steps.tsv: header and one row for each step of each curve.
[[nodiscard]] std::string survival_step_rows_text(SurvivalReport const& report);
/// cohort.survival_patients.tsv: header and one row for each patient of each analysis, left out or not; what R fits a model to.
[[nodiscard]] std::string survival_patient_rows_text(SurvivalReport const& report);

}  // namespace tidemark
