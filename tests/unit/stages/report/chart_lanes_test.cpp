// Treatments, radiotherapy and other events under a trajectory.
#include "stages/report/chart_lanes.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "stages/report/treatment_spans.hpp"
#include "support/example_timeline.hpp"

namespace tidemark::test {
namespace {

DayAxis const days{.first = -10, .last = 180, .left = 100, .right = 900};

std::size_t count_role(Lanes const& lanes, std::string const& role) {
    return static_cast<std::size_t>(
        std::count_if(lanes.marks.begin(), lanes.marks.end(), [&](Mark const& mark) { return mark.role == role; }));
}

}  // namespace

TEST(TreatmentSpans, a_stop_without_a_start_and_a_start_without_a_stop_are_open) {
    std::vector<EventRow> const events{example_event(10, EventKind::systemic_stop, "A"),
                                       example_event(20, EventKind::systemic_start, "B")};
    EXPECT_EQ(treatment_spans(events), (std::vector<TreatmentSpan>{{"B", 20, std::nullopt}, {"A", std::nullopt, 10}}));
}

TEST(TreatmentSpans, a_stop_closes_the_start_of_its_own_label_that_is_open) {
    std::vector<EventRow> const events{
        example_event(0, EventKind::systemic_start, "A"), example_event(5, EventKind::systemic_start, "B"),
        example_event(30, EventKind::systemic_stop, "B"), example_event(40, EventKind::systemic_stop, "A"),
        example_event(60, EventKind::systemic_start, "A")};
    EXPECT_EQ(treatment_spans(events),
              (std::vector<TreatmentSpan>{{"A", 0, 40}, {"B", 5, 30}, {"A", 60, std::nullopt}}));
}

TEST(RadiotherapyCourses, equal_fractions_are_counted_by_lesion) {
    auto const timeline = example_timeline();
    auto const courses = radiotherapy_courses(timeline.events);
    ASSERT_EQ(courses.size(), 1U);
    EXPECT_EQ(courses[0].words, "3\u00a0×\u00a08\u00a0Gy to lesion L1");
    EXPECT_EQ(courses[0].first, -7);
    EXPECT_EQ(courses[0].last, -3);
}

TEST(RadiotherapyCourses, a_range_does_not_pretend_to_be_one_fraction) {
    auto range = example_event(1, EventKind::radiotherapy_fraction, "", "L1", 2.0, "Gy");
    range.day_end = 40;
    auto const courses = radiotherapy_courses(std::vector{range});
    EXPECT_EQ(courses[0].words, "2\u00a0Gy per fraction to lesion L1");
    EXPECT_EQ(courses[0].last, 40);
}

TEST(RadiotherapyCourses, a_course_months_later_is_one_of_its_own_and_drawn_in_a_lane_of_its_own) {
    std::vector<EventRow> events;
    for (int const day : {-7, -5, -3, 133}) {
        events.push_back(example_event(day, EventKind::radiotherapy_fraction, "", "L1", 8.0, "Gy"));
    }
    auto const courses = radiotherapy_courses(events);
    ASSERT_EQ(courses.size(), 2U);
    EXPECT_EQ(courses[0].words, "3\u00a0×\u00a08\u00a0Gy to lesion L1");
    EXPECT_EQ(courses[0].last, -3);
    EXPECT_EQ(courses[1].words, "1\u00a0×\u00a08\u00a0Gy to lesion L1");
    EXPECT_EQ(courses[1].first, 133);
    auto const lanes = event_lanes(events, days, 400);
    EXPECT_EQ(count_role(lanes, "radiotherapy"), 2U);
    auto const first = std::find_if(lanes.marks.begin(), lanes.marks.end(), [](Mark const& mark) { return mark.role == "radiotherapy"; });
    ASSERT_EQ(first->labels.size(), 1U);
    EXPECT_LT(first->labels[0].at.x, days.x(20)) << "the words stand at their own fractions";
    EXPECT_EQ(first->title, "Radiotherapy, 3\u00a0×\u00a08\u00a0Gy to lesion L1, day\u00a0−7 to day\u00a0−3");
}

TEST(RadiotherapyCourses, two_lesions_on_the_same_days_are_two_courses) {
    std::vector<EventRow> events;
    for (int const day : {0, 1, 2}) {
        events.push_back(example_event(day, EventKind::radiotherapy_fraction, "", "L2", 8.0, "Gy"));
        events.push_back(example_event(day, EventKind::radiotherapy_fraction, "", "L1", 8.0, "Gy"));
    }
    auto const courses = radiotherapy_courses(events);
    ASSERT_EQ(courses.size(), 2U);
    EXPECT_EQ(courses[0].lesion, "L2");
    EXPECT_EQ(courses[0].rows.size(), 3U);
    EXPECT_EQ(courses[1].rows.size(), 3U);
}

TEST(EventLanes, nothing_to_show_takes_no_room) {
    EXPECT_DOUBLE_EQ(event_lanes({}, days, 400).bottom, 400);
}

TEST(EventLanes, every_event_of_the_example_is_shown) {
    auto const timeline = example_timeline();
    auto const lanes = event_lanes(timeline.events, days, 400);
    EXPECT_TRUE(lanes.complete);
    EXPECT_EQ(count_role(lanes, "treatment"), 1U);
    EXPECT_EQ(count_role(lanes, "radiotherapy"), 1U);
    EXPECT_EQ(count_role(lanes, "imaging"), 2U);
    EXPECT_EQ(count_role(lanes, "progression"), 1U);
    auto const course = std::find_if(lanes.marks.begin(), lanes.marks.end(),
                                     [](Mark const& mark) { return mark.role == "radiotherapy"; });
    EXPECT_EQ(course->shapes.size(), 3U);
}

TEST(EventLanes, an_event_outside_the_days_is_left_out_and_said_so) {
    std::vector<EventRow> const events{example_event(5000, EventKind::last_contact, "")};
    auto const lanes = event_lanes(events, days, 400);
    EXPECT_FALSE(lanes.complete);
    EXPECT_EQ(count_role(lanes, "last_contact"), 0U);
}

}  // namespace tidemark::test
