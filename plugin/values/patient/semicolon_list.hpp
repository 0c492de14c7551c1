// Several names in one cell: reason codes, lesions known by their sum.
#pragma once
#include <string>
#include <vector>

namespace tidemark {

/// "a;b" as a and b; empty parts are none.
[[nodiscard]] std::vector<std::string> split_semicolons(std::string const& text);

}  // namespace tidemark
