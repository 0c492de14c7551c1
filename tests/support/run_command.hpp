// Runs the built program (or any other) and keeps what it said.
#pragma once
#include <map>
#include <string>
#include <vector>

namespace tidemark::test {

struct CommandResult {
    int exit_code = -1;      ///< 128 + signal where a signal ended it
    std::string out;
    std::string err;
};

struct CommandSetting {
    std::string folder;                              ///< working folder; empty: the current one
    std::string input;                               ///< given on standard input
    std::map<std::string, std::string> environment;  ///< added to the test's own
};

/// Runs `arguments[0]` from PATH or by path.
[[nodiscard]] CommandResult run(std::vector<std::string> const& arguments, CommandSetting const& setting = {});

/// Runs the built tidemark.
[[nodiscard]] CommandResult tidemark(std::vector<std::string> arguments, CommandSetting const& setting = {});

}  // namespace tidemark::test
