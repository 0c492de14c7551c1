// The member `survival` of cohort.json (docs/formats/cohort.md).
#pragma once
#include <nlohmann/json.hpp>

#include "values/survival/survival_report.hpp"

namespace tidemark {

/// A list, one object for each analysis; missing values are null.
[[nodiscard]] nlohmann::ordered_json survival_json(SurvivalReport const& report);

}  // namespace tidemark
