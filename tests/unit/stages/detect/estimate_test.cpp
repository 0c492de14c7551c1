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
        witness.shown_places = locus.alt > 0 ? 1 : 0;
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
    EXPECT_EQ(best_fraction(likelihood), 0);
    // 2.995732 molecules over 10 000 at v = f/2
    EXPECT_NEAR(fraction_upper_bound(likelihood), 2.995732 / 5000, 1e-9);
}

TEST(Fraction, estimate_and_profile_are_the_golden_ones) {
    auto const list = golden();
    FractionLikelihood const likelihood{list};
    double const best = best_fraction(likelihood);
    EXPECT_NEAR(best, 8.941618e-4, 1e-9);
    auto const limits = fraction_profile(likelihood, best);
    EXPECT_NEAR(limits.lower, 4.406340e-4, 1e-9);
    EXPECT_NEAR(limits.upper, 1.579335e-3, 1e-9);
}

TEST(Fraction, high_fraction_is_the_golden_one) {
    auto const list = witnesses({{500, 100, 1, 2}, {500, 180, 2, 3}, {400, 85, 1, 1}}, 1e-5);
    FractionLikelihood const likelihood{list};
    double const best = best_fraction(likelihood);
    EXPECT_NEAR(best, 0.3935228, 2e-6);
    auto const limits = fraction_interval(likelihood, best);
    EXPECT_NEAR(limits.lower, 0.3597159, 2e-6);
    EXPECT_NEAR(limits.upper, 0.4284096, 2e-6);
}

TEST(Fraction, leaving_out_each_locus_gives_the_golden_range) {
    auto const list = golden();
    FractionLikelihood const likelihood{list};
    auto const range = leave_one_out(likelihood, best_fraction(likelihood));
    ASSERT_TRUE(range);
    // The golden values are of the Poisson form: 6e-5 apart from the binomial one.
    EXPECT_NEAR(range->lower / 6.94186e-4, 1, 2e-4);
    EXPECT_NEAR(range->upper / 1.037848e-3, 1, 2e-4);
}

TEST(Fraction, without_each_locus_the_estimate_is_the_golden_one) {
    auto const list = golden();
    std::vector<double> const expected{8.10659e-4, 6.94186e-4, 9.86279e-4, 1.037848e-3};   // Poisson form, as above
    for (std::size_t left_out = 0; left_out < expected.size(); ++left_out) {
        auto rest = list;
        rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(left_out));
        FractionLikelihood const likelihood{rest};
        EXPECT_NEAR(best_fraction(likelihood) / expected[left_out], 1, 2e-4) << "locus " << left_out + 1;
    }
}

TEST(Fraction, a_small_count_gets_the_feldman_cousins_interval) {
    // x = 3 over a background of 0.2 molecules: net 0.62 to 8.05, at v = f/2 over 20 000 molecules.
    auto const list = witnesses({{10000, 2, 1, 2}, {10000, 1, 1, 2}}, 1e-5);
    FractionLikelihood const likelihood{list};
    auto const limits = fraction_interval(likelihood, best_fraction(likelihood));
    EXPECT_NEAR(limits.lower * 10000, 0.62, 0.006);
    EXPECT_NEAR(limits.upper * 10000, 8.05, 0.006);
}

TEST(Fraction, both_ends_of_the_range_stay_finite) {
    for (double const rate : {1e-12, 1e-5, 0.5}) {
        auto const all = witnesses({{1e7, 10000000, 1, 1}, {1000, 1000, 2, 2}}, rate);
        FractionLikelihood const full{all};
        double const best = best_fraction(full);
        auto const limits = fraction_interval(full, best);
        EXPECT_TRUE(std::isfinite(best) && std::isfinite(limits.lower) && std::isfinite(limits.upper)) << rate;
        EXPECT_LE(limits.lower, best);
        EXPECT_LE(limits.upper, 1);
    }
    auto const all = witnesses({{1e7, 10000000, 1, 1}}, 1e-12);
    FractionLikelihood const full{all};
    EXPECT_GT(best_fraction(full), 0.999999);
}

TEST(Fraction, a_count_below_the_background_is_zero_not_negative) {
    auto const list = witnesses({{1e6, 30, 1, 2}, {1e6, 50, 1, 2}}, 1e-4);
    FractionLikelihood const likelihood{list};
    EXPECT_EQ(best_fraction(likelihood), 0);
    EXPECT_EQ(fraction_interval(likelihood, 0).lower, 0);
    EXPECT_GT(fraction_upper_bound(likelihood), 0);
}

TEST(Fraction, a_noise_level_that_is_open_widens_the_interval_by_its_own_spread) {
    // Ten places of 10 000 molecules: 100 background molecules expected at each, 170 seen. With the level known the SD is sqrt(1700);
    // a level of CV 0.25 adds 250 molecules: limits about 1.96·sqrt(1700 + 62500) molecules apart, 0.5 molecules per f.
    std::vector<Locus> loci(10, {10000, 170, 1, 2});
    auto const list = witnesses(loci, 1e-2);
    auto const sharp = FractionLikelihood{list};
    auto const open = FractionLikelihood{list, {.sample_dispersion = 0.25}};
    double const best = best_fraction(open);
    EXPECT_NEAR(best, best_fraction(sharp), 1e-6);
    EXPECT_NEAR(best, 2 * 70 / 10000.0 / 0.99, 2e-3);
    auto const narrow = fraction_profile(sharp, best);
    auto const wide = fraction_profile(open, best);
    EXPECT_LT(wide.lower, narrow.lower - 3 * (best - narrow.lower));
    EXPECT_GT(wide.upper, best + 3 * (narrow.upper - best));
}

// One locus, 100 of 2,000 molecules: 0.1053 with one mutated copy of three, 0.0513 with two. Limits by going through f step by step.
TEST(Fraction, the_interval_of_two_copy_states_holds_both) {
    auto list = witnesses({{2000, 100, 1, 3}}, 1e-5);
    CopyState one;
    one.total_copies = 3;
    CopyState two = one;
    two.multiplicity = 2;
    list[0].copy_states = {{one, 0.6}, {two, 0.4}};
    FractionLikelihood const likelihood{list};
    auto const value = [](double f) {
        double sum = 0;
        for (auto const& [multiplicity, weight] : {std::pair{1.0, 0.6}, std::pair{2.0, 0.4}}) {
            double const v = f * multiplicity / (3 * f + 2 * (1 - f));
            double const q = v + (1 - v) * 1e-5;
            sum += weight * std::exp(100 * std::log(q / 0.05) + 1900 * std::log((1 - q) / 0.95));
        }
        return std::log(sum);
    };
    double highest = -1e300;
    for (double f = 0.01; f < 0.5; f *= 1.0001) {
        highest = std::max(highest, value(f));
    }
    double lower = 1;
    double upper = 0;
    for (double f = 0.01; f < 0.5; f *= 1.0001) {
        if (value(f) >= highest - 1.920729) {
            lower = std::min(lower, f);
            upper = std::max(upper, f);
        }
    }
    ASSERT_LT(lower, 0.0513);
    ASSERT_GT(upper, 0.1053);
    double const best = best_fraction(likelihood);
    auto const limits = fraction_profile(likelihood, best);
    EXPECT_NEAR(best, 2 * 0.05 / (1 + 2 * 0.05 - 3 * 0.05), 1e-3) << "the likelier of both";
    EXPECT_NEAR(limits.lower / lower, 1, 3e-4);
    EXPECT_NEAR(limits.upper / upper, 1, 3e-4);
}

}  // namespace tidemark::test
