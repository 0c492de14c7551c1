// One sheet and what it is refused with.
#pragma once
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "check_case.hpp"

namespace tidemark::test {

/// What the sheet is refused with: exit code and standard error.
class SheetFaults : public ::testing::Test {
protected:
    CheckCase scene;

    /// Exit code of the sheet alone; standard error stays in `said`.
    int sheet_only(std::vector<std::string> const& more = {}) {
        std::vector<std::string> words{"--sheet-only"};
        words.insert(words.end(), more.begin(), more.end());
        auto const result = scene.check(words);
        said = result.err;
        EXPECT_EQ(result.exit_code == 0, scene.wrote("samples.csv"));
        return result.exit_code;
    }
    int sheet(std::vector<std::string> const& rows, std::string const& columns = {}) {
        scene.sheet(rows, columns);
        return sheet_only();
    }
    std::string said;
};

}  // namespace tidemark::test
