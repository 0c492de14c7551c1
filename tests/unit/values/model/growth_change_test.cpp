// One change of pace: found where it is, not where there is none, the same bytes every time.
#include "values/model/growth_change.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "values/probability/random.hpp"

namespace tidemark::test {
namespace {

/// 2 000 000 molecules make a unit of fraction visible, 2 are expected without tumor; detected from 8 on.
GrowthDraw draw_of(double day, std::int64_t alt) {
    return {.day = day, .alt = alt, .visible = 2e6, .background = 2, .detected = alt >= 8, .critical_count = 8};
}

/// Log fraction of a V: -5 % a day up to day 60, then +4 % a day.
double v_shape(double day) { return std::log(5e-4) + (day < 60 ? -0.05 * day : -3 + 0.04 * (day - 60)); }

std::vector<GrowthDraw> exact_v() {
    std::vector<GrowthDraw> draws;
    for (double const day : {0, 15, 30, 45, 60, 75, 90, 105, 120}) {
        draws.push_back(draw_of(day, std::llround(2 + 2e6 * std::exp(v_shape(day)))));
    }
    return draws;
}

struct Rates {
    double supported = 0;
    double day = 0;        ///< of those supported: intervals that hold the truth
    double before = 0;
    double after = 0;
};

/// `bend`: the slope of the second piece; the first falls by 4 % a day. `scatter`: standard deviation of the logarithm around it.
Rates rates_of(int draws, double bend, double scatter, int patients) {
    Random random{81, "growth change test"};
    Rates rates;
    double const knot = 21.0 * (draws - 1) / 2;
    for (int patient = 0; patient < patients; ++patient) {
        std::vector<GrowthDraw> series;
        for (int number = 0; number < draws; ++number) {
            double const day = 21.0 * number;
            double const level = std::log(1e-3) - 0.04 * std::min(day, knot) + bend * std::max(day - knot, 0.0) + scatter * random.normal();
            series.push_back(draw_of(day, random.poisson(2 + 2e6 * std::exp(level))));
        }
        auto const fit = growth_change(series);
        if (!fit || !fit->change) {
            continue;
        }
        auto const holds = [](auto const& value, double truth) {
            return value.lo <= truth && truth <= value.hi ? 1.0 : 0.0;
        };
        rates.supported += 1;
        rates.day += holds(fit->change->day, knot);
        rates.before += holds(fit->change->before, -0.04);
        rates.after += holds(fit->change->after, bend);
    }
    for (double* each : {&rates.day, &rates.before, &rates.after}) {
        *each /= std::max(rates.supported, 1.0);
    }
    rates.supported /= patients;
    return rates;
}

double noise(double share, double number) { return 3 * std::sqrt(share * (1 - share) / number); }

/// Days 0, 21, 42, ... with 20 000 molecules a unit of fraction, critical count 3.
std::vector<GrowthDraw> weeks(std::vector<std::int64_t> const& counts, double background = 0.2) {
    std::vector<GrowthDraw> draws;
    for (auto const alt : counts) {
        draws.push_back({.day = 21.0 * static_cast<double>(draws.size()), .alt = alt, .visible = 20000, .background = background,
                         .detected = alt >= 3, .critical_count = 3});
    }
    return draws;
}

}  // namespace

TEST(GrowthChange, few_detected_draws_many_draws_and_few_days_tell_nothing) {
    auto draws = exact_v();
    EXPECT_FALSE(growth_change(std::vector<GrowthDraw>(draws.begin(), draws.begin() + 4)));
    auto same = draws;
    for (auto& draw : same) {
        draw.day = std::min(draw.day, 30.0);
    }
    EXPECT_FALSE(growth_change(same));
    draws.resize(13, draws.back());
    EXPECT_FALSE(growth_change(draws));
}

TEST(GrowthChange, a_straight_line_has_no_knot) {
    std::vector<GrowthDraw> draws;
    for (double const day : {0, 20, 40, 60, 80, 100}) {
        draws.push_back(draw_of(day, std::llround(2 + 1000 * std::exp(-0.03 * day))));
    }
    auto const fit = growth_change(draws);
    ASSERT_TRUE(fit);
    EXPECT_FALSE(fit->change);
    // m = 2, k = 3: 2 ((0.05/3)^-1 - 1) = 118.
    EXPECT_NEAR(fit->penalty, 118, 1e-9);
}

TEST(GrowthChange, a_fall_and_a_rise_meet_where_they_do) {
    auto const fit = growth_change(exact_v());
    ASSERT_TRUE(fit && fit->change);
    auto const& change = *fit->change;
    EXPECT_NEAR(change.day.value, 60, 1);
    EXPECT_NEAR(change.before.value.value(), -0.05, 0.002);
    EXPECT_NEAR(change.after.value.value(), 0.04, 0.002);
    EXPECT_LE(change.day.lo, 60);
    EXPECT_GE(change.day.hi, 60);
    EXPECT_GT(change.day.lo, 45);
    EXPECT_LT(change.day.hi, 75);
    auto const again = growth_change(exact_v());
    EXPECT_EQ(again->change->day.lo, change.day.lo);
    EXPECT_EQ(again->change->after.hi, change.after.hi);
}

TEST(GrowthChange, draws_that_show_nothing_bound_the_valley) {
    // -10 % a day and +10 % a day meet at day 60 at 2.5 molecules over background: that draw is not detected.
    std::vector<GrowthDraw> draws;
    for (double const day : {0, 15, 30, 45, 60, 75, 90, 105, 120}) {
        draws.push_back(draw_of(day, std::llround(2 + 1000 * std::exp(-6 + 0.1 * std::abs(day - 60)))));
    }
    ASSERT_FALSE(draws[4].detected);
    auto const fit = growth_change(draws);
    ASSERT_TRUE(fit && fit->change);
    EXPECT_GT(fit->change->day.value, 50);
    EXPECT_LT(fit->change->day.value, 70);
    EXPECT_LE(fit->change->before.lo.value(), -0.1);
    EXPECT_GE(fit->change->before.hi.value(), -0.1);
    EXPECT_LE(fit->change->after.lo.value(), 0.1);
    EXPECT_GE(fit->change->after.hi.value(), 0.1);
}

TEST(GrowthChange, without_a_change_one_is_supported_in_at_most_one_series_of_twenty) {
    int const patients = 400;
    for (int const draws : {6, 8, 12}) {
        for (double const scatter : {0.0, 0.3}) {
            auto const share = rates_of(draws, -0.04, scatter, patients).supported;
            RecordProperty("false_" + std::to_string(draws) + (scatter > 0 ? "_scatter" : ""), std::to_string(share));
            // Promised is 5 %; counts of the search alone hold far less, and a loose penalty shows here first.
            EXPECT_LE(share + noise(share, patients), 0.03) << draws << " draws, scatter " << scatter;
        }
    }
}

TEST(GrowthChange, intervals_hold_the_truth_where_a_change_is_supported) {
    int const patients = 60;
    for (double const scatter : {0.0, 0.15}) {
        auto const rates = rates_of(9, 0.03, scatter, patients);
        auto const name = scatter > 0 ? std::string{"scatter_"} : std::string{"plain_"};
        RecordProperty(name + "power", std::to_string(rates.supported));
        RecordProperty(name + "day", std::to_string(rates.day));
        RecordProperty(name + "before", std::to_string(rates.before));
        RecordProperty(name + "after", std::to_string(rates.after));
        double const found = rates.supported * patients;
        EXPECT_GE(rates.supported, 0.5) << scatter;
        EXPECT_GE(rates.day, 0.95 - noise(0.95, found)) << scatter;
        EXPECT_GE(rates.before, 0.95 - noise(0.95, found)) << scatter;
        EXPECT_GE(rates.after, 0.95 - noise(0.95, found)) << scatter;
    }
}

TEST(GrowthChange, a_fall_to_nothing_far_after_the_last_detected_draw_ends_without_a_fault) {
    // The line after the knot runs down to where the exponential underflows by day 560.
    auto draws = weeks({100, 130, 75, 120, 85, 99, 101, 0, 0, 0});
    draws.push_back({.day = 560, .alt = 0, .visible = 20000, .background = 0.2, .detected = false, .critical_count = 3});
    auto const fit = growth_change(draws);
    ASSERT_TRUE(fit && fit->change);
    EXPECT_GT(fit->change->day.hi, 105);
    ASSERT_TRUE(fit->change->after.hi);
    EXPECT_LT(*fit->change->after.hi, 0);
}

TEST(GrowthChange, a_drop_from_many_molecules_to_none_is_a_change) {
    for (std::int64_t const molecules : {600, 1500, 15000}) {
        auto const level = weeks({molecules, molecules, molecules, molecules, molecules, molecules, 0, 0, 0, 0});
        auto const fit = growth_change(level);
        ASSERT_TRUE(fit) << molecules;
        EXPECT_NEAR(fit->penalty, 2 * (7 / 0.05 - 1), 1e-9);
        EXPECT_GT(fit->gain, fit->penalty) << molecules;
        ASSERT_TRUE(fit->change) << molecules;
        EXPECT_GE(fit->change->day.value, 84) << molecules;
        EXPECT_LE(fit->change->day.value, 126) << molecules;
        EXPECT_NEAR(fit->change->before.value.value(), 0, 0.005) << molecules;
        // How fast it went within three weeks nothing tells; a limit that is told is one of a fall.
        EXPECT_FALSE(fit->change->after.value) << molecules;
        EXPECT_FALSE(fit->change->after.lo) << molecules;
        EXPECT_LT(fit->change->after.hi.value_or(-1), -0.05) << molecules;
    }
}

TEST(GrowthChange, silent_draws_at_the_start_bound_the_rise_out_of_nothing) {
    // Nothing on four draws, then 8, 16, ... : doubled every three weeks, which silence before fits (4, 2, 1, 1/2): no change.
    auto const steady = growth_change(weeks({0, 0, 0, 0, 8, 16, 32, 64, 128, 256}));
    ASSERT_TRUE(steady);
    EXPECT_FALSE(steady->change);
    // A level series out of nothing.
    auto const fit = growth_change(weeks({0, 0, 0, 0, 1500, 1500, 1500, 1500, 1500, 1500}));
    ASSERT_TRUE(fit && fit->change);
    EXPECT_FALSE(fit->change->before.value);
    EXPECT_FALSE(fit->change->before.hi);
    EXPECT_GT(fit->change->before.lo.value_or(1), 0.05);
    EXPECT_NEAR(fit->change->after.value.value(), 0, 0.005);
}

}  // namespace tidemark::test
