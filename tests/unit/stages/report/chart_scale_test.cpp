// Where things stand in a figure. Zero has no place on a logarithmic axis.
#include "stages/report/chart_scale.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "support/example_timeline.hpp"

namespace tidemark::test {
namespace {

DetectionResult result_of(SampleStatus status, std::optional<double> fraction, std::optional<double> hi) {
    DetectionResult result;
    result.status = status;
    result.tumor_fraction_cell = fraction;
    result.tumor_fraction_cell_hi = hi;
    return result;
}

}  // namespace

TEST(PlottedLevel, zero_is_never_plotted_whatever_the_status) {
    for (auto const status : {SampleStatus::detected, SampleStatus::not_detected, SampleStatus::indeterminate,
                              SampleStatus::not_evaluable}) {
        EXPECT_FALSE(plotted_level(result_of(status, 0.0, 0.0)));
        EXPECT_FALSE(plotted_level(result_of(status, std::nullopt, std::nullopt)));
        EXPECT_FALSE(plotted_level(result_of(status, std::numeric_limits<double>::quiet_NaN(), std::nullopt)));
    }
}

TEST(PlottedLevel, not_evaluable_has_none_even_with_numbers) {
    EXPECT_FALSE(plotted_level(result_of(SampleStatus::not_evaluable, 0.01, 0.02)));
}

TEST(PlottedLevel, not_detected_stands_at_its_upper_bound_and_says_so) {
    EXPECT_EQ(plotted_level(result_of(SampleStatus::not_detected, 0.0001, 0.0004)), (PlottedLevel{0.0004, true}));
}

TEST(PlottedLevel, indeterminate_stands_at_its_estimate_or_else_at_its_bound) {
    EXPECT_EQ(plotted_level(result_of(SampleStatus::indeterminate, 0.0001, 0.0004)), (PlottedLevel{0.0001, false}));
    EXPECT_EQ(plotted_level(result_of(SampleStatus::indeterminate, 0.0, 0.0004)), (PlottedLevel{0.0004, true}));
}

TEST(FractionAxis, decades_are_evenly_spaced_and_the_edge_holds_what_lies_beyond) {
    FractionAxis const axis{.lowest_decade = -4, .highest_decade = -1, .top = 0, .bottom = 300};
    EXPECT_DOUBLE_EQ(axis.y(0.1), 0);
    EXPECT_DOUBLE_EQ(axis.y(0.01), 100);
    EXPECT_DOUBLE_EQ(axis.y(0.0001), 300);
    EXPECT_DOUBLE_EQ(axis.y(1e-9), 300);
    EXPECT_DOUBLE_EQ(axis.y(1.0), 0);
}

TEST(FractionAxis, holds_every_level_and_limit_of_the_example) {
    auto const timeline = example_timeline();
    auto const axis = fraction_axis({&timeline, 1}, 0, 100);
    for (auto const& draw : timeline.draws) {
        if (auto const level = plotted_level(draw.result)) {
            EXPECT_TRUE(axis.shows(level->level));
        }
        if (draw.result.lod95_tumor_fraction) {
            EXPECT_TRUE(axis.shows(*draw.result.lod95_tumor_fraction));
        }
    }
    EXPECT_EQ(axis.highest_decade, -1);
    EXPECT_EQ(axis.lowest_decade, -5);
}

TEST(FractionAxis, is_sound_without_any_number_and_with_absurd_ones) {
    Timeline empty;
    EXPECT_LT(fraction_axis({&empty, 1}, 0, 1).lowest_decade, fraction_axis({&empty, 1}, 0, 1).highest_decade);
    empty.draws.push_back(example_draw("P", {.day = 0, .status = SampleStatus::detected, .fraction = 1.0, .lo = 1e-300,
                                             .hi = 1.0, .lod95 = 1e-300}));
    auto const axis = fraction_axis({&empty, 1}, 0, 1);
    EXPECT_EQ(axis.lowest_decade, -9);
    EXPECT_EQ(axis.highest_decade, 0);
}

TEST(DayAxis, ticks_are_few_ordered_and_hold_day_0) {
    for (double const span : {1.0, 5.0, 13.0, 60.0, 168.0, 400.0, 3000.0, 40000.0}) {
        DayAxis const axis{.first = -0.1 * span, .last = span, .left = 0, .right = 100};
        auto const ticks = axis.ticks();
        EXPECT_LE(ticks.size(), 12U) << span;
        EXPECT_GE(ticks.size(), 1U) << span;
        EXPECT_TRUE(std::is_sorted(ticks.begin(), ticks.end()));
        EXPECT_NE(std::find(ticks.begin(), ticks.end(), 0), ticks.end()) << span;
    }
}

TEST(DayAxis, far_events_do_not_squeeze_the_draws) {
    auto const without = example_timeline();
    auto timeline = without;
    timeline.events.push_back(example_event(5000, EventKind::last_contact, ""));
    auto const axis = day_axis({&timeline, 1}, 0, 100);
    EXPECT_FALSE(axis.shows(5000));
    EXPECT_DOUBLE_EQ(axis.last, day_axis({&without, 1}, 0, 100).last);
}

TEST(DayAxis, one_draw_still_has_an_axis) {
    Timeline timeline;
    timeline.draws.push_back(example_draw("P", {.day = 10, .status = SampleStatus::not_evaluable}));
    auto const axis = day_axis({&timeline, 1}, 0, 100);
    EXPECT_LT(axis.first, 10);
    EXPECT_GT(axis.last, 10);
    EXPECT_TRUE(std::isfinite(axis.x(10)));
}

}  // namespace tidemark::test
