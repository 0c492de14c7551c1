// The response definitions of a call: those the program carries, and the user's files.
#pragma once
#include <string>
#include <vector>

#include "values/failure/finding.hpp"
#include "values/patient/response_definition.hpp"

namespace tidemark {

/// The published definitions, then those of the files. One id is one definition: ContradictionError `definition_twice` else.
[[nodiscard]] std::vector<ResponseDefinition> definitions_of(std::vector<std::string> const& paths);

/// All faults of all files: what cannot be read, `invalid_definitions`, `definition_twice`.
[[nodiscard]] Findings definition_faults(std::vector<std::string> const& paths);

}  // namespace tidemark
