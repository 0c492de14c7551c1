// simulate: a scenario and a seed become reference, variants, alignments, sheets and the truth about them.
#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "app/command.hpp"
#include "app/shared_options.hpp"
#include "app/side_by_side.hpp"
#include "io/files/output_file.hpp"
#include "io/files/pending_folder.hpp"
#include "io/hts/alignment_writer.hpp"
#include "io/hts/reference.hpp"
#include "io/hts/reference_writer.hpp"
#include "io/tables/evidence_table.hpp"
#include "io/tables/panel_table.hpp"
#include "io/tables/scenario.hpp"
#include "io/tables/sheet_table.hpp"
#include "io/tables/simulation_tables.hpp"
#include "stages/simulate/draw_evidence.hpp"
#include "stages/simulate/scenario_rules.hpp"
#include "stages/simulate/truth.hpp"
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

/// Writes the alignments of one sample region by region and returns the truth about it.
SampleTruth simulate_sample(SimulationSetting const& setting, SamplePlan const& plan,
                            std::filesystem::path const& folder) {
    auto truth = sample_truth(setting, plan);
    AlignmentWriter writer{folder / plan.row.bam,
                           {.contigs = {setting.scenario.contigs},
                            .sample = plan.row.sample,
                            .library = plan.row.batch,
                            .program_version = TIDEMARK_VERSION,
                            .command_line = fmt::format("tidemark simulate --seed {}", setting.seed)}};
    std::int64_t molecules = 0;
    for (std::size_t region = 0; region < setting.assay.regions.size(); ++region) {
        auto simulated = simulate_region(setting, plan, region, static_cast<std::int32_t>(molecules));
        for (auto const& record : simulated.records) {
            writer.write(record);
        }
        truth.records += static_cast<std::int64_t>(simulated.records.size());
        auto const [duplex, forward, reverse, singleton] = simulated.molecules;
        truth.molecules_duplex += duplex;
        truth.molecules_simplex_forward += forward;
        truth.molecules_simplex_reverse += reverse;
        truth.molecules_singleton += singleton;
        molecules += duplex + forward + reverse + singleton;
        std::ranges::move(simulated.variants, std::back_inserter(truth.variants));
    }
    writer.close();
    return truth;
}

void write_assay(SimulationSetting const& setting, std::filesystem::path const& folder) {
    std::vector<NamedSequence> sequences;
    std::vector<TargetRow> targets;
    std::vector<CommonSnp> snps;
    for (std::size_t contig = 0; contig < setting.scenario.contigs.size(); ++contig) {
        sequences.push_back({setting.scenario.contigs[contig].name, setting.assay.sequences[contig]});
    }
    for (auto const& region : setting.assay.regions) {
        auto const& placed = region.placed;
        targets.push_back({setting.scenario.contigs[region.contig].name, region.target,
                           setting.scenario.patients[placed.patient].id + "_" + placed.id});
        if (region.snp) {
            snps.push_back(*region.snp);
        }
    }
    write_reference(folder / "reference.fa", sequences);
    write_text_file(folder / "targets.bed", targets_text(targets));
    write_text_file(folder / "common_sites.vcf", common_sites_text({setting.scenario.contigs}, snps));
    write_text_file(folder / "truth/germline.tsv", truth_germline_text(germline_truth(setting.assay)));
    write_text_file(folder / "truth/background.tsv", truth_background_text(background_truth(setting)));
}

void write_samples_and_truth(SimulationSetting const& setting, std::vector<SamplePlan> const& plans,
                             std::vector<SampleTruth> const& truths, std::filesystem::path const& folder) {
    std::vector<SampleRow> rows;
    for (std::size_t number = 0; number < plans.size(); ++number) {
        auto const& row = plans[number].row;
        rows.push_back(row);
        if (row.type == SampleType::tumor) {
            write_text_file(folder / row.tumor_vcf,
                            tumor_variants_text({setting.scenario.contigs}, row.sample,
                                                called_variants(truths[number], row.lesion)));
            write_text_file(folder / row.segments, segments_text(tumor_segments(setting, plans[number].individual)));
        }
    }
    write_text_file(folder / "events.csv", events_text(setting.scenario));
    write_text_file(folder / "patients.csv", patients_text(setting.scenario));
    write_text_file(folder / "lesions.csv", lesions_text(setting.scenario));
    write_text_file(folder / "truth/samples.tsv", truth_samples_text(truths));
    write_text_file(folder / "truth/lesions.tsv", truth_lesions_text(truths));
    write_text_file(folder / "truth/variants.tsv", truth_variants_text(truths));
    write_samples(folder / "samples.csv", rows);
}

/// One evidence table: a sample at one patient's panel.
struct EvidenceTask {
    std::size_t plan = 0;
    std::size_t patient = 0;
};

/// Plasma and white cells at their own patient's panel, controls at each.
std::vector<EvidenceTask> evidence_tasks(std::vector<SamplePlan> const& plans, std::size_t patients) {
    std::vector<EvidenceTask> tasks;
    for (std::size_t plan = 0; plan < plans.size(); ++plan) {
        for (std::size_t patient = 0; patient < patients; ++patient) {
            bool const own = plans[plan].patient < 0 || static_cast<std::size_t>(plans[plan].patient) == patient;
            if (own && plans[plan].row.type != SampleType::tumor) {
                tasks.push_back({plan, patient});
            }
        }
    }
    return tasks;
}

/// Panels, evidence tables and truth; no alignments.
void write_evidence_tables(SimulationSetting const& setting, std::vector<SamplePlan> const& plans, int threads,
                           std::filesystem::path const& folder) {
    auto const identity = Reference{folder / "reference.fa"}.identity();
    std::vector<Panel> panels;
    for (std::size_t patient = 0; patient < setting.scenario.patients.size(); ++patient) {
        panels.push_back(true_panel(setting, patient, identity));
        write_panel(folder / (panels.back().patient + ".panel.tsv"), panels.back());
    }
    auto const laws = evidence_laws(setting);
    auto const tasks = evidence_tasks(plans, panels.size());
    std::vector<SampleTruth> truths(tasks.size());
    side_by_side(tasks.size(), threads, [&](std::size_t number) {
        auto const& plan = plans[tasks[number].plan];
        auto const& panel = panels[tasks[number].patient];
        auto drawn = draw_evidence(setting, laws, plan, panel);
        auto const name = plan.row.sample + (plan.patient < 0 ? "." + panel.patient : "") + ".evidence.tsv.gz";
        write_evidence(folder / name, drawn.evidence);
        truths[number] = std::move(drawn.truth);
    });
    write_text_file(folder / "truth/samples.tsv", truth_samples_text(truths));
    write_text_file(folder / "truth/lesions.tsv", truth_lesions_text(truths));
    write_text_file(folder / "truth/variants.tsv", truth_variants_text(truths));
}

int simulate(SimulateOptions const& options) {
    auto const scenario = checked_scenario(options.scenario);
    auto const assay = checked_assay(scenario, options);
    auto const setting = simulation_setting(scenario, assay, options.seed);
    auto const plans = sample_plans(scenario);
    PendingFolder folder{options.output, "simulate"};
    write_assay(setting, folder.path());
    if (options.evidence_only) {
        write_evidence_tables(setting, plans, options.threads, folder.path());
        folder.commit("truth/samples.tsv");
        return 0;
    }
    std::vector<SampleTruth> truths(plans.size());
    side_by_side(plans.size(), options.threads, [&](std::size_t number) {
        truths[number] = simulate_sample(setting, plans[number], folder.path());
    });
    write_samples_and_truth(setting, plans, truths, folder.path());
    folder.commit("samples.csv");
    return 0;
}

}  // namespace

Command simulate_command() {
    return {"simulate", "Simulates patients with known truth: reference, tumor variants, alignments, sheets",
            [](CLI::App& app) -> std::function<int()> {
                auto const options = std::make_shared<SimulateOptions>();
                app.add_option("scenario", options->scenario, "Scenario file (JSON)")->required();
                app.add_option("--seed", options->seed, "Seed of all random numbers")->required();
                app.add_flag("--evidence", options->evidence_only,
                             "Draw evidence tables and panels straight from the laws, no alignments");
                add_output(app, options->output, "Folder for everything that is made");
                add_threads(app, options->threads);
                return [options] { return simulate(*options); };
            }};
}

}  // namespace tidemark
