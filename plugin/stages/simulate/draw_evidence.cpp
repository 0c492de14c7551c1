#include "stages/simulate/draw_evidence.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "stages/simulate/draw_background.hpp"
#include "stages/simulate/draw_loci.hpp"

namespace tidemark {
namespace {

void add_locus_rows(RegionDraw const& draw, AlleleCounts& counts, DrawnEvidence& drawn) {
    auto truths = variant_truths(draw.setting, draw.region.placed, draw.mixture.true_vaf);
    for (std::size_t allele = 0; allele < counts.size(); ++allele) {
        auto& truth = truths[allele];
        for (std::size_t group = 0; group < error_layer_count; ++group) {
            auto& [row, carriers, error_alt] = counts[allele][group];
            std::ranges::sort(row.alt_lengths);
            std::ranges::sort(row.alt_family_sizes);
            truth.depth += row.depth + row.unreadable + row.mate_disagreement;
            truth.alt_molecules += carriers;
            truth.usable_depth += row.depth;
            truth.usable_alt_molecules += row.alt;
            truth.error_alt_molecules += error_alt;
            drawn.evidence.loci.push_back({truth.variant, simulated_groups[group], std::move(row), std::nullopt});
        }
        drawn.truth.variants.push_back(std::move(truth));
    }
}

}  // namespace

DrawnEvidence draw_evidence(SimulationSetting const& setting, std::span<RegionEvidenceLaw const> laws,
                            SamplePlan const& plan, Panel const& panel) {
    DrawnEvidence drawn{{}, sample_truth(setting, plan)};
    auto& evidence = drawn.evidence;
    evidence.facts = {plan.row.sample, panel.hash, panel.reference_hash, "consensus", {}, "unverified"};
    Random random{setting.seed, "evidence\t" + plan.row.sample + "\t" + panel.patient};
    std::set<Variant> tracked;
    for (auto const& entry : panel.entries) {
        tracked.insert(entry.variant);
    }
    ContextSums sums;
    for (std::size_t number = 0; number < laws.size(); ++number) {
        auto const& region = setting.assay.regions[number];
        auto const mixture = region_mixture(setting.scenario, setting.assay, plan, number);
        double const usable = 1 - setting.scenario.molecules.low_mapping_quality;
        RegionDraw const draw{setting, region, laws[number], mixture, plan.molecules * region.efficiency * usable,
                              drawn.truth.error_factor};
        draw_background(draw, sums, evidence, random);
        if (tracked.contains(region.placed.alleles.front())) {
            auto loci = draw_loci(draw, random);
            add_locus_rows(draw, loci.counts, drawn);
            for (auto const& [key, molecules] : loci.patterns) {
                evidence.haplotypes.push_back({key.first, simulated_groups[key.second], molecules});
            }
        }
    }
    add_context_rows(sums, evidence);
    return drawn;
}

}  // namespace tidemark
