#include <CLI/CLI.hpp>

#include "app/command.hpp"

namespace tidemark {

Command detect_command() {
    return {"detect", "detect", [](CLI::App&) { return [] { return 70; }; }};
}

}  // namespace tidemark
