#include "app/side_by_side.hpp"
#include "app/simulate_files.hpp"
#include "io/files/output_file.hpp"
#include "io/hts/reference.hpp"
#include "io/tables/evidence_table.hpp"
#include "io/tables/panel_table.hpp"
#include "io/tables/simulation_tables.hpp"
#include "stages/simulate/draw_evidence.hpp"

namespace tidemark {
namespace {

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

}  // namespace

void write_evidence_tables(SimulationSetting const& setting, int threads, std::filesystem::path const& folder) {
    auto const plans = sample_plans(setting.scenario);
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

}  // namespace tidemark
