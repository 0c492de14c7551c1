#include "stages/simulate/draw_evidence.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
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

/// Lengths of all reference molecules of a sample.
class ReferenceLengths {
public:
    void add(DrawnLoci const& loci) {
        molecules_ += loci.reference_molecules;
        expected_.resize(std::max(expected_.size(), loci.reference_lengths.size()), 0);
        for (std::size_t index = 0; index < loci.reference_lengths.size(); ++index) {
            expected_[index] += loci.reference_lengths[index];
        }
    }
    /// Multinomial, length by length.
    [[nodiscard]] std::map<std::int32_t, std::int64_t> draw(Random& random) const {
        std::map<std::int32_t, std::int64_t> lengths;
        double rest = std::accumulate(expected_.begin(), expected_.end(), 0.0);
        auto molecules = molecules_;
        for (std::size_t index = 0; index < expected_.size() && molecules > 0 && rest > 0; ++index) {
            auto const number = random.binomial(molecules, std::clamp(expected_[index] / rest, 0.0, 1.0));
            if (number > 0) {
                lengths.emplace(shortest_fragment + static_cast<std::int32_t>(index), number);
            }
            molecules -= number;
            rest -= expected_[index];
        }
        return lengths;
    }

private:
    std::int64_t molecules_ = 0;
    std::vector<double> expected_;
};

/// Room for all rows at once: growing lists would move each row several times.
void reserve_rows(SampleEvidence& evidence, SimulationSetting const& setting, std::span<RegionEvidenceLaw const> laws,
                  double molecules, double error_factor) {
    std::size_t stretches = 0;
    double errors = 0;
    for (std::size_t number = 0; number < laws.size(); ++number) {
        stretches += laws[number].stretches.size();
        for (std::size_t group = 0; group < error_layer_count; ++group) {
            errors += setting.assay.regions[number].efficiency * group_share(setting.scenario.molecules, group) *
                      laws[number].background_sums[group].total();
        }
    }
    double const expected = molecules * error_factor * errors;
    evidence.mismatches.reserve(static_cast<std::size_t>(expected + 4 * std::sqrt(expected)));
    evidence.depths.reserve(stretches * error_layer_count);
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
    reserve_rows(evidence, setting, laws, plan.molecules, drawn.truth.error_factor);
    evidence.loci.reserve(panel.entries.size() * error_layer_count);
    ContextSums sums;
    ReferenceLengths lengths;
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
            lengths.add(loci);
            for (auto const& [key, molecules] : loci.patterns) {
                evidence.haplotypes.push_back({key.first, simulated_groups[key.second], molecules});
            }
        }
    }
    add_context_rows(sums, evidence, random);
    Random of_lengths{setting.seed, "reference lengths\t" + plan.row.sample + "\t" + panel.patient};
    evidence.reference_lengths = lengths.draw(of_lengths);
    return drawn;
}

}  // namespace tidemark
