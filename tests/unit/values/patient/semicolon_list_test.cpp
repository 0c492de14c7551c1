// Names in one cell.
#include "values/patient/semicolon_list.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tidemark::test {

TEST(SemicolonList, empty_parts_are_none) {
    EXPECT_EQ(split_semicolons("").size(), 0U);
    EXPECT_EQ(split_semicolons("a;b"), (std::vector<std::string>{"a", "b"}));
    EXPECT_EQ(split_semicolons(";a;"), (std::vector<std::string>{"a"}));
}

}  // namespace tidemark::test
