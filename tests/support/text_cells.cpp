#include "support/text_cells.hpp"

#include <gtest/gtest.h>

namespace tidemark::test {

std::vector<std::string> cells_of(std::string const& line, char delimiter) {
    std::vector<std::string> cells(1);
    for (char const letter : line) {
        if (letter == delimiter) {
            cells.emplace_back();
        } else {
            cells.back() += letter;
        }
    }
    return cells;
}

std::string replaced(std::string text, std::string const& old, std::string const& replacement) {
    auto const at = text.find(old);
    EXPECT_NE(at, std::string::npos) << old;
    return at == std::string::npos ? text : text.replace(at, old.size(), replacement);
}

}  // namespace tidemark::test
