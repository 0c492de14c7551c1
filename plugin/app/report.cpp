#include <CLI/CLI.hpp>

#include "app/command.hpp"

namespace tidemark {

Command report_command() {
    return {"report", "report", [](CLI::App&) { return [] { return 70; }; }};
}

}  // namespace tidemark
