// Dates become days and go no further.
#include "stages/check/resolve_days.hpp"

#include <gtest/gtest.h>

#include "values/patient/calendar.hpp"

namespace tidemark::test {
namespace {

SampleRow draw(std::string sample, std::string date, std::optional<int> day = {}) {
    SampleRow row;
    row.patient = "P1";
    row.sample = std::move(sample);
    row.date = std::move(date);
    row.day = day;
    return row;
}

auto const long_after = *parse_iso_date("2100-01-01");

std::string days(ResolvedDays const& resolved) {
    std::string text;
    for (auto const& row : resolved.samples) {
        text += (row.day ? std::to_string(*row.day) : "none") + row.date + " ";
    }
    for (auto const& finding : resolved.findings) {
        text += finding.rule + " ";
    }
    return text;
}

}  // namespace

TEST(ResolveDays, the_earliest_draw_is_day_0_where_nothing_else_says) {
    SheetSet sheets;
    sheets.samples = {draw("b", "2024-03-01"), draw("a", "2024-02-01")};
    EXPECT_EQ(days(resolve_days(sheets, long_after)), "29 0 ");
}

TEST(ResolveDays, a_row_with_day_and_date_fixes_the_axis_of_its_patient) {
    SheetSet sheets;
    sheets.samples = {draw("b", "2024-03-01"), draw("a", "2024-02-01", -7)};
    EXPECT_EQ(days(resolve_days(sheets, long_after)), "22 -7 ");
    sheets.samples.push_back(draw("c", "2024-02-02", 5));
    EXPECT_EQ(days(resolve_days(sheets, long_after)), "22 -7 -6 day_and_date ");
}

TEST(ResolveDays, a_dated_anchor_wins_and_events_with_days_alone_are_a_warning) {
    SheetSet sheets;
    sheets.samples = {draw("a", "2024-02-01")};
    EventRow anchor;
    anchor.patient = "P1";
    anchor.anchor = "surgery";
    anchor.date = "2024-02-11";
    sheets.events = {anchor};
    EXPECT_EQ(days(resolve_days(sheets, long_after)), "-10 ");
    sheets.events.front().date.clear();
    EXPECT_EQ(days(resolve_days(sheets, long_after)), "0 day_zero_assumed ");
}

TEST(ResolveDays, a_date_in_the_future_is_a_warning) {
    SheetSet sheets;
    sheets.samples = {draw("a", "2024-02-01")};
    EXPECT_EQ(days(resolve_days(sheets, *parse_iso_date("2024-01-31"))), "0 date_in_future ");
}

TEST(Calendar, only_iso_dates_that_exist_are_dates) {
    for (auto const* const text : {"", "2023-02-29", "2024-13-01", "2024-1-01", "2024/01/01", "-024-01-01", "2024-01-01 "}) {
        EXPECT_FALSE(parse_iso_date(text)) << text;
    }
    EXPECT_EQ(days_between(*parse_iso_date("2024-02-28"), *parse_iso_date("2024-03-01")), 2);
}

}  // namespace tidemark::test
