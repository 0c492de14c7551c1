// Lost places: told where the counts can tell, left open where they cannot.
#include "stages/detect/dropout.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "stages/detect/estimate.hpp"
#include "stages/detect/fraction_estimate.hpp"
#include "stages/detect/presence.hpp"

namespace tidemark::test {
namespace {

std::vector<Witness> places(std::vector<std::int64_t> const& alt, double depth = 2000) {
    std::vector<Witness> list;
    for (auto const count : alt) {
        auto& witness = list.emplace_back();
        witness.loci = {list.size() - 1};
        witness.unit.cells.push_back({.depth = depth, .background = depth * 1e-6, .dispersion = 0, .copies = {}});
        witness.alt = {count};
    }
    return list;
}

}  // namespace

TEST(Dropout, half_of_the_places_lost_leaves_the_fraction_of_the_others) {
    auto const list = places({20, 0, 22, 0, 19, 0, 18, 0, 21, 0, 20, 0});
    auto const estimate = estimate_fraction(FractionLikelihood{list});
    ASSERT_TRUE(estimate.dropout);
    // Six places with 120 of 12 000 molecules: v = 0.01, f = 0.02 less the background; half of all, which plain likelihood
    // gives, is 0.01.
    EXPECT_NEAR(estimate.fraction, 2 * 120 / 12000.0, 1e-5);
    EXPECT_NEAR(estimate.dropout->share, 0.5, 1e-3);
    // Chance of none at v = 0.01 and 2000 molecules is 2e-9: six of twelve are known to be lost, so the limits are those of a
    // binomial share's profile likelihood: 6 log(2 d) + 6 log(2 (1 - d)) = -1.92.
    EXPECT_NEAR(estimate.dropout->limits.lower, 0.238, 0.004);
    EXPECT_NEAR(estimate.dropout->limits.upper, 0.762, 0.004);
    EXPECT_NEAR(best_fraction(FractionLikelihood{list}), 0.01, 1e-4);
    auto const chances = FractionLikelihood{list}.absent_chances(estimate.point);
    EXPECT_LT(chances[0], 1e-6);
    EXPECT_GT(chances[1], 0.999);
    EXPECT_LT(estimate.limits.lower, 0.02);
    EXPECT_GT(estimate.limits.upper, 0.02);
    // Leaving out a place that is lost changes nothing, one that is there little.
    EXPECT_GT(estimate.leave_one_out->lower, 0.018);
    EXPECT_LT(estimate.leave_one_out->upper, 0.022);
}

TEST(Dropout, nothing_lost_is_told_as_zero) {
    auto const estimate = estimate_fraction(FractionLikelihood{places({20, 17, 22, 25, 19, 16, 18, 24})});
    ASSERT_TRUE(estimate.dropout);
    EXPECT_EQ(estimate.dropout->share, 0);
    EXPECT_EQ(estimate.dropout->limits.lower, 0);
    EXPECT_LT(estimate.dropout->limits.upper, 0.3);
}

TEST(Dropout, few_molecules_at_many_places_cannot_tell) {
    std::vector<std::int64_t> alt(100, 0);
    for (std::size_t index = 0; index < 22; ++index) {
        alt[4 * index] = index < 2 ? 2 : 1;   // as Poisson has them
    }
    auto const estimate = estimate_fraction(FractionLikelihood{places(alt)});
    EXPECT_FALSE(estimate.dropout);
    EXPECT_NEAR(estimate.fraction, 2 * (24 - 0.2) / 200000, 1e-6);
    EXPECT_FALSE(estimate_fraction(FractionLikelihood{places({4, 0, 3, 0})}).dropout) << "too few molecules";
}

TEST(CopyStates, an_open_multiplicity_is_averaged_and_settled_by_counts) {
    auto list = places({20, 41});
    CopyState one;
    CopyState two;
    two.multiplicity = 2;
    two.total_copies = 3;
    list[1].copy_states = {{one, 0.5}, {two, 0.5}};
    // 20 and 41 of 2000: f = 0.02 and, with two of three copies, v(0.02) = 0.04/2.02 = 0.0198, 39.6 molecules.
    EXPECT_NEAR(best_fraction(FractionLikelihood{list}), 0.0203, 3e-4);
    list[1].copy_states = {{one, 1.0}};
    EXPECT_NEAR(best_fraction(FractionLikelihood{list}), 0.0305, 3e-4) << "61 of 4000";
}

TEST(Presence, is_the_posterior_of_a_plain_sum) {
    // One place of 1000 molecules, rate 1e-4, 3 seen. Binomial likelihood ratios summed here term by term.
    std::vector<Witness> list = places({3}, 1000);
    list[0].unit.cells[0].background = 0.1;
    double const nothing = 3 * std::log(1e-4) + 997 * std::log1p(-1e-4);
    double present = 0;
    for (int step = 0; step < 6000; ++step) {
        double const fraction = std::pow(10.0, -6 + (step + 0.5) / 1000);
        double const q = fraction / 2 + (1 - fraction / 2) * 1e-4;
        present += std::exp(3 * std::log(q) + 997 * std::log1p(-q) - nothing) / 6000;
    }
    EXPECT_NEAR(presence_probability(FractionLikelihood{list}, 0.3), 0.3 * present / (0.3 * present + 0.7), 1e-4);
    EXPECT_LT(presence_probability(FractionLikelihood{places({0, 0, 0, 0})}, 0.5), 0.5);
}

}  // namespace tidemark::test
