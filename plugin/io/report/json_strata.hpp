// The part of cohort.json about arms and strata.
#pragma once
#include <nlohmann/json_fwd.hpp>

#include "values/patient/cohort_strata.hpp"

namespace tidemark {

/// Adds `strata`, `differences`, `parity` and `parity_draws` to the document. Missing values are null.
void add_strata(nlohmann::ordered_json& document, CohortStrata const& strata);

}  // namespace tidemark
