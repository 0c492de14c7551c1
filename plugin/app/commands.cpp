#include "app/command.hpp"

namespace tidemark {

std::vector<Command> all_commands() {
    return {check_command(),      extract_command(), group_command(), consensus_command(), select_command(), genotype_command(), background_command(),
            detect_command(),     track_command(),   report_command(), simulate_command(),
            design_command()};
}

}  // namespace tidemark
