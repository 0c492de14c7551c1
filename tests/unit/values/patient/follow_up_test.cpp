// Which draw is the first follow-up, as the sheets alone tell.
#include "values/patient/follow_up.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace tidemark::test {
namespace {

SampleRow sample(std::string patient, SampleType type, std::optional<int> day) {
    SampleRow row;
    row.patient = std::move(patient);
    row.type = type;
    row.day = day;
    return row;
}

EventRow anchor(std::string patient, int day, std::string name) {
    EventRow row;
    row.patient = std::move(patient);
    row.day = day;
    row.anchor = std::move(name);
    return row;
}

}  // namespace

TEST(FollowUp, without_draws_after_the_start_there_is_none) {
    EXPECT_EQ(first_follow_up_day("P1", {}, {}), std::nullopt);
    std::vector const one{sample("P1", SampleType::plasma, -7), sample("P2", SampleType::plasma, 21), sample("P1", SampleType::tumor, {})};
    EXPECT_EQ(first_follow_up_day("P1", one, {}), std::nullopt);
    EXPECT_EQ(first_follow_up_day("P1", one, std::vector{anchor("P1", 0, "pre_io")}), std::nullopt);
}

TEST(FollowUp, it_is_the_first_draw_after_the_earliest_anchor_or_else_the_second) {
    std::vector const rows{sample("P1", SampleType::plasma, 42), sample("P1", SampleType::plasma, -20), sample("P1", SampleType::plasma, -7),
                           sample("P1", SampleType::plasma, 21)};
    EXPECT_EQ(first_follow_up_day("P1", rows, {}), -7);
    EXPECT_EQ(first_follow_up_day("P1", rows, std::vector{anchor("P1", 30, "pre_io"), anchor("P1", 0, "pre_rt"), anchor("P2", -30, "pre_rt")}), 21);
    EXPECT_EQ(first_follow_up_day("P1", rows, std::vector{anchor("P1", 0, ""), anchor("P1", 21, "pre_rt")}), 42) << "a draw on day 0 is before";
}

}  // namespace tidemark::test
