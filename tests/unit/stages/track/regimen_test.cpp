// Which drugs a draw was taken under, and when that changed.
#include "stages/track/regimen.hpp"

#include <gtest/gtest.h>

#include <utility>
#include <vector>

#include "unit/stages/track/series_builder.hpp"

namespace tidemark::test {
namespace {

EventRow of(EventKind kind, int day, std::string label, std::string anchor = {}) {
    auto row = event(day, kind, std::move(anchor));
    row.label = std::move(label);
    return row;
}

constexpr auto start = EventKind::systemic_start;
constexpr auto stop = EventKind::systemic_stop;
constexpr auto change = EventKind::treatment_change;

}  // namespace

TEST(Regimen, without_events_there_is_none_and_it_never_changes) {
    EXPECT_EQ(regimen_on(10, {}), "");
    EXPECT_FALSE(first_change_of_regimen(0, 100, {}));
    EXPECT_FALSE(new_therapy_between(0, 100, {}));
}

TEST(Regimen, is_every_drug_that_began_before_the_draw_and_did_not_end_before_it) {
    std::vector const events{of(start, 0, "pembrolizumab", "pre_io"), of(start, 0, "axitinib"), of(stop, 30, "axitinib")};
    EXPECT_EQ(regimen_on(0, events), "") << "a draw on the day of a start was taken before it";
    EXPECT_EQ(regimen_on(1, events), "axitinib + pembrolizumab");
    EXPECT_EQ(regimen_on(30, events), "axitinib + pembrolizumab");
    EXPECT_EQ(regimen_on(31, events), "pembrolizumab");
}

TEST(Regimen, is_the_same_whatever_the_order_of_rows) {
    std::vector const one{of(start, 0, "B"), of(start, 0, "A")};
    std::vector const other{of(start, 0, "A"), of(start, 0, "B")};
    EXPECT_EQ(regimen_on(5, one), "A + B");
    EXPECT_EQ(regimen_on(5, other), "A + B");
}

TEST(Regimen, a_range_ends_a_drug_and_a_new_start_begins_it_again) {
    std::vector events{of(start, 0, "A"), of(start, 50, "A")};
    events[0].day_end = 20;
    EXPECT_EQ(regimen_on(20, events), "A");
    EXPECT_EQ(regimen_on(21, events), "");
    EXPECT_EQ(regimen_on(51, events), "A");
    EXPECT_EQ(first_change_of_regimen(1, 40, events), 20);
    events[0].day_end.reset();
    events.push_back(of(stop, 50, "A"));
    EXPECT_EQ(regimen_on(60, events), "A") << "the stop of that day ends the course before";
}

TEST(Regimen, a_change_of_treatment_ends_all_others) {
    std::vector const events{of(start, 0, "A"), of(start, 0, "B"), of(change, 40, "C")};
    EXPECT_EQ(regimen_on(40, events), "A + B");
    EXPECT_EQ(regimen_on(41, events), "C");
    EXPECT_EQ(first_change_of_regimen(1, 100, events), 40);
}

TEST(Regimen, a_drug_that_is_stopped_without_a_start_was_given_before) {
    std::vector const events{of(stop, -10, "old"), of(start, 0, "A", "treatment")};
    EXPECT_EQ(regimen_on(-20, events), "old");
    EXPECT_EQ(regimen_on(-5, events), "");
    EXPECT_EQ(first_change_of_regimen(-20, 50, events), -10);
}

TEST(Regimen, stops_starts_and_surgery_change_it_and_the_day_of_an_anchor_does_not) {
    std::vector const events{of(start, 0, "A", "pre_io"), of(start, 0, "B"), of(stop, 30, "A"), of(start, 31, "docetaxel"),
                             of(EventKind::surgery, 60, ""), of(EventKind::imaging, 70, "CT PD"), of(EventKind::radiotherapy_fraction, 80, "")};
    EXPECT_FALSE(first_change_of_regimen(-7, 30, events)) << "what begins on day 0 is the design";
    EXPECT_EQ(first_change_of_regimen(-7, 31, events), 30);
    EXPECT_EQ(first_change_of_regimen(31, 100, events), 31) << "a draw on the day of a change was taken before it";
    EXPECT_EQ(first_change_of_regimen(32, 100, events), 60);
    EXPECT_FALSE(first_change_of_regimen(61, 100, events));
}

TEST(Regimen, a_second_start_of_a_drug_that_is_given_changes_nothing) {
    std::vector const events{of(start, 0, "A", "pre_io"), of(start, 21, "A"), of(stop, 70, "never given")};
    EXPECT_FALSE(first_change_of_regimen(1, 60, events));
}

TEST(Regimen, without_an_anchor_the_first_start_is_what_is_looked_at) {
    EXPECT_FALSE(first_change_of_regimen(0, 50, std::vector{of(start, 1, "A")}));
    EXPECT_EQ(first_change_of_regimen(0, 50, std::vector{of(start, 1, "A"), of(start, 30, "B")}), 30);
    EXPECT_EQ(first_change_of_regimen(0, 50, std::vector{of(start, 5, "A"), of(stop, 9, "old")}), 5) << "an old drug was given before";
}

TEST(Regimen, new_therapy_is_what_begins_without_an_anchor) {
    std::vector const events{of(start, 0, "A", "pre_io"), of(start, 30, "B"), of(stop, 50, "A")};
    EXPECT_FALSE(new_therapy_between(0, 29, events));
    EXPECT_TRUE(new_therapy_between(0, 30, events));
    EXPECT_FALSE(new_therapy_between(31, 90, events)) << "the end of a drug explains no fall";
}

}  // namespace tidemark::test
