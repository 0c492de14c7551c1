// A rise by counts is dual to the interval of record; beyond scatter it is that of as many molecules as the scatter leaves.
#include "values/model/rise_evidence.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "values/model/level_scatter.hpp"

namespace tidemark::test {
namespace {

PooledCounts counted(double alt, double background = 0, double molecules = 20'000) {
    return {.alt = alt, .molecules = molecules, .background = background};
}

/// P(X >= count) for X ~ Binomial(trials, 1/2), by plain sums.
double plain_half(int count, int trials) {
    double sum = 0;
    for (int each = count; each <= trials; ++each) {
        sum += std::exp(std::lgamma(trials + 1.0) - std::lgamma(each + 1.0) - std::lgamma(trials - each + 1.0) - trials * std::log(2.0));
    }
    return sum;
}

/// Deviance of two Poisson counts of one mean against two means, without background: weights as if molecules.
double plain_deviance(double before, double before_size, double after, double after_size) {
    double const level = (before + after) / (before_size + after_size);
    return 2 * (before * std::log(before / (level * before_size)) + after * std::log(after / (level * after_size)));
}

}  // namespace

TEST(RiseEvidence, nothing_after_is_no_rise) {
    EXPECT_FALSE(rises_by_counts(counted(0), counted(0), 0.5));
    EXPECT_FALSE(rises_by_counts(counted(3), counted(0), 0.5));
    EXPECT_FALSE(rises_beyond_scatter(counted(3), counted(0), 0.5));
    EXPECT_FALSE(rises_beyond_scatter(counted(30), counted(10), 0.5)) << "a fall is none, however sure";
}

TEST(RiseEvidence, the_exact_tail_is_that_of_a_plain_sum) {
    for (auto const& [before, after] : {std::pair{12, 30}, {0, 6}, {100, 130}}) {
        double const two_sided = 2 * plain_half(after, before + after);
        EXPECT_TRUE(rises_by_counts(counted(before), counted(after), two_sided * 1.0001));
        EXPECT_FALSE(rises_by_counts(counted(before), counted(after), two_sided * 0.9999));
        EXPECT_NEAR(no_rise_chance(counted(before), counted(after), 1e-4), two_sided / 2, 1e-12);
    }
}

TEST(RiseEvidence, at_five_per_cent_it_is_the_interval_of_record_above_one) {
    for (double const before : {0.0, 3.0, 20.0, 100.0, 900.0}) {
        for (double const background : {0.0, 0.5, 8.0}) {
            for (double const times : {1.0, 1.2, 1.4, 1.8, 2.5, 4.0}) {
                auto const one = counted(before, background);
                auto const other = counted(std::round(before * times + 3), background, 16'000);
                EXPECT_EQ(rises_by_counts(one, other, 0.05), change_ratio(one, other).lo > 1)
                    << before << " " << background << " " << times;
            }
        }
    }
}

TEST(RiseEvidence, what_scatters_weighs_as_few_molecules) {
    EXPECT_NEAR(scatter_weight(100, 0, 0.09), 0.1, 1e-12) << "100 molecules as if they were ten";
    EXPECT_EQ(scatter_weight(0, 2, 0.09), 1);
    EXPECT_EQ(scatter_weight(50, 0, 0), 1);
    // 100 to 400: 10 of 0.1 and 400/37 of 1/37 draws.
    double const deviance = plain_deviance(10, 0.1, 400.0 / 37, 1.0 / 37);
    double const p = std::erfc(std::sqrt(deviance / 2));
    EXPECT_TRUE(rises_beyond_scatter(counted(100), counted(400), p * 1.0001));
    EXPECT_FALSE(rises_beyond_scatter(counted(100), counted(400), p * 0.9999));
}

TEST(RiseEvidence, no_number_of_molecules_makes_a_small_rise_one) {
    // 2 x 1/0.09 x log((1 + r)^2 / (4 r)) is 3.84 at r = 2.325.
    EXPECT_TRUE(rises_by_counts(counted(1'000'000), counted(2'310'000), 1e-9));
    EXPECT_FALSE(rises_beyond_scatter(counted(1'000'000), counted(2'310'000), 0.05));
    EXPECT_TRUE(rises_beyond_scatter(counted(1'000'000), counted(2'340'000), 0.05));
}

}  // namespace tidemark::test
