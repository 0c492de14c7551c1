// The inflation factor: 1 on the diagonal, by hand where it is not, and limits that hold it.
#include "stages/detect/tail_inflation.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace tidemark::test {
namespace {

std::vector<double> even_p_values(int count) {
    std::vector<double> values;
    for (int each = 0; each < count; ++each) {
        values.push_back((each + 0.5) / count);
    }
    return values;
}

}  // namespace

TEST(TailInflation, is_the_area_under_the_upper_tail) {
    std::vector<double> const values{0.01, 0.5};
    EXPECT_NEAR(inflation_factor(values), std::log(10.0) / 2 / 0.1, 1e-12);
    EXPECT_NEAR(inflation_factor(even_p_values(10000)), 1, 0.01);
    EXPECT_EQ(inflation_factor(std::vector<double>{1, 1, 0.1}), 0);
}

TEST(TailInflation, has_an_upper_limit_even_where_no_p_value_is_small) {
    Random random{1, "test"};
    auto const inflation = tail_inflation(std::vector<double>(200, 1.0), 200, random);
    EXPECT_EQ(inflation.factor, 0);
    EXPECT_EQ(inflation.lower, 0);
    EXPECT_NEAR(inflation.upper, 10 * (1 - std::pow(0.025, 1 / 200.0)), 1e-9);   // Clopper-Pearson of 0 in 200
}

TEST(TailInflation, holds_its_factor_between_limits_that_widen_with_fewer_independent_signatures) {
    Random random{1, "test"};
    auto const all = tail_inflation(even_p_values(400), 400, random);
    auto const few = tail_inflation(even_p_values(400), 40, random);
    EXPECT_LT(all.lower, 1);
    EXPECT_GT(all.upper, 1);
    EXPECT_LT(few.lower, all.lower);
    EXPECT_GT(few.upper, all.upper);
    // Variance of the mean of X = max(0, log(0.1/p)): (2 x 0.1 - 0.01) / 400, in units of 0.1.
    EXPECT_NEAR(all.upper - all.lower, 2 * 1.96 * std::sqrt(0.19 / 400) / 0.1, 0.25);
}

// Uniform p-values: the lower limit lies above 1 in at most 2.5 % of sets, Monte-Carlo error 3 x 0.5 %.
TEST(TailInflation, seldom_calls_uniform_p_values_inflated) {
    Random random{2, "uniform"};
    int inflated = 0;
    for (int set = 0; set < 1000; ++set) {
        std::vector<double> values;
        for (int each = 0; each < 200; ++each) {
            values.push_back(1 - random.uniform());
        }
        inflated += tail_inflation(values, 200, random).lower > 1 ? 1 : 0;
    }
    EXPECT_LE(inflated, 40);
}

TEST(TailInflation, sees_a_few_p_values_that_are_far_too_small) {
    Random random{3, "hot"};
    auto values = even_p_values(200);
    for (std::size_t each = 100; each < 106; ++each) {
        values[each] = 1e-8;
    }
    EXPECT_GT(tail_inflation(values, 200, random).lower, 1);
    values = even_p_values(200);
    values[100] = 1e-8;   // one may be chance
    EXPECT_LT(tail_inflation(values, 200, random).lower, 1);
}

}  // namespace tidemark::test
