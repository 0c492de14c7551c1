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

/// Where standard output leads: into CommandResult::out, nowhere, to a reader that has gone, to a device that is full.
enum class StandardOutput { kept, closed, broken_pipe, full_device };

struct CommandSetting {
    std::string folder;                              ///< working folder; empty: the current one
    std::string input;                               ///< given on standard input
    std::map<std::string, std::string> environment;  ///< added to the test's own
    StandardOutput output = StandardOutput::kept;
};

/// For a run whose output cannot be written, should the program be built with sanitizers: htslib 1.16 gives back nothing
/// of a BGZF handle whose last block cannot be written, and the leak would change the exit code.
[[nodiscard]] std::map<std::string, std::string> leaks_of_htslib_ignored();

/// Runs `arguments[0]` from PATH or by path.
[[nodiscard]] CommandResult run(std::vector<std::string> const& arguments, CommandSetting const& setting = {});

/// Starts it in `folder` and ends it with SIGKILL after `seconds`; whether it was still running then.
[[nodiscard]] bool kill_after(double seconds, std::vector<std::string> const& arguments, std::string const& folder);

/// Runs the built tidemark.
[[nodiscard]] CommandResult tidemark(std::vector<std::string> arguments, CommandSetting const& setting = {});

}  // namespace tidemark::test
