// The cohort page's sections of survival: one for each endpoint, its groupings below each other.
#pragma once
#include <vector>

#include "values/patient/document.hpp"
#include "values/survival/survival_report.hpp"

namespace tidemark {

/// Empty where no outcome is known.
[[nodiscard]] std::vector<Section> survival_sections(SurvivalReport const& report);

}  // namespace tidemark
