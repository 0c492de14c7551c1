#include <CLI/CLI.hpp>

#include "app/command.hpp"

namespace tidemark {

Command genotype_command() {
    return {"genotype", "genotype", [](CLI::App&) { return [] { return 70; }; }};
}

}  // namespace tidemark
