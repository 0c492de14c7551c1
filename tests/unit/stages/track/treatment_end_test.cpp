// The end of the treatment that a series is about, from its events alone, and the draw before it.
#include "stages/track/treatment_end.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "unit/stages/track/series_builder.hpp"

namespace tidemark::test {
namespace {

constexpr auto start = EventKind::systemic_start;
constexpr auto stop = EventKind::systemic_stop;

EventRow drug(int day, EventKind kind, std::string label, std::string anchor = {}, std::optional<int> day_end = {}) {
    auto row = event(day, kind, std::move(anchor));
    row.label = std::move(label);
    row.day_end = day_end;
    return row;
}

std::string course(std::vector<EventRow> const& events) {
    auto const found = finished_treatment(events);
    return found ? std::to_string(found->first) + " to " + std::to_string(found->last) : "none";
}

}  // namespace

TEST(TreatmentEnd, what_is_left_open_or_never_begun_has_no_end) {
    EXPECT_EQ(course({}), "none");
    EXPECT_EQ(course({event(0, EventKind::surgery, "surgery"), event(3, EventKind::radiotherapy_fraction)}), "none");
    EXPECT_EQ(course({drug(0, start, "a", "treatment")}), "none");
    EXPECT_EQ(course({drug(0, start, "a", "treatment"), drug(0, start, "b"), drug(60, stop, "a")}), "none") << "b goes on";
    EXPECT_EQ(course({drug(0, start, "a", "treatment"), drug(60, stop, "b")}), "none") << "a stop of another drug";
    EXPECT_EQ(course({drug(-30, stop, "a")}), "none") << "what was given before the sheet begins";
}

TEST(TreatmentEnd, a_treatment_ends_with_the_last_of_the_drugs_it_began_with) {
    EXPECT_EQ(course({drug(0, start, "a", "treatment"), drug(60, stop, "a")}), "0 to 60");
    EXPECT_EQ(course({drug(0, start, "a", "pre_io", 60)}), "0 to 60");
    EXPECT_EQ(course({drug(0, start, "a", "pre_io"), drug(0, start, "b"), drug(60, stop, "a"), drug(80, stop, "b")}), "0 to 80");
    EXPECT_EQ(course({drug(0, start, "a", "treatment"), drug(50, EventKind::treatment_change, "b")}), "0 to 50");
    // Cycles, each a row; and a second line later, whether it ends or not.
    EXPECT_EQ(course({drug(0, start, "a", "treatment", 1), drug(21, start, "a", "", 22), drug(42, start, "a", "", 43)}), "0 to 43");
    EXPECT_EQ(course({drug(0, start, "a", "treatment"), drug(60, stop, "a"), drug(90, start, "c")}), "0 to 60");
}

TEST(TreatmentEnd, without_an_anchor_of_its_own_it_is_the_first_therapy_from_surgery_on) {
    std::vector const events{drug(-90, start, "before", "", -20), event(0, EventKind::surgery, "surgery"), drug(35, start, "after", "", 180)};
    EXPECT_EQ(course(events), "35 to 180");
    EXPECT_EQ(course({drug(-90, start, "before", "", -20), drug(35, start, "after", "", 180)}), "-90 to -20");
    EXPECT_EQ(course({drug(0, start, "io", "pre_io", 20), drug(40, start, "chemo", "treatment", 90)}), "40 to 90") << "its own anchor first";
}

TEST(TreatmentEnd, its_baseline_is_the_last_draw_after_surgery_and_before_the_treatment) {
    std::vector const events{event(0, EventKind::surgery, "surgery"), drug(35, start, "a", "", 180)};
    auto const sample = [&](std::vector<Draw> const& draws) { return treatment_end_baseline(draws, events)->sample; };
    EXPECT_EQ(sample({detected("before", -7, 400), detected("week1", 7, 9), detected("week4", 28, 8), detected("during", 60, 7)}), "week4");
    EXPECT_EQ(sample({detected("before", -7, 400), detected("on_the_day", 35, 9), detected("during", 60, 7)}), "on_the_day");
    EXPECT_EQ(sample({detected("before", -7, 400), detected("week1", 7, 9), not_evaluable("week4", 28)}), "week1");
    EXPECT_EQ(sample({detected("before", 0, 400), detected("during", 60, 7)}), "") << "a draw on the day of surgery is before it";
    EXPECT_EQ(sample({}), "");
    EXPECT_EQ(treatment_end_baseline({}, events)->day, 180);
    EXPECT_EQ(treatment_end_baseline({}, events)->anchor, "treatment_end");
    EXPECT_FALSE(treatment_end_baseline({}, {}));
}

}  // namespace tidemark::test
