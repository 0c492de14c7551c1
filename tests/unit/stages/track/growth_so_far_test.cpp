// Which stretch of a series the rate at a draw is of.
#include "stages/track/growth_so_far.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "unit/stages/track/series_builder.hpp"

namespace tidemark::test {

TEST(GrowthSoFar, a_clean_fall_has_its_halving_time_and_no_doubling_time) {
    // 1,600 to 100 molecules: halved four times in 40 days.
    std::vector<Draw> draws{detected("a", 0, 1600), detected("b", 10, 800), detected("c", 20, 400), detected("d", 40, 100)};
    add_growth(draws);
    EXPECT_TRUE(draws[0].growth.from.empty() && draws[1].growth.from.empty());
    EXPECT_EQ(draws[3].growth.from, "a");
    EXPECT_NEAR(draws[3].growth.per_day->value, -std::log(2.0) / 10, 1e-3);
    EXPECT_NEAR(*draws[3].growth.halving_days, 10, 0.2);
    EXPECT_FALSE(draws[3].growth.doubling_days);
}

TEST(GrowthSoFar, what_comes_back_is_measured_from_the_nadir) {
    std::vector<Draw> draws{detected("a", 0, 1600), not_detected("b", 30), detected("c", 60, 20), detected("d", 80, 80), detected("e", 100, 320)};
    add_growth(draws);
    EXPECT_EQ(draws[4].growth.from, "c") << "the lowest of several is low by chance: the draws after it speak";
    ASSERT_TRUE(draws[4].growth.doubling_days);
    EXPECT_NEAR(*draws[4].growth.doubling_days, 10, 0.2);   // four-fold in twenty days, twice
    EXPECT_FALSE(draws[3].growth.per_day) << "two draws after the nadir";
}

TEST(GrowthSoFar, no_rate_joins_a_fall_with_a_rise) {
    // Down to b, up at c and d: at c and d neither the fall nor the rise has three draws of its own; at e it has.
    std::vector<Draw> draws{detected("a", 0, 1600), detected("b", 20, 100), detected("c", 40, 200), detected("d", 60, 400), detected("e", 80, 800)};
    add_growth(draws);
    EXPECT_FALSE(draws[2].growth.per_day || draws[3].growth.per_day);
    EXPECT_EQ(draws[4].growth.from, "c");
    EXPECT_NEAR(*draws[4].growth.doubling_days, 20, 0.2);
}

TEST(GrowthSoFar, a_flare_is_no_growth_and_its_end_no_fall) {
    // A fall by half every thirty days or so, and irradiated tissue that sheds on days 10 and 17.
    std::vector<Draw> draws{detected("a", 0, 400), detected("b", 10, 800), detected("c", 17, 800), detected("d", 38, 200), detected("e", 60, 100)};
    draws[1].flare_window = draws[2].flare_window = true;
    add_growth(draws);
    EXPECT_TRUE(draws[1].growth.from.empty() && draws[2].growth.from.empty());
    EXPECT_FALSE(draws[3].growth.per_day) << "two draws outside the window";
    // 400, 200, 100 on days 0, 38, 60: as if the flare had never been drawn.
    std::vector<Draw> calm{draws[0], draws[3], draws[4]};
    calm.back().growth = {};
    add_growth(calm);
    EXPECT_EQ(draws[4].growth, calm[2].growth);
    EXPECT_EQ(draws[4].growth.from, "a");
    EXPECT_TRUE(draws[4].growth.halving_days);
}

TEST(GrowthSoFar, a_time_needs_more_than_the_scatter_of_an_unchanged_level) {
    // Halved over forty days: 2,000 to 1,000 molecules is no chance of counting, but a level that scatters by 0.3 does so.
    std::vector<Draw> draws{detected("a", 0, 2000), detected("b", 20, 1414), detected("c", 40, 1000)};
    add_growth(draws);
    // The ends decide the slope, each with the variance 1/n + 0.09 of its logarithm.
    ASSERT_TRUE(draws[2].growth.per_day);
    EXPECT_NEAR(draws[2].growth.per_day->value, -std::log(2.0) / 40, 1e-4);
    EXPECT_NEAR(draws[2].growth.hi->value, -std::log(2.0) / 40 + 1.96 * std::sqrt(0.0905 + 0.091) / 40, 2e-3);
    EXPECT_FALSE(draws[2].growth.halving_days);
}

TEST(GrowthSoFar, a_level_series_is_not_told_from_a_stable_one) {
    std::vector<Draw> draws{detected("a", 0, 100), detected("b", 20, 90), detected("c", 40, 105), detected("d", 60, 98), detected("e", 80, 102)};
    add_growth(draws);
    EXPECT_EQ(draws[4].growth.from, "c");
    EXPECT_FALSE(draws[4].growth.doubling_days);
    EXPECT_FALSE(draws[4].growth.halving_days);
    EXPECT_LT(draws[4].growth.lo->value, 0);
    EXPECT_GT(draws[4].growth.hi->value, 0);
}

TEST(GrowthSoFar, a_later_draw_changes_no_earlier_one) {
    std::vector<Draw> draws{detected("a", 0, 1600), detected("b", 10, 800), detected("c", 20, 400)};
    add_growth(draws);
    auto longer = draws;
    longer.push_back(detected("d", 40, 900));
    add_growth(longer);
    for (std::size_t index = 0; index < draws.size(); ++index) {
        EXPECT_EQ(longer[index], draws[index]);
    }
}

namespace {

/// A fall by 5 % a day to day 63 and a rise by 5 % a day from there, every three weeks.
std::vector<Draw> valley() {
    std::vector<Draw> draws;
    for (int day = 0; day <= 126; day += 21) {
        draws.push_back(detected("d" + std::to_string(day), day, std::llround(20000 * std::exp(-0.05 * 63 + 0.05 * std::abs(day - 63)))));
    }
    return draws;
}

}  // namespace

TEST(GrowthSoFar, a_change_of_pace_is_of_the_draws_from_the_baseline_on_that_say_something) {
    auto const plain = growth_change_of(valley(), "d0");
    ASSERT_EQ(plain.verdict, Verdict::met);
    EXPECT_NEAR(*plain.day, 63, 2);
    EXPECT_LE(*plain.day_lo, 63);
    EXPECT_GE(*plain.day_hi, 63);
    EXPECT_NEAR(plain.before->value, -0.05, 0.005);
    EXPECT_NEAR(plain.after->value, 0.05, 0.005);
    auto draws = valley();
    draws.insert(draws.begin(), detected("before", -30, 3));
    draws.push_back(detected("unsettled", 130, 3));
    draws.back().result.status = SampleStatus::indeterminate;
    draws.push_back(not_evaluable("failed", 140));
    draws.push_back(detected("flare", 150, 40000));
    draws.back().flare_window = true;
    EXPECT_EQ(growth_change_of(draws, "d0"), plain);
}

TEST(GrowthSoFar, too_few_and_too_many_draws_say_so) {
    auto draws = valley();
    draws.resize(4);
    EXPECT_EQ(growth_change_of(draws, "d0").verdict, Verdict::not_applicable);
    EXPECT_EQ(growth_change_of(draws, "d0").reason, "too_few_draws");
    while (draws.size() < 13) {
        auto const day = 100 + 7 * static_cast<int>(draws.size());
        draws.push_back(detected("e" + std::to_string(day), day, 100));
    }
    EXPECT_EQ(growth_change_of(draws, "d0").reason, "too_many_draws");
    draws.pop_back();
    EXPECT_NE(growth_change_of(draws, "d0").verdict, Verdict::not_applicable);
}

}  // namespace tidemark::test
