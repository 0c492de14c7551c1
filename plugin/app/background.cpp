#include <CLI/CLI.hpp>

#include "app/command.hpp"

namespace tidemark {

Command background_command() {
    return {"background", "background", [](CLI::App&) { return [] { return 70; }; }};
}

}  // namespace tidemark
