// Baseline molecules for a fall: the golden row of statistics.md 9 and the sum over both counts, written out.
#include "stages/design/fall_power.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace tidemark::test {
namespace {

double poisson(int count, double mean) {
    return mean == 0 ? (count == 0 ? 1 : 0) : std::exp(count * std::log(mean) - mean - std::lgamma(count + 1.0));
}

/// P(Binomial(total, 1/2) <= count), term by term.
double half_at_most(int count, int total) {
    double sum = 0;
    for (int each = 0; each <= count; ++each) {
        sum += std::exp(std::lgamma(total + 1.0) - std::lgamma(each + 1.0) - std::lgamma(total - each + 1.0) -
                        total * std::log(2.0));
    }
    return sum;
}

/// Over both counts of the two draws: no conditioning in the sum.
double plain_power(double baseline, double fall) {
    double power = 0;
    int const most = static_cast<int>(baseline + 12 * std::sqrt(baseline) + 10);
    for (int before = 0; before <= most; ++before) {
        for (int after = 0; after <= before; ++after) {
            if (half_at_most(after, before + after) <= 0.025) {
                power += poisson(before, baseline) * poisson(after, baseline * (1 - fall));
            }
        }
    }
    return power;
}

}  // namespace

TEST(FallPower, is_the_sum_over_both_counts) {
    for (auto const& [baseline, fall] : {std::pair{50.0, 0.5}, {11.0, 0.9}, {4.5, 0.8}, {9.0, 1.0}, {60.0, 0.3}}) {
        EXPECT_NEAR(fall_power({baseline, fall}), plain_power(baseline, fall), 1e-9) << baseline << " " << fall;
    }
}

TEST(FallPower, baseline_molecules_are_those_of_the_published_design) {
    EXPECT_EQ(baseline_molecules_needed(1 - 1.0 / 2), 50);
    EXPECT_EQ(baseline_molecules_needed(1 - 1.0 / 3), 26);
    EXPECT_EQ(baseline_molecules_needed(1 - 1.0 / 5), 16);
    EXPECT_EQ(baseline_molecules_needed(1 - 1.0 / 10), 11);
}

TEST(FallPower, one_molecule_less_is_not_enough) {
    EXPECT_LT(plain_power(49, 0.5), 0.80);
    EXPECT_GE(plain_power(50, 0.5), 0.80);
    EXPECT_LT(plain_power(10, 0.9), 0.80);
}

TEST(FallPower, no_fall_is_shown_with_too_few_molecules_and_any_large_one_with_many) {
    EXPECT_LT(fall_power({1, 0.5}), 0.01);
    EXPECT_GT(fall_power({2000, 0.5}), 0.999999);
    EXPECT_LT(fall_power({1e-9, 1}), 1e-50);
}

TEST(FallPower, small_falls_take_many_molecules) {
    auto const needed = baseline_molecules_needed(0.05);
    ASSERT_TRUE(needed);
    // Two-sided 5 %, 80 % power, difference of two Poisson counts: (1.96 + 0.84)^2 (1 + 0.95)/0.05^2, to a few per cent.
    EXPECT_NEAR(static_cast<double>(*needed) / 6122, 1, 0.03);
}

}  // namespace tidemark::test
