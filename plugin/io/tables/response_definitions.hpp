// Files of response definitions (docs/formats/definitions.md).
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "values/failure/finding.hpp"
#include "values/patient/response_definition.hpp"

namespace tidemark {

/// The published definitions that the program carries.
[[nodiscard]] std::vector<ResponseDefinition> const& published_definitions();

/// Definitions of a user's file. Throws InputError that lists every fault with its JSON pointer.
[[nodiscard]] std::vector<ResponseDefinition> read_response_definitions(std::filesystem::path const& path);
/// The same with one finding for every fault, its JSON pointer in the message; of what is no JSON, one with its line. They speak of
/// the file as `name`. Throws InputError for a file that cannot be read.
[[nodiscard]] std::vector<ResponseDefinition> read_response_definitions(std::filesystem::path const& path, std::string const& name,
                                                                        Findings& findings);

}  // namespace tidemark
