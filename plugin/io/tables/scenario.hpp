// The scenario file: docs/formats/scenario.md.
#pragma once
#include <filesystem>

#include "values/patient/scenario.hpp"

namespace tidemark {

/// Reads schema tidemark.scenario/1. Throws InputError (rule scenario_invalid) that lists every fault with its JSON
/// pointer: unknown keys, missing keys, wrong types, numbers outside their domain, ids that are none.
/// What concerns several parts at once is stages/simulate/scenario_rules.
[[nodiscard]] Scenario read_scenario(std::filesystem::path const& path);

}  // namespace tidemark
