// Evidence drawn from laws against evidence counted molecule by molecule.
#include "stages/simulate/draw_evidence.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include <cmath>
#include <numeric>

#include "scenario_builder.hpp"

namespace tidemark::test {
namespace {

/// f 0.1, one SNV and one linked pair, 4,000 molecules and plenty of errors.
Scenario noisy() {
    auto scenario = one_locus();
    scenario.contigs = {{"c1", 60'000, {}}};
    scenario.patients[0].variants.push_back(ScenarioVariants{.id = "K", .linked_pair = true});
    scenario.patients[0].draws[0].molecules = 4'000;
    scenario.errors.simplex = 3e-3;
    scenario.errors.singleton = 6e-3;
    scenario.errors.sequencing = 1e-2;
    scenario.errors.masked = 5e-3;
    scenario.errors.sample_dispersion = 0;
    scenario.errors.locus_dispersion = 0.2;
    return scenario;
}

struct Sums {
    double depth = 0;
    double alt = 0;
};

constexpr int repeats = 60;

SamplePlan plan_named(Scenario const& scenario, std::string sample, std::string const& like) {
    for (auto plan : sample_plans(scenario)) {
        if (plan.row.sample == like) {
            plan.row.sample = std::move(sample);
            return plan;
        }
    }
    ADD_FAILURE() << like;
    return {};
}

}  // namespace

TEST(DrawEvidence, depth_and_alternatives_agree_with_single_molecules) {
    auto const scenario = noisy();
    auto const assay = make_assay(scenario, 3);
    ASSERT_TRUE(assay.has_value());
    auto const setting = simulation_setting(scenario, *assay, 3);
    auto const laws = evidence_laws(setting);
    auto const panel = true_panel(setting, 0, "reference");
    ASSERT_EQ(panel.entries.size(), 3U);
    std::map<Variant, Sums> drawn;
    std::map<Variant, Sums> counted;
    for (int repeat = 0; repeat < repeats; ++repeat) {
        auto const plan = plan_named(scenario, "R" + std::to_string(repeat), "D1");
        for (auto const& row : draw_evidence(setting, laws, plan, panel).evidence.loci) {
            drawn[row.variant].depth += static_cast<double>(row.counts.depth);
            drawn[row.variant].alt += static_cast<double>(row.counts.alt);
        }
        if (repeat < repeats / 4) {
            for (std::size_t region = 0; region < assay->regions.size(); ++region) {
                for (auto const& truth : simulate_region(setting, plan, region, 0).variants) {
                    counted[truth.variant].depth += 4.0 * static_cast<double>(truth.usable_depth);
                    counted[truth.variant].alt += 4.0 * static_cast<double>(truth.usable_alt_molecules);
                }
            }
        }
    }
    ASSERT_EQ(drawn.size(), 3U);
    for (auto const& [variant, sums] : drawn) {
        auto const& other = counted.at(variant);
        // A quarter of the repeats is counted: its sum times four has four times the variance.
        EXPECT_NEAR(sums.depth, other.depth, 5 * std::sqrt(5 * sums.depth)) << to_text(variant);
        EXPECT_NEAR(sums.alt, other.alt, 5 * std::sqrt(5 * sums.alt)) << to_text(variant);
    }
}

TEST(DrawEvidence, rows_keep_the_rules_of_the_table) {
    auto const scenario = noisy();
    auto const assay = make_assay(scenario, 3);
    ASSERT_TRUE(assay.has_value());
    auto const setting = simulation_setting(scenario, *assay, 3);
    auto const drawn = draw_evidence(setting, evidence_laws(setting), plan_named(scenario, "R", "D1"),
                                     true_panel(setting, 0, "reference"));
    ASSERT_EQ(drawn.evidence.loci.size(), 15U);   // three alleles, five groups
    for (auto const& row : drawn.evidence.loci) {
        auto const& counts = row.counts;
        EXPECT_LE(counts.alt + counts.other, counts.depth);
        EXPECT_LE(counts.depth_mates_agreed, counts.depth);
        EXPECT_LE(counts.alt_mates_agreed, counts.alt);
        EXPECT_EQ(static_cast<std::int64_t>(counts.alt_lengths.size()), counts.alt);
        EXPECT_EQ(static_cast<std::int64_t>(counts.alt_family_sizes.size()), counts.alt);
        EXPECT_TRUE(std::ranges::is_sorted(counts.alt_lengths));
        EXPECT_EQ(counts.mate_disagreement == 0 || row.group.evidence_class == EvidenceClass::singleton, true);
    }
    std::int64_t reference = 0;
    for (auto const& row : drawn.evidence.loci) {
        reference += row.counts.depth - row.counts.alt - row.counts.other;
    }
    std::int64_t with_length = 0;
    double bases = 0;
    for (auto const& [length, molecules] : drawn.evidence.reference_lengths) {
        with_length += molecules;
        bases += static_cast<double>(length) * static_cast<double>(molecules);
    }
    EXPECT_EQ(with_length, reference);
    EXPECT_NEAR(bases / static_cast<double>(reference), 170, 12) << "one nucleosome, longer ones are met more often";
    for (auto const& row : drawn.evidence.contexts) {
        EXPECT_LE(row.errors, row.molecules);
    }
    std::int64_t mismatches = 0;
    for (auto const& row : drawn.evidence.mismatches) {
        mismatches += row.alt;
    }
    std::int64_t errors = 0;
    for (auto const& row : drawn.evidence.contexts) {
        errors += row.context.empty() ? 0 : row.errors;
    }
    EXPECT_EQ(errors, mismatches);
    EXPECT_GT(errors, 100);
    for (auto const& row : drawn.evidence.haplotypes) {
        EXPECT_GT(row.molecules, 0);
    }
}

TEST(DrawEvidence, context_rates_are_the_rates_of_the_law) {
    auto scenario = noisy();
    scenario.errors.locus_dispersion = 0;
    scenario.errors.hot_share = 0;
    auto const assay = make_assay(scenario, 3);
    ASSERT_TRUE(assay.has_value());
    auto const setting = simulation_setting(scenario, *assay, 3);
    auto const laws = evidence_laws(setting);
    auto const panel = true_panel(setting, 0, "reference");
    double molecules = 0;
    double errors = 0;
    double expected = 0;
    for (int repeat = 0; repeat < 30; ++repeat) {
        auto const drawn = draw_evidence(setting, laws, plan_named(scenario, "C" + std::to_string(repeat), "D1"), panel);
        for (auto const& row : drawn.evidence.contexts) {
            if (row.group.evidence_class == EvidenceClass::simplex_forward && !row.context.empty()) {
                molecules += static_cast<double>(row.molecules);
                errors += static_cast<double>(row.errors);
                expected += static_cast<double>(row.molecules) *
                            context_error_rate(scenario.errors, ErrorLayer::simplex_forward, row.context[0],
                                               row.context[1], row.context[2], row.substitution[2]);
            }
        }
    }
    ASSERT_GT(expected, 1'000);
    EXPECT_NEAR(errors, expected, 5 * std::sqrt(expected) + 0.01 * expected);   // depth is rounded to whole molecules
    EXPECT_GT(molecules, 1e6);
}

TEST(DrawEvidence, linked_alleles_of_carriers_are_one_pattern) {
    auto const scenario = noisy();
    auto const assay = make_assay(scenario, 3);
    ASSERT_TRUE(assay.has_value());
    auto const setting = simulation_setting(scenario, *assay, 3);
    auto const drawn = draw_evidence(setting, evidence_laws(setting), plan_named(scenario, "R", "D1"),
                                     true_panel(setting, 0, "reference"));
    std::int64_t both = 0;
    std::int64_t one = 0;
    for (auto const& row : drawn.evidence.haplotypes) {
        bool const first = row.pattern.find("=1,") != std::string::npos;
        bool const second = row.pattern.ends_with("=1");
        both += first && second ? row.molecules : 0;
        one += first != second ? row.molecules : 0;
    }
    EXPECT_GT(both, 60);
    EXPECT_LT(one, both / 3);
}

TEST(DrawEvidence, the_true_panel_says_lesions_copies_and_trunk) {
    auto scenario = noisy();
    auto second = scenario.patients[0].lesions[0];
    second.id = "L2";
    scenario.patients[0].lesions.push_back(second);
    scenario.patients[0].variants[0].lesions = {"L2"};
    scenario.patients[0].variants[0].total_copies = 3;
    auto const assay = make_assay(scenario, 3);
    ASSERT_TRUE(assay.has_value());
    auto const panel = true_panel(simulation_setting(scenario, *assay, 3), 0, "reference");
    ASSERT_EQ(panel.entries.size(), 3U);
    EXPECT_EQ(panel.hash, panel_hash(panel.entries));
    for (auto const& entry : panel.entries) {
        bool const linked = !entry.phase_group.empty();
        EXPECT_EQ(entry.trunk, linked);
        EXPECT_EQ(entry.total_copies, linked ? 2 : 3);
        EXPECT_EQ(entry.lesions, linked ? (std::vector<std::string>{"L1", "L2"}) : (std::vector<std::string>{"L2"}));
    }
}

}  // namespace tidemark::test
