// Sums of whole-number laws: against closed forms, against plain convolution, and one way of summing against the other.
#include "values/probability/power_series.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "values/probability/distributions.hpp"
#include "values/probability/gamma_nodes.hpp"

namespace tidemark::test {
namespace {

LogSeries poisson(double mean, std::size_t limit) {
    LogSeries law{.at_zero = -mean, .terms = std::vector<double>(limit, 0.0)};
    law.add(1, mean);
    return law;
}

/// Poisson of mean 3 with weight 1 plus Poisson of mean 0.5 with weight 7, by plain double sum.
double plain_sum(std::size_t total) {
    double chance = 0;
    for (std::size_t heavy = 0; 7 * heavy <= total; ++heavy) {
        auto const light = total - 7 * heavy;
        chance += std::exp(-3.5 + static_cast<double>(light) * std::log(3.0) + static_cast<double>(heavy) * std::log(0.5) -
                           std::lgamma(static_cast<double>(light) + 1) - std::lgamma(static_cast<double>(heavy) + 1));
    }
    return chance;
}

}  // namespace

TEST(PowerSeries, no_terms_give_no_probabilities) { EXPECT_TRUE(probabilities_by_recursion({}).empty()); }

TEST(PowerSeries, both_ways_agree_with_a_plain_double_sum) {
    auto law = poisson(3, 200);
    law.at_zero -= 0.5;
    law.add(7, 0.5);
    auto const exact = probabilities_by_recursion(law);
    auto const transformed = probabilities_by_transform(law);
    for (std::size_t total = 0; total < 60; ++total) {
        EXPECT_NEAR(exact[total] / plain_sum(total), 1, 1e-12) << total;
        EXPECT_NEAR(transformed[total], plain_sum(total), 1e-15) << total;
    }
}

TEST(PowerSeries, a_mean_of_thousands_does_not_underflow) {
    auto const chances = probabilities_by_recursion(poisson(5000, 6000));
    double tail = 0;
    for (std::size_t count = 5200; count < chances.size(); ++count) {
        tail += chances[count];
    }
    EXPECT_NEAR(tail / poisson_at_least(5200, 5000), 1, 1e-9);
}

TEST(GammaNodes, moments_of_the_gamma_law_are_exact) {
    auto const nodes = gamma_nodes(0.5);
    double sum = 0;
    double mean = 0;
    double third = 0;
    for (auto const& node : nodes) {
        sum += node.weight;
        mean += node.weight * node.value;
        third += node.weight * std::pow(node.value, 3);
    }
    EXPECT_NEAR(sum, 1, 1e-12);
    EXPECT_NEAR(mean, 1, 1e-12);
    // E s^3 = (1 + k^2)(1 + 2 k^2) for mean 1, k = 0.5
    EXPECT_NEAR(third, 1.25 * 1.5, 1e-11);
}

TEST(GammaNodes, poisson_averaged_over_the_nodes_is_the_negative_binomial) {
    for (double const kappa : {0.1, 0.25, 0.5}) {
        double tail = 0;
        for (auto const& node : gamma_nodes(kappa)) {
            tail += node.weight * poisson_at_least(11, 5 * node.value);
        }
        EXPECT_NEAR(tail, dispersed_at_least(11, 5, kappa * kappa), 1e-7) << kappa;
    }
}

TEST(PowerSeries, a_poisson_at_gamma_time_is_the_negative_binomial) {
    auto const chances = probabilities_at_gamma_time(poisson(0.5, 20000), poisson(1000, 20000), 0.25);
    // Against the plain sum: X ~ Poisson(0.5) beside a negative binomial of mean 1000 and shape 16.
    double expected = 0;
    for (std::int64_t count = 0; count < 20; ++count) {
        expected += std::exp(-0.5 + static_cast<double>(count) * std::log(0.5) - std::lgamma(static_cast<double>(count) + 1)) *
                    dispersed_at_least(1600 - count, 1000, 0.0625);
    }
    double tail = 0;
    for (std::size_t count = 1600; count < chances.size(); ++count) {
        tail += chances[count];
    }
    EXPECT_NEAR(tail, expected, 1e-12);
}

TEST(GammaNodes, no_variation_is_one_node) {
    ASSERT_EQ(gamma_nodes(0).size(), 1U);
    EXPECT_EQ(gamma_nodes(0).front().value, 1);
}

}  // namespace tidemark::test
