// Growth rates: too little to tell first, then closed forms, SciPy and coverage.
#include "values/model/growth.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <vector>

#include "values/probability/random.hpp"

namespace tidemark {
namespace {

using Draws = std::vector<GrowthDraw>;

GrowthDraw seen(double day, std::int64_t alt) {
    return {.day = day, .alt = alt, .visible = 1e4, .background = 0.1, .detected = true, .critical_count = 3};
}
GrowthDraw silent(double day) {
    return {.day = day, .alt = 0, .visible = 1e4, .background = 0.1, .detected = false, .critical_count = 3};
}

}  // namespace

TEST(Growth, too_few_draws_have_no_rate) {
    EXPECT_FALSE(growth_rate({}));
    EXPECT_FALSE(growth_rate(Draws{seen(0, 100), seen(21, 50)}));
    EXPECT_FALSE(growth_rate(Draws{seen(0, 100), silent(21), silent(42)}));
    EXPECT_FALSE(growth_rate(Draws{seen(0, 100), seen(0, 90), silent(42)}));
    EXPECT_TRUE(growth_rate(Draws{seen(0, 100), seen(21, 40), silent(42)}));
}

TEST(Growth, counts_that_double_every_twenty_days_double_every_twenty_days) {
    auto const rate = growth_rate(Draws{seen(0, 100), seen(20, 200), seen(40, 400), seen(60, 800)});
    ASSERT_TRUE(rate);
    EXPECT_NEAR(rate->per_day, std::numbers::ln2 / 20, 5e-5);
    EXPECT_NEAR(rate->doubling_days.value(), 20, 0.05);
    EXPECT_FALSE(rate->halving_days);
    EXPECT_EQ(rate->excess_spread, 1);
    EXPECT_LT(*rate->lo, rate->per_day);
    EXPECT_GT(*rate->hi, rate->per_day);
}

TEST(Growth, a_level_series_has_neither_time) {
    auto const rate = growth_rate(Draws{seen(0, 50), seen(20, 52), seen(40, 49)});
    ASSERT_TRUE(rate);
    EXPECT_LT(*rate->lo, 0);
    EXPECT_GT(*rate->hi, 0);
    EXPECT_FALSE(rate->doubling_days || rate->halving_days);
}

TEST(Growth, an_assumed_scatter_widens_the_limits_as_its_variance_says) {
    // Weighted least squares of the logarithms, each with the variance 1/n + v.
    Draws const draws{seen(0, 400), seen(20, 200), seen(40, 100)};
    for (double const variance : {0.0, 0.09, 0.5}) {
        double weights = 0;
        double days = 0;
        double squares = 0;
        for (auto const& draw : draws) {
            double const weight = 1 / (1 / static_cast<double>(draw.alt) + variance);
            weights += weight;
            days += weight * draw.day;
            squares += weight * draw.day * draw.day;
        }
        double const half = 1.96 / std::sqrt(squares - days * days / weights);
        auto const rate = growth_rate(draws, {.log_variance = variance, .level = 0.05});
        ASSERT_TRUE(rate);
        EXPECT_NEAR(rate->per_day, -std::log(2.0) / 20, 2e-4) << variance;
        EXPECT_NEAR((*rate->hi - *rate->lo) / 2, half, 0.06 * half) << variance;
    }
}

TEST(Growth, a_time_is_given_at_the_level_that_is_asked_for) {
    // 100 to 62 molecules: the logarithm moves by 0.478 with a standard error of 0.162, three of them nearly; two-sided 0.0032.
    Draws const draws{seen(0, 100), seen(20, 79), seen(40, 62)};
    EXPECT_TRUE(growth_rate(draws, {.log_variance = 0, .level = 0.05})->halving_days);
    EXPECT_TRUE(growth_rate(draws, {.log_variance = 0, .level = 0.006})->halving_days);
    EXPECT_FALSE(growth_rate(draws, {.log_variance = 0, .level = 0.0015})->halving_days);
    EXPECT_EQ(growth_rate(draws, {.log_variance = 0, .level = 0.0015})->hi, growth_rate(draws)->hi) << "limits are 95 % at every level";
}

TEST(Growth, agrees_with_scipy) {
    // tests/oracles/growth.py: estimate and profile limits.
    struct Row { Draws draws; double rate, lo, hi; };
    for (auto const& row : {
             Row{{seen(0, 120), seen(21, 60), seen(42, 25)}, -0.0362630, -0.0456459, -0.0272814},
             Row{{seen(0, 30), seen(21, 12), silent(42)}, -0.0584687, -0.0870443, -0.0352634},
             Row{{seen(0, 8), seen(14, 19), seen(35, 41), seen(63, 130)}, 0.0416014, 0.0347061, 0.0489026},
             Row{{seen(0, 90), seen(20, 40), silent(41), silent(63)}, -0.0639906, -0.0786526, -0.0512476},
         }) {
        auto const rate = growth_rate(row.draws);
        ASSERT_TRUE(rate);
        EXPECT_NEAR(rate->per_day, row.rate, 1e-4 * std::abs(row.rate));
        EXPECT_NEAR(rate->lo.value(), row.lo, 1e-4 * std::abs(row.lo));
        EXPECT_NEAR(rate->hi.value(), row.hi, 1e-4 * std::abs(row.hi));
    }
}

TEST(Growth, a_bound_pulls_the_rate_down_as_far_as_it_binds) {
    auto const open = growth_rate(Draws{seen(0, 40), seen(21, 35), seen(42, 30)});
    auto const bound = growth_rate(Draws{seen(0, 40), seen(21, 35), silent(42)});
    EXPECT_LT(bound->per_day, open->per_day);
    // A draw that could hardly have seen anything binds nothing.
    auto weak = silent(42);
    weak.visible = 1;
    auto const free = growth_rate(Draws{seen(0, 40), seen(21, 35), weak});
    EXPECT_NEAR(free->per_day, std::log(34.9 / 39.9) / 21, 2e-4);
}

TEST(Growth, a_series_that_is_no_exponential_has_wider_limits) {
    auto const rate = growth_rate(Draws{seen(0, 1000), seen(20, 3000), seen(40, 500), seen(60, 2000)});
    ASSERT_TRUE(rate);
    EXPECT_GT(rate->excess_spread, 100);
    EXPECT_FALSE(rate->doubling_days || rate->halving_days);
}

TEST(Growth, limits_hold_the_true_rate_in_95_percent) {
    Random random{5, "growth"};
    int const patients = 200;
    int held = 0;
    int asked = 0;
    for (int patient = 0; patient < patients; ++patient) {
        Draws draws;
        for (double const day : {0.0, 21.0, 42.0, 63.0}) {
            auto const alt = random.poisson(0.1 + 60 * std::exp(-0.05 * day));
            draws.push_back(seen(day, alt));
            draws.back().detected = alt >= 3;
        }
        if (auto const rate = growth_rate(draws)) {
            ++asked;
            held += (!rate->lo || *rate->lo <= -0.05) && (!rate->hi || *rate->hi >= -0.05) ? 1 : 0;
        }
    }
    ASSERT_GT(asked, 180);
    EXPECT_GE(held, (0.95 - 3 * std::sqrt(0.95 * 0.05 / asked)) * asked);
}

}  // namespace tidemark
