// simulate: a scenario and a seed become reference, variants, alignments, sheets and the truth about them.
#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "app/command.hpp"
#include "app/shared_options.hpp"
#include "app/simulate_files.hpp"
#include "io/files/pending_folder.hpp"
#include "io/tables/scenario.hpp"
#include "stages/simulate/scenario_rules.hpp"
#include "values/failure/failure.hpp"

namespace tidemark {
namespace {

struct SimulateOptions {
    std::string scenario;
    std::string output;
    std::uint64_t seed = 0;
    bool evidence_only = false;
    int threads = 1;
};

Scenario checked_scenario(std::string const& path) {
    auto scenario = read_scenario(path);
    auto const faults = scenario_faults(scenario);
    if (!faults.empty()) {
        throw InputError{{.rule = "scenario_invalid",
                          .what = fmt::format("{}", fmt::join(faults, "; ")),
                          .where = std::filesystem::path{path}.filename().string(),
                          .why = {},
                          .remedy = "the rules are in docs/formats/scenario.md"}};
    }
    return scenario;
}

Assay checked_assay(Scenario const& scenario, SimulateOptions const& options) {
    auto assay = make_assay(scenario, options.seed);
    if (!assay) {
        throw InputError{{.rule = "scenario_too_large",
                          .what = assay.reason(),
                          .where = std::filesystem::path{options.scenario}.filename().string(),
                          .why = {},
                          .remedy = "ask for fewer variants or longer contigs"}};
    }
    return *assay;
}

int simulate(SimulateOptions const& options) {
    auto const scenario = checked_scenario(options.scenario);
    auto const assay = checked_assay(scenario, options);
    auto const setting = simulation_setting(scenario, assay, options.seed);
    PendingFolder folder{options.output, "simulate"};
    write_assay(setting, folder.path());
    if (options.evidence_only) {
        write_evidence_tables(setting, options.threads, folder.path());
        folder.commit("truth/samples.tsv");
    } else {
        write_sample_files(setting, options.threads, folder.path());
        folder.commit("samples.csv");
    }
    return 0;
}

}  // namespace

Command simulate_command() {
    return {"simulate", "Simulates patients with known truth: reference, tumor variants, alignments, sheets",
            [](CLI::App& app) -> std::function<int()> {
                auto const options = std::make_shared<SimulateOptions>();
                app.add_option("scenario", options->scenario, "Scenario file (JSON)")->type_name("FILE")->required();
                limit_to(app.add_option("--seed", options->seed, "Seed of all random numbers"), WholeBounds{0, UINT64_MAX})
                    ->required();
                app.add_flag("--evidence", options->evidence_only,
                             "Draw evidence tables and panels straight from the laws, no alignments");
                add_output(app, options->output, "Folder for everything that is made", "FOLDER");
                add_threads(app, options->threads);
                return [options] { return simulate(*options); };
            }};
}

}  // namespace tidemark
