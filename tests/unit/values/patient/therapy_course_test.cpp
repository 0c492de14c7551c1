// Where a course ends: by its range, its stop, or a change of treatment, whichever is first.
#include "values/patient/therapy_course.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tidemark::test {
namespace {

EventRow row(EventKind kind, int day, std::string label, std::optional<int> day_end = {}) {
    EventRow event;
    event.kind = kind;
    event.day = day;
    event.day_end = day_end;
    event.label = std::move(label);
    return event;
}

constexpr auto start = EventKind::systemic_start;
constexpr auto stop = EventKind::systemic_stop;

}  // namespace

TEST(TherapyCourse, without_a_range_a_stop_or_a_change_has_no_end) {
    std::vector const events{row(start, 0, "A"), row(stop, 20, "B"), row(EventKind::imaging, 30, "A")};
    EXPECT_FALSE(end_of_course(events[0], events));
}

TEST(TherapyCourse, ends_with_the_first_of_its_range_its_stop_and_a_change) {
    std::vector events{row(start, 0, "A", 60)};
    EXPECT_EQ(end_of_course(events[0], events), 60);
    events.push_back(row(stop, 40, "A"));
    EXPECT_EQ(end_of_course(events[0], events), 40);
    events.push_back(row(EventKind::treatment_change, 30, "B"));
    EXPECT_EQ(end_of_course(events[0], events), 30);
    events.push_back(row(EventKind::treatment_change, 0, "A"));
    EXPECT_EQ(end_of_course(events[0], events), 30) << "a change on the day of the start is its beginning";
}

TEST(TherapyCourse, a_stop_on_the_day_of_a_start_ends_the_course_before_it) {
    std::vector const again{row(start, 0, "A"), row(stop, 21, "A"), row(start, 21, "A")};
    EXPECT_EQ(end_of_course(again[0], again), 21);
    EXPECT_FALSE(end_of_course(again[2], again));
    std::vector const once{row(start, 21, "A"), row(stop, 21, "A")};
    EXPECT_EQ(end_of_course(once[0], once), 21) << "given on one day";
}

}  // namespace tidemark::test
