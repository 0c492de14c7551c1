#include "values/model/set_contrast.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "values/probability/random.hpp"

namespace tidemark::test {
namespace {

SetCounts counts(double reference, double set, double molecules = 10'000, double background = 0) {
    return {{.alt = reference, .molecules = molecules, .background = background},
            {.alt = set, .molecules = molecules, .background = background}};
}

}  // namespace

TEST(SetContrast, without_molecules_nothing_is_said) {
    EXPECT_FALSE(set_ratio(counts(5, 5, 0)).ratio);
    EXPECT_FALSE(set_ratio_change(counts(5, 5, 0), counts(5, 5)).ratio);
    EXPECT_FALSE(minimal_ratio(counts(0, 5)));
    EXPECT_FALSE(minimal_ratio(counts(5, 5, 0)));
}

TEST(SetContrast, a_set_that_shows_nothing_has_a_ratio_of_0_with_an_upper_limit) {
    auto const interval = set_ratio(counts(200, 0));
    EXPECT_EQ(*interval.ratio, 0);
    EXPECT_EQ(interval.lo, 0);
    // Given 200 molecules and none, the set's share p of one molecule has 1 - 0.025^(1/200) as its limit; ratio p/(1-p).
    double const share = 1 - std::pow(0.025, 1.0 / 200);
    EXPECT_NEAR(*interval.hi, share / (1 - share), 1e-9);
}

TEST(SetContrast, the_smallest_ratio_that_shows_is_three_molecules_over_the_reference) {
    // One molecule is critical without background; P(at least 1) = 0.95 asks for a mean of -ln 0.05 = 2.9957.
    EXPECT_NEAR(*minimal_ratio(counts(100, 0)), -std::log(0.05) / 100, 1e-9);
    EXPECT_GT(*minimal_ratio(counts(100, 0, 10'000, 2)), 2 * *minimal_ratio(counts(100, 0)));
}

TEST(SetContrast, a_set_that_vanishes_falls_and_one_that_appears_has_no_upper_limit) {
    auto const gone = set_ratio_change(counts(200, 50), counts(200, 0));
    EXPECT_EQ(*gone.ratio, 0);
    EXPECT_EQ(gone.lo, 0);
    EXPECT_LT(*gone.hi, 0.15);
    auto const come = set_ratio_change(counts(200, 0), counts(200, 50));
    EXPECT_FALSE(come.ratio);
    EXPECT_GT(come.lo, 7);
    EXPECT_FALSE(come.hi);
}

TEST(SetContrast, what_acts_on_both_sets_alike_cancels) {
    auto const one = set_ratio_change(counts(200, 50), counts(100, 10));
    // Ten times the plasma and ten times less tumor in the later draw.
    auto const other = set_ratio_change(counts(200, 50), {{100, 100'000, 0}, {10, 100'000, 0}});
    EXPECT_NEAR(*one.ratio, 0.4, 1e-12);
    EXPECT_NEAR(*other.ratio, 0.4, 1e-12);
    EXPECT_NEAR(other.lo, one.lo, 1e-6);
    EXPECT_NEAR(*other.hi, *one.hi, 1e-6);
}

TEST(SetContrast, an_interval_of_no_change_excludes_1_in_at_most_a_twentieth) {
    Random random{20, "set contrast"};
    int excluded = 0;
    int const series = 400;
    for (int number = 0; number < series; ++number) {
        auto const drawn = [&](double level) {
            return SetCounts{{static_cast<double>(random.poisson(level * 20'000 + 1)), 20'000, 1},
                             {static_cast<double>(random.poisson(0.3 * level * 8'000 + 0.5)), 8'000, 0.5}};
        };
        auto const interval = set_ratio_change(drawn(0.01), drawn(0.004));
        excluded += interval.lo > 1 || (interval.hi && *interval.hi < 1) ? 1 : 0;
    }
    // Standard error 1.1 % at 5 %.
    EXPECT_LE(excluded, series * 0.05 + 2 * std::sqrt(series * 0.05 * 0.95));
}

}  // namespace tidemark::test
