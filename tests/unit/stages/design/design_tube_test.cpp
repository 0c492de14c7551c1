// A planned tube against the golden tables of statistics.md 6 and the over-dispersed counts of 5.3.
#include "stages/design/design_tube.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "stages/design/target_search.hpp"
#include "support/golden_molecules.hpp"

namespace tidemark::test {
namespace {

TubePlan plan_of(std::int64_t loci, std::int64_t molecules, double rate, double alpha = 0.01) {
    TubePlan plan;
    plan.loci = loci;
    plan.molecules = molecules;
    plan.background_rate = rate;
    plan.alpha = alpha;
    return plan;
}

struct Golden {
    std::int64_t molecules;
    double rate;
    double alpha;
    std::int64_t critical;
    double limit;
};

bool has_reason(TubeDesign const& design, std::string const& reason) {
    return std::ranges::find(design.reasons, reason) != design.reasons.end();
}

}  // namespace

TEST(DesignTube, count_test_gives_the_golden_table) {
    for (auto const& row : {Golden{1000, 1e-6, 0.01, 1, 2.995e-3}, Golden{1000, 1e-4, 0.01, 2, 4.644e-3},
                            Golden{5000, 1e-5, 0.01, 2, 9.388e-4}, Golden{20000, 1e-5, 0.01, 3, 3.048e-4},
                            Golden{20000, 1e-5, 0.001, 4, 3.777e-4}, Golden{100000, 1e-6, 0.01, 2, 4.644e-5},
                            Golden{100000, 1e-5, 0.01, 5, 8.154e-5}, Golden{100000, 1e-4, 0.01, 19, 1.669e-4},
                            Golden{1000000, 1e-6, 0.01, 5, 8.154e-6}, Golden{1000000, 1e-5, 0.001, 22, 2.024e-5}}) {
        auto const design = design_tube(plan_of(10, row.molecules / 10, row.rate, row.alpha), {});
        EXPECT_EQ(design.critical_count, row.critical) << row.molecules << " " << row.rate;
        EXPECT_NEAR(design.lod95_count_vaf.value() / row.limit, 1, 2e-4) << row.molecules << " " << row.rate;
        EXPECT_NEAR(design.lod95_count.value(), 2 * design.lod95_count_vaf.value(), 1e-12);
    }
}

TEST(DesignTube, breadth_gives_the_golden_row) {
    auto const limit = [](std::int64_t loci, std::int64_t all, double rate, double alpha) {
        auto const design = design_tube(plan_of(loci, all / loci, rate, alpha), {});
        EXPECT_GE(design.lod95.value(), design.lod95_count.value() * (1 - 1e-6));
        return design.lod95_vaf.value();
    };
    EXPECT_NEAR(limit(4, 20000, 1e-5, 0.01), 3.148e-4, 5e-8);
    EXPECT_NEAR(limit(16, 20000, 1e-5, 0.01), 3.052e-4, 5e-8);
    EXPECT_NEAR(limit(16, 20000, 1e-5, 0.001), 3.777e-4, 5e-8);
    EXPECT_NEAR(limit(50, 100000, 1e-5, 0.01), 8.154e-5, 5e-9);
    // 1 000 molecules do not divide by 16: 62 and 63 at a locus stand on either side of the golden 4.902e-3.
    EXPECT_GT(limit(16, 992, 1e-6, 0.01), 4.902e-3);
    EXPECT_LT(limit(16, 1008, 1e-6, 0.01), 4.902e-3);
}

TEST(DesignTube, two_thousand_molecules_a_locus_see_what_the_design_pages_say) {
    EXPECT_NEAR(design_tube(plan_of(4, 2000, 1e-5), {}).lod95.value(), 0.0014, 5e-5);
    EXPECT_NEAR(design_tube(plan_of(4, 2000, 1e-5), {}).lod95_count.value(), 0.0012, 5e-5);
    EXPECT_NEAR(design_tube(plan_of(16, 2000, 1e-5), {}).lod95.value(), 0.00037, 5e-6);
    EXPECT_NEAR(design_tube(plan_of(200, 2000, 1e-5), {}).lod95.value(), 0.000059, 5e-7);
}

TEST(DesignTube, molecules_for_a_target_are_the_exact_table) {
    for (auto const& [target_vaf, rate, alpha, first, safe] : golden_molecules) {
        auto plan = plan_of(10, 100, rate, alpha);
        plan.target = 2 * target_vaf;
        auto const design = design_tube(plan, {});
        EXPECT_EQ(design.molecules_first, first) << target_vaf << " " << rate << " " << alpha;
        EXPECT_EQ(design.molecules_safe, safe) << target_vaf << " " << rate << " " << alpha;
        EXPECT_EQ(design.molecules_missing, safe - 1000);
        EXPECT_GE(design.molecules_needed.value() * 10, safe);
        EXPECT_TRUE(has_reason(design, "lod_above_target"));
    }
}

TEST(DesignTube, what_it_asks_for_is_enough_and_a_little_less_is_not) {
    auto plan = plan_of(16, 50, 1e-6);
    plan.target = 2e-3;
    auto const design = design_tube(plan, {});
    // k* is 1 there and breadth asks for a second place, which takes 4.902 tumor molecules (golden row of 1 000 x 4.902e-3).
    EXPECT_NEAR(static_cast<double>(design.molecules_needed.value() * 16), 4902, 40);
    plan.molecules = design.molecules_needed.value();
    EXPECT_TRUE(design_tube(plan, {}).reasons.empty());
    plan.molecules -= 2;
    EXPECT_TRUE(has_reason(design_tube(plan, {}), "lod_above_target"));
    plan.molecules = 50;
    plan.loci = design.loci_needed.value();
    EXPECT_TRUE(design_tube(plan, {}).reasons.empty());
}

TEST(DesignTube, noise_that_samples_share_raises_the_critical_count_as_published) {
    auto const critical = [](double expected, double kappa, double alpha) {
        auto plan = plan_of(100, 10000, expected / 1e6, alpha);
        plan.sample_dispersion = kappa;
        return design_tube(plan, {}).critical_count;
    };
    EXPECT_EQ(critical(5, 0, 0.01), 12);
    EXPECT_EQ(critical(20, 0, 0.001), 36);
    EXPECT_EQ(critical(5, 0.25, 0.01), 13);
    EXPECT_EQ(critical(5, 0.25, 0.001), 16);
    EXPECT_EQ(critical(20, 0.25, 0.01), 39);
    EXPECT_EQ(critical(20, 0.25, 0.001), 47);
    EXPECT_EQ(critical(5, 0.5, 0.01), 16);
    EXPECT_EQ(critical(20, 0.5, 0.01), 54);
    EXPECT_EQ(critical(20, 0.5, 0.001), 71);
}

TEST(DesignTube, shared_noise_sets_a_floor_that_no_number_of_molecules_passes) {
    auto plan = plan_of(100, 1000, 1e-4);
    plan.sample_dispersion = 0.5;
    // Gamma of shape 4 and mean 1 is chi-square of 8 degrees over 8; its tables: 99 % 20.0902, 5 % 2.73264.
    EXPECT_NEAR(vaf_floor(plan), 1e-4 * (20.0902 - 2.73264) / 8, 1e-9);
    plan.target = 2 * 2.1e-4;
    auto const below = design_tube(plan, {});
    EXPECT_TRUE(has_reason(below, "target_below_floor"));
    EXPECT_FALSE(below.molecules_safe);
    EXPECT_NE(below.statement.find("This question cannot be answered: no number of molecules"), std::string::npos);
    plan.target = 2 * 3e-4;
    auto const above = design_tube(plan, {});
    ASSERT_TRUE(above.molecules_safe);
    plan.molecules = *above.molecules_safe / 100 + 1;
    EXPECT_LE(design_tube(plan, {}).lod95_count.value(), *plan.target * (1 + 1e-4));
}

TEST(DesignTube, power_at_the_limit_is_95_percent_and_small_at_the_blank_level) {
    auto plan = plan_of(16, 2000, 1e-5);
    plan.fraction = design_tube(plan, {}).lod95;
    EXPECT_NEAR(design_tube(plan, {}).power.value(), 0.95, 1e-5);
    plan.fraction = 1e-9;
    EXPECT_LE(design_tube(plan, {}).power.value(), 0.01);
}

TEST(DesignTube, a_fall_is_counted_in_baseline_molecules_of_its_own_loci) {
    auto plan = plan_of(30, 3000, 1e-5);
    plan.fall = 0.5;
    plan.fraction = 2e-3;
    plan.private_loci = 8;
    auto const design = design_tube(plan, {});
    EXPECT_NEAR(design.baseline_molecules.value(), 8 * 3000 * 1e-3, 1e-9);
    EXPECT_EQ(design.baseline_molecules_needed, 50);
    EXPECT_EQ(design.private_loci_needed, 17);   // 50 / 3
    EXPECT_NEAR(design.baseline_fraction_needed.value(), 2 * 50.0 / 24000, 1e-12);
    EXPECT_EQ(design.molecules_needed, 6250);
    EXPECT_EQ(design.reasons, std::vector<std::string>{"few_baseline_molecules"});
    plan.private_loci = 17;
    EXPECT_TRUE(design_tube(plan, {}).reasons.empty());
    EXPECT_GE(design_tube(plan, {}).power_fall.value(), 0.80);
    plan.private_loci = 2;
    EXPECT_TRUE(has_reason(design_tube(plan, {}), "few_private_loci"));
    EXPECT_TRUE(has_reason(design_tube(plan, {}, {.sampled_lesions = 1}), "single_lesion"));
    EXPECT_FALSE(has_reason(design_tube(plan, {}, {.sampled_lesions = 2}), "single_lesion"));
}

TEST(DesignTube, mass_plasma_and_cost_follow_from_molecules) {
    auto plan = plan_of(16, 3030, 1e-5);
    plan.target = 1e-4;
    auto const design = design_tube(plan, {.recovery = 0.5, .ng_per_ml = 5, .cost_draw = 100, .cost_million = 1000});
    EXPECT_NEAR(design.input_ng, 20, 1e-12);
    EXPECT_NEAR(design.plasma_ml.value(), 4, 1e-12);
    EXPECT_NEAR(design.cost.value(), 100 + 1000 * 16 * 3030 / 1e6, 1e-9);
    EXPECT_NEAR(design.input_ng_needed.value(), static_cast<double>(design.molecules_needed.value()) / 151.5, 1e-9);
    EXPECT_NEAR(design.plasma_ml_needed.value(), design.input_ng_needed.value() / 5, 1e-9);
}

TEST(DesignTube, copies_move_the_fraction_and_not_the_vaf) {
    auto plan = plan_of(16, 2000, 1e-5);
    auto const plain = design_tube(plan, {});
    plan.multiplicity = 2;
    plan.total_copies = 2;
    auto const doubled = design_tube(plan, {});
    EXPECT_NEAR(doubled.lod95_vaf.value() / plain.lod95_vaf.value(), 1, 1e-5);
    EXPECT_NEAR(doubled.lod95.value() / plain.lod95.value(), 0.5, 1e-5);
}

TEST(DesignTube, one_locus_needs_two_molecules_at_the_smaller_alpha) {
    auto const design = design_tube(plan_of(1, 30000, 1e-6), {});
    EXPECT_EQ(design.critical_count, 2);   // P(Poisson(0.03) >= 1) = 0.0296, >= 2: 4.4e-4
    EXPECT_NEAR(design.lod95_vaf.value(), (4.74386 - 0.03) / 30000, 1e-8);
}

TEST(DesignTube, a_tube_too_small_for_any_fraction_says_so) {
    auto const design = design_tube(plan_of(2, 1, 1e-5), {});
    EXPECT_FALSE(design.lod95);
    EXPECT_TRUE(has_reason(design, "no_detection_limit"));
}

}  // namespace tidemark::test
