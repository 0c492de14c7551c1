// The days in which a rise may be a flare: one rule for the flag of a draw, the figures and the lesions.
#include "values/patient/flare_window.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace tidemark::test {
namespace {

EventRow fraction(int day, std::string const& lesion = "", int last = -1000) {
    EventRow row;
    row.day = day;
    row.kind = EventKind::radiotherapy_fraction;
    row.lesion = lesion;
    if (last > -1000) {
        row.day_end = last;
    }
    return row;
}

std::vector<DayWindow> windows_of(std::string const& lesions, std::string const& compartment, std::vector<EventRow> const& events) {
    return flare_windows({.lesions = lesions, .compartment = compartment}, events);
}

}  // namespace

TEST(FlareWindow, without_a_fraction_there_is_none) {
    EventRow surgery = fraction(3);
    surgery.kind = EventKind::surgery;
    EXPECT_TRUE(flare_windows(std::vector{surgery}).empty());
}

TEST(FlareWindow, lasts_from_the_first_fraction_of_a_course_to_14_days_after_the_last) {
    std::vector const events{fraction(2), fraction(0)};
    EXPECT_EQ(flare_windows(events), (std::vector<DayWindow>{{0, 16}}));
    EXPECT_EQ(flare_windows(std::vector{fraction(1, "", 30)}), (std::vector<DayWindow>{{1, 44}}));
}

TEST(FlareWindow, courses_that_do_not_overlap_stand_apart) {
    EXPECT_EQ(flare_windows(std::vector{fraction(-7), fraction(-5), fraction(-3), fraction(133)}),
              (std::vector<DayWindow>{{-7, 11}, {133, 147}}));
    EXPECT_EQ(flare_windows(std::vector{fraction(0), fraction(14)}), (std::vector<DayWindow>{{0, 28}}));
    EXPECT_EQ(flare_windows(std::vector{fraction(0), fraction(15)}), (std::vector<DayWindow>{{0, 14}, {15, 29}}));
}

TEST(FlareWindow, a_draw_is_in_one_exactly_where_a_fraction_was_given_on_an_earlier_day_up_to_14_days_before) {
    std::vector const events{fraction(40, "L1", 47), fraction(0, "L1"), fraction(8, "L2"), fraction(41), fraction(200)};
    for (int day = -20; day < 240; ++day) {
        bool expected = false;
        for (auto const& event : events) {
            expected = expected || (event.day < day && day - event.day_end.value_or(event.day) <= 14);
        }
        EXPECT_EQ(holds_draw(flare_windows(events), day), expected) << day;
    }
}

TEST(FlareWindow, a_draw_on_the_day_of_the_first_fraction_was_taken_before_it) {
    std::vector const windows = flare_windows(std::vector{fraction(0), fraction(2), fraction(17)});
    EXPECT_FALSE(holds_draw(windows, 0));
    EXPECT_TRUE(holds_draw(windows, 1));
    EXPECT_TRUE(holds_draw(windows, 2)) << "after the first fraction";
    EXPECT_TRUE(holds_draw(windows, 16));
    EXPECT_FALSE(holds_draw(windows, 17)) << "the day after one course, the first of the next";
    EXPECT_TRUE(holds_draw(windows, 18));
}

TEST(FlareWindow, of_a_lesion_holds_the_fractions_that_hit_it) {
    std::vector const events{fraction(0, "L1"), fraction(100, "L2"), fraction(200)};
    EXPECT_EQ(windows_of("L1", "irradiated", events), (std::vector<DayWindow>{{0, 14}, {200, 214}})) << "200 names no lesion";
    EXPECT_EQ(windows_of("L1;L2", "irradiated", events), flare_windows(events));
    EXPECT_EQ(windows_of("L3", "irradiated", events), flare_windows(events)) << "irradiated, and nobody says when";
    EXPECT_EQ(windows_of("", "irradiated", events), flare_windows(events));
    for (auto const* const compartment : {"nonirradiated", "unknown", "unsampled"}) {
        EXPECT_TRUE(windows_of("L1", compartment, events).empty()) << compartment;
    }
}

}  // namespace tidemark::test
