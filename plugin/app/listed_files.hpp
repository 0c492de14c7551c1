// Files of an option that are too many for a command line: named in a file.
#pragma once
#include <string>
#include <vector>

namespace tidemark {

/// The names with the lines of FILE, one name each, in the place of every `@FILE`. A file whose own name starts so is given as
/// `./@name`. Throws InputError where FILE cannot be read.
[[nodiscard]] std::vector<std::string> with_listed_files(std::vector<std::string> const& names);

}  // namespace tidemark
