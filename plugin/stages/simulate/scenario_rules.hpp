// What a scenario must hold beyond the domains of its single numbers: names that meet, parts that fit together.
#pragma once
#include <string>
#include <vector>

#include "values/patient/scenario.hpp"

namespace tidemark {

/// Every fault as one clause that names the patient, draw or variant; empty where the scenario holds.
[[nodiscard]] std::vector<std::string> scenario_faults(Scenario const& scenario);

}  // namespace tidemark
