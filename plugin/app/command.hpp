// A subcommand as main knows it: its word, one line about it, and how it sets itself up on the option tree.
#pragma once
#include <functional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace tidemark {

/// Added to the option tree by `set_up`, which returns what runs once the options are parsed and returns the exit
/// code (0, and 6 of report --strict). Everything else is thrown (values/failure).
struct Command {
    std::string word;
    std::string summary;
    std::function<std::function<int()>(CLI::App&)> set_up;
};

[[nodiscard]] Command check_command();
[[nodiscard]] Command extract_command();
[[nodiscard]] Command group_command();
[[nodiscard]] Command consensus_command();
[[nodiscard]] Command select_command();
[[nodiscard]] Command genotype_command();
[[nodiscard]] Command background_command();
[[nodiscard]] Command detect_command();
[[nodiscard]] Command track_command();
[[nodiscard]] Command report_command();
[[nodiscard]] Command simulate_command();
[[nodiscard]] Command design_command();
/// Explains the others.
[[nodiscard]] Command help_command();

/// In the order of the data's path; `help` is not among them.
[[nodiscard]] std::vector<Command> all_commands();

}  // namespace tidemark
