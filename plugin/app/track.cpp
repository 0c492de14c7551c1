#include <CLI/CLI.hpp>

#include "app/command.hpp"

namespace tidemark {

Command track_command() {
    return {"track", "track", [](CLI::App&) { return [] { return 70; }; }};
}

}  // namespace tidemark
