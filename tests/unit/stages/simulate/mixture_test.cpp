// Expected VAF of a mixture against the golden values of statistics.md 2 and sums done by hand.
#include "stages/simulate/mixture.hpp"

#include <gtest/gtest.h>

#include "scenario_builder.hpp"

namespace tidemark::test {
namespace {

struct State {
    double fraction;
    int multiplicity;
    int total_copies;
    int normal_copies;
    double ccf;
};

Scenario with_state(State const& state) {
    auto scenario = one_locus();
    auto& variants = scenario.patients[0].variants[0];
    variants.multiplicity = state.multiplicity;
    variants.total_copies = state.total_copies;
    variants.normal_copies = state.normal_copies;
    variants.ccf = state.ccf;
    scenario.patients[0].draws[0].fraction = state.fraction;
    return scenario;
}

SamplePlan plan_of(Scenario const& scenario, std::string const& sample) {
    for (auto const& plan : sample_plans(scenario)) {
        if (plan.row.sample == sample) {
            return plan;
        }
    }
    ADD_FAILURE() << "no sample " << sample;
    return {};
}

Mixture mixture_of(Scenario const& scenario, std::string const& sample, std::size_t region = 0) {
    auto const assay = make_assay(scenario, 1);
    EXPECT_TRUE(assay.has_value());
    return region_mixture(scenario, *assay, plan_of(scenario, sample), region);
}

double vaf(Scenario const& scenario, std::string const& sample) { return mixture_of(scenario, sample).true_vaf; }

}  // namespace

TEST(Mixture, single_lesions_have_the_golden_vaf) {
    struct Golden {
        State state;
        double expected;
    };
    for (auto const& [state, expected] : {Golden{{0.01, 1, 2, 2, 1}, 0.005}, Golden{{0.01, 2, 3, 2, 1}, 0.00995025},
                                          Golden{{0.01, 1, 1, 2, 1}, 0.00502513},
                                          Golden{{0.01, 6, 8, 2, 1}, 0.0291262}, Golden{{0.01, 1, 1, 1, 1}, 0.01},
                                          Golden{{0.01, 1, 2, 2, 0.4}, 0.002}, Golden{{0.3, 2, 4, 2, 1}, 0.230769}}) {
        EXPECT_NEAR(vaf(with_state(state), "D1") / expected, 1, 1e-5)
            << state.multiplicity << " of " << state.total_copies;
    }
}

TEST(Mixture, weights_sum_to_one_at_every_fraction) {
    for (double const fraction : {0.0, 0.3, 1.0}) {
        double sum = 0;
        for (auto const& copy : mixture_of(with_state({fraction, 2, 5, 2, 1}), "D1").copies) {
            sum += copy.weight;
        }
        EXPECT_NEAR(sum, 1, 1e-12) << fraction;
    }
}

TEST(Mixture, private_variants_see_only_their_lesion) {
    auto scenario = one_locus();
    auto second = scenario.patients[0].lesions[0];
    second.id = "L2";
    scenario.patients[0].lesions.push_back(second);
    scenario.patients[0].variants[0].lesions = {"L2"};
    scenario.patients[0].draws[0].shedding = {{"L1", 3}, {"L2", 1}};
    EXPECT_NEAR(vaf(scenario, "D1"), 0.1 / 4 / 2, 1e-12);   // a quarter of f 0.1, one of two copies
    EXPECT_EQ(vaf(scenario, "P1_L1"), 0);
    EXPECT_NEAR(vaf(scenario, "P1_L2"), 0.3, 1e-12);        // purity 0.6
}

TEST(Mixture, controls_and_lost_variants_have_none) {
    auto scenario = one_locus();
    EXPECT_EQ(vaf(scenario, "N1"), 0);
    scenario.patients[0].draws[0].dropout = {"S"};
    EXPECT_EQ(vaf(scenario, "D1"), 0);
}

TEST(Mixture, contamination_dilutes_and_brings_the_other_germline) {
    auto scenario = one_locus();
    auto other = scenario.patients[0];
    other.id = "P2";
    other.draws[0].sample = "D2";
    scenario.patients.push_back(other);
    scenario.patients[0].draws[0].contamination = ScenarioContamination{"P2", 0.2};
    auto const assay = make_assay(scenario, 1);
    ASSERT_TRUE(assay.has_value());
    auto const region = assay->regions[0].placed.patient == 0 ? std::size_t{0} : std::size_t{1};
    auto const mixture = region_mixture(scenario, *assay, plan_of(scenario, "D1"), region);
    EXPECT_NEAR(mixture.true_vaf, 0.8 * 0.05, 1e-12);
    double foreign = 0;
    for (auto const& copy : mixture.copies) {
        foreign += copy.individual == 1 ? copy.weight : 0;
    }
    EXPECT_NEAR(foreign, 0.2, 1e-12);
}

TEST(Mixture, blood_mutations_are_in_normal_cells_only) {
    auto scenario = one_locus();
    scenario.patients[0].variants.clear();
    scenario.patients[0].hematopoiesis = {{.id = "CH", .vaf = 0.02, .listed = false}};
    scenario.patients[0].white_cell_molecules = 500;
    EXPECT_NEAR(vaf(scenario, "P1_wc"), 0.02, 1e-12);
    EXPECT_NEAR(vaf(scenario, "D1"), 0.9 * 0.02, 1e-12);
    EXPECT_EQ(vaf(scenario, "N1"), 0);
}

TEST(Mixture, copies_hold_what_the_state_says) {
    PlacedVariant placed;
    struct Case {
        int multiplicity, total, carrying, other;
    };
    for (auto const& [multiplicity, total, carrying, other] :
         {Case{1, 2, 1, 1}, Case{2, 2, 2, 0}, Case{1, 3, 2, 1}, Case{2, 3, 2, 1}, Case{1, 1, 1, 0}, Case{6, 8, 6, 2}}) {
        placed.state.multiplicity = multiplicity;
        placed.state.total_copies = total;
        auto const copies = haplotype_copies(placed);
        EXPECT_EQ(copies.carrying, carrying) << multiplicity << " of " << total;
        EXPECT_EQ(copies.other, other) << multiplicity << " of " << total;
    }
}

}  // namespace tidemark::test
