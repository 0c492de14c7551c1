// Lines of tables taken apart, and texts with one thing exchanged.
#pragma once
#include <string>
#include <vector>

namespace tidemark::test {

/// What stands between the delimiters: always one cell more than there are delimiters, empty ones included.
[[nodiscard]] std::vector<std::string> cells_of(std::string const& line, char delimiter);

/// `text` with the first `old` exchanged; the test fails where there is none, and `text` comes back as it was.
[[nodiscard]] std::string replaced(std::string text, std::string const& old, std::string const& replacement);

}  // namespace tidemark::test
