#include <CLI/CLI.hpp>

#include "app/command.hpp"

namespace tidemark {

Command select_command() {
    return {"select", "select", [](CLI::App&) { return [] { return 70; }; }};
}

}  // namespace tidemark
