// The response definitions of a call: those the program carries, and the user's files.
#pragma once
#include <string>
#include <vector>

#include "values/patient/response_definition.hpp"

namespace tidemark {

/// The published definitions, then those of the files. One id is one definition: ContradictionError `definition_twice` else.
[[nodiscard]] std::vector<ResponseDefinition> definitions_of(std::vector<std::string> const& paths);

}  // namespace tidemark
