// The fraction and its interval: golden values of statistics.md 7, and what happens at the ends of the range.
#include "stages/detect/estimate.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace tidemark::test {
namespace {

struct Locus {
    double depth;
    std::int64_t alt;
    double multiplicity;
    double copies;
};

std::vector<Witness> witnesses(std::vector<Locus> const& loci, double rate) {
    std::vector<Witness> list;
    for (auto const& locus : loci) {
        CopyState copies;
        copies.multiplicity = locus.multiplicity;
        copies.total_copies = locus.copies;
        auto& witness = list.emplace_back();
        witness.loci = {list.size() - 1};
        witness.unit.cells.push_back({.depth = locus.depth, .background = locus.depth * rate, .dispersion = 0,
                                      .copies = copies});
        witness.alt = {locus.alt};
        witness.supported_places = locus.alt > 0 ? 1 : 0;
    }
    return list;
}

std::vector<Witness> golden() {
    return witnesses({{5000, 3, 1, 2}, {4000, 5, 2, 3}, {6000, 2, 1, 2}, {3000, 0, 1, 1}}, 1e-5);
}

}  // namespace

TEST(Fraction, nothing_seen_is_zero_with_a_positive_upper_bound) {
    auto const none = witnesses({{5000, 0, 1, 2}, {5000, 0, 1, 2}}, 1e-5);
    FractionLikelihood const likelihood{none};
    EXPECT_EQ(likelihood.best(), 0);
    // 2.995732 molecules over 10 000 at v = f/2
    EXPECT_NEAR(fraction_upper_bound(likelihood), 2.995732 / 5000, 1e-9);
}

TEST(Fraction, estimate_and_profile_are_the_golden_ones) {
    auto const list = golden();
    FractionLikelihood const likelihood{list};
    double const best = likelihood.best();
    EXPECT_NEAR(best, 8.941618e-4, 1e-9);
    auto const limits = likelihood.profile(best);
    EXPECT_NEAR(limits.lower, 4.406340e-4, 1e-9);
    EXPECT_NEAR(limits.upper, 1.579335e-3, 1e-9);
}

TEST(Fraction, high_fraction_is_the_golden_one) {
    auto const list = witnesses({{500, 100, 1, 2}, {500, 180, 2, 3}, {400, 85, 1, 1}}, 1e-5);
    FractionLikelihood const likelihood{list};
    double const best = likelihood.best();
    EXPECT_NEAR(best, 0.3935228, 2e-6);
    auto const limits = fraction_interval(likelihood, best);
    EXPECT_NEAR(limits.lower, 0.3597159, 2e-6);
    EXPECT_NEAR(limits.upper, 0.4284096, 2e-6);
}

TEST(Fraction, leaving_out_each_locus_gives_the_golden_range) {
    auto const list = golden();
    FractionLikelihood const likelihood{list};
    auto const range = likelihood.leave_one_out(likelihood.best());
    ASSERT_TRUE(range);
    // The golden values are of the Poisson form: 6e-5 apart from the binomial one.
    EXPECT_NEAR(range->lower / 6.94186e-4, 1, 2e-4);
    EXPECT_NEAR(range->upper / 1.037848e-3, 1, 2e-4);
}

TEST(Fraction, a_small_count_gets_the_feldman_cousins_interval) {
    // x = 3 over a background of 0.2 molecules: net 0.62 to 8.05, at v = f/2 over 20 000 molecules.
    auto const list = witnesses({{10000, 2, 1, 2}, {10000, 1, 1, 2}}, 1e-5);
    FractionLikelihood const likelihood{list};
    auto const limits = fraction_interval(likelihood, likelihood.best());
    EXPECT_NEAR(limits.lower * 10000, 0.62, 0.006);
    EXPECT_NEAR(limits.upper * 10000, 8.05, 0.006);
}

TEST(Fraction, both_ends_of_the_range_stay_finite) {
    for (double const rate : {1e-12, 1e-5, 0.5}) {
        auto const all = witnesses({{1e7, 10000000, 1, 1}, {1000, 1000, 2, 2}}, rate);
        FractionLikelihood const full{all};
        double const best = full.best();
        auto const limits = fraction_interval(full, best);
        EXPECT_TRUE(std::isfinite(best) && std::isfinite(limits.lower) && std::isfinite(limits.upper)) << rate;
        EXPECT_LE(limits.lower, best);
        EXPECT_LE(limits.upper, 1);
    }
    auto const all = witnesses({{1e7, 10000000, 1, 1}}, 1e-12);
    FractionLikelihood const full{all};
    EXPECT_GT(full.best(), 0.999999);
}

TEST(Fraction, a_count_below_the_background_is_zero_not_negative) {
    auto const list = witnesses({{1e6, 30, 1, 2}, {1e6, 50, 1, 2}}, 1e-4);
    FractionLikelihood const likelihood{list};
    EXPECT_EQ(likelihood.best(), 0);
    EXPECT_EQ(fraction_interval(likelihood, 0).lower, 0);
    EXPECT_GT(fraction_upper_bound(likelihood), 0);
}

}  // namespace tidemark::test
