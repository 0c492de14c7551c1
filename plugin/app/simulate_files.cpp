#include "app/simulate_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string>

#include "app/side_by_side.hpp"
#include "app/simulate_raw.hpp"
#include "io/files/output_file.hpp"
#include "io/hts/alignment_writer.hpp"
#include "io/hts/reference_writer.hpp"
#include "io/tables/sheet_table.hpp"
#include "io/tables/simulation_tables.hpp"

namespace tidemark {
namespace {

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

void write_samples_and_truth(SimulationSetting const& setting, std::vector<SamplePlan> const& plans,
                             std::vector<SampleTruth> const& truths, std::filesystem::path const& folder) {
    std::vector<SampleRow> rows;
    for (std::size_t number = 0; number < plans.size(); ++number) {
        auto const& row = plans[number].row;
        rows.push_back(row);
        // What only the maker of a file can say: check finds a copy that was cut, whatever its index says.
        if (row.fastq.empty()) {
            rows.back().records = truths[number].records;
        }
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

}  // namespace

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

void write_sample_files(SimulationSetting const& setting, int threads, std::filesystem::path const& folder) {
    auto const plans = sample_plans(setting.scenario);
    std::vector<SampleTruth> truths(plans.size());
    side_by_side(plans.size(), threads, [&](std::size_t number) {
        truths[number] = is_raw(setting.scenario, plans[number])
                             ? simulate_raw_sample(setting, plans[number], folder)
                             : simulate_sample(setting, plans[number], folder);
    });
    write_samples_and_truth(setting, plans, truths, folder);
}

}  // namespace tidemark
