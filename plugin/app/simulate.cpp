#include <CLI/CLI.hpp>

#include "app/command.hpp"

namespace tidemark {

Command simulate_command() {
    return {"simulate", "simulate", [](CLI::App&) { return [] { return 70; }; }};
}

}  // namespace tidemark
