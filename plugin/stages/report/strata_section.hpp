// Response by arm and stratum on the cohort's page, in full and at parity side by side.
#pragma once
#include "values/patient/cohort_strata.hpp"
#include "values/patient/document.hpp"

namespace tidemark {

/// Every definition over all patients and each arm: our own on the tumor fraction, published ones in each of their windows.
[[nodiscard]] Section rates_section(CohortStrata const& strata);

/// Our own three definitions on the tumor fraction; all others are in cohort.strata.tsv.
[[nodiscard]] Section strata_section(CohortStrata const& strata);

}  // namespace tidemark
