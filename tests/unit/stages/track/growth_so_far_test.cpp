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
    EXPECT_EQ(draws[4].growth.from, "b");
    ASSERT_TRUE(draws[4].growth.doubling_days);
    EXPECT_GT(*draws[4].growth.doubling_days, 5);
    EXPECT_LT(*draws[4].growth.doubling_days, 15);   // four-fold in twenty days, and more before
}

TEST(GrowthSoFar, a_level_series_is_not_told_from_a_stable_one) {
    std::vector<Draw> draws{detected("a", 0, 100), detected("b", 20, 90), detected("c", 40, 105)};
    add_growth(draws);
    EXPECT_EQ(draws[2].growth.from, "a");
    EXPECT_FALSE(draws[2].growth.doubling_days);
    EXPECT_FALSE(draws[2].growth.halving_days);
    EXPECT_LT(draws[2].growth.lo->value, 0);
    EXPECT_GT(draws[2].growth.hi->value, 0);
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
