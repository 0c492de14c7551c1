// Classes of draws within their series, on stories a clinician would tell.
#include "stages/track/trajectory.hpp"

#include <gtest/gtest.h>

#include "unit/stages/track/series_builder.hpp"

namespace tidemark::test {
namespace {

using Classes = std::vector<std::string>;

Classes classes(std::vector<Draw> const& draws) { return trajectory_classes(draws, true, {}); }

Draw flared(Draw draw) {
    draw.flare_window = true;
    return draw;
}

Draw with_mass(Draw draw) {
    draw.row.cfdna_ng = 40;
    draw.row.plasma_ml = 4;
    return draw;
}

}  // namespace

TEST(Trajectory, draws_that_say_nothing_have_no_class) {
    EXPECT_EQ(classes({}), Classes{});
    EXPECT_EQ(classes({not_evaluable("a", 0), draw("b", 9, SampleStatus::indeterminate, {1, 0, 0, 0})}),
              (Classes{"", ""}));
}

TEST(Trajectory, never_detected_and_emergence) {
    EXPECT_EQ(classes({not_detected("a", 0), not_evaluable("b", 9), not_detected("c", 21), detected("d", 42, 30)}),
              (Classes{"never_detected", "", "never_detected", "emergence"}));
}

TEST(Trajectory, the_first_detected_draw_alone_has_no_class) { EXPECT_EQ(classes({detected("a", 0, 40)}), (Classes{""})); }

TEST(Trajectory, response_persistence_and_progression_against_the_baseline) {
    EXPECT_EQ(classes({detected("a", 0, 200), detected("b", 21, 20)}), (Classes{"", "response"}));
    EXPECT_EQ(classes({detected("a", 0, 200), detected("b", 21, 190)}), (Classes{"", "persistence"}));
    EXPECT_EQ(classes({detected("a", 0, 200), detected("b", 21, 400)}), (Classes{"", "progression"}));
}

TEST(Trajectory, a_fall_to_nothing_that_could_not_be_shown_is_no_response) {
    EXPECT_EQ(classes({detected("a", 0, 5), not_detected("b", 21)}), (Classes{"", ""}));
    EXPECT_EQ(classes({detected("a", 0, 200), not_detected("b", 21)}), (Classes{"", "response"}));
}

TEST(Trajectory, detected_after_demonstrated_clearance_is_recrudescence) {
    // The demo: 3 %, 0.3 %, 0.02 %, nothing twice, 0.05 %.
    EXPECT_EQ(classes({detected("a", 0, 480), detected("b", 21, 49), detected("c", 42, 3), not_detected("d", 63),
                       not_detected("e", 84), detected("f", 105, 9)}),
              (Classes{"", "response", "response", "response", "response", "recrudescence"}));
}

TEST(Trajectory, detected_after_a_clearance_that_was_not_demonstrable_is_judged_by_the_baseline) {
    EXPECT_EQ(classes({detected("a", 0, 5), not_detected("b", 21), detected("c", 42, 6)}),
              (Classes{"", "", "persistence"}));
}

TEST(Trajectory, a_single_rise_from_the_nadir_needs_confirmation) {
    std::vector<Draw> series{detected("a", 0, 400), detected("b", 21, 20), detected("c", 42, 60)};
    EXPECT_EQ(classes(series).back(), "response");
    series.push_back(detected("d", 63, 70));
    EXPECT_EQ(classes(series), (Classes{"", "response", "response", "recrudescence"}));
}

TEST(Trajectory, the_concentration_confirms_no_rise) {
    EXPECT_EQ(classes({with_mass(detected("a", 0, 400)), with_mass(detected("b", 21, 20)), with_mass(detected("c", 42, 60))}),
              (Classes{"", "response", "response"}));
}

TEST(Trajectory, a_doubtful_rise_is_no_persistence) {
    std::vector<Draw> series{detected("a", 0, 40), detected("b", 21, 400), detected("c", 42, 800)};
    series[1].row.chemistry = "other";
    series[2].row.chemistry = "other";
    EXPECT_EQ(classes(series)[1], "");
}

TEST(Trajectory, a_rise_in_the_flare_window_does_not_count) {
    EXPECT_EQ(classes({detected("a", 0, 200), flared(detected("b", 9, 500))}), (Classes{"", "persistence"}));
    EXPECT_EQ(classes({detected("a", 0, 480), not_detected("b", 21), flared(detected("c", 30, 9))}),
              (Classes{"", "response", "response"}));
}

TEST(Trajectory, a_rise_in_the_flare_window_confirms_no_later_one) {
    // 500 molecules, a nadir of 20, then 100 twice: a fall of more than half from the reference, and above the nadir.
    EXPECT_EQ(classes({detected("a", 0, 500), detected("b", 21, 20), detected("c", 42, 100), detected("d", 63, 100)}).back(), "recrudescence");
    EXPECT_EQ(classes({detected("a", 0, 500), detected("b", 21, 20), flared(detected("c", 42, 100)), detected("d", 63, 100)}).back(), "response")
        << "the only draw before stands in the flare window";
    EXPECT_EQ(classes({detected("a", 0, 500), detected("b", 21, 20), detected("c", 42, 100), flared(detected("d", 49, 100)), detected("e", 63, 100)}).back(),
              "recrudescence")
        << "it is passed over, as milestones do";
}

TEST(Trajectory, the_class_of_a_draw_is_the_same_whatever_comes_later) {
    std::vector<Draw> const series{detected("a", -9, 300),  detected("b", 0, 480),      not_evaluable("c", 9),
                                   detected("d", 21, 49),   not_detected("e", 42),      not_detected("f", 63),
                                   detected("g", 84, 9),    detected("h", 105, 700)};
    auto const whole = classes(series);
    for (std::size_t length = 0; length <= series.size(); ++length) {
        auto const part = classes({series.begin(), series.begin() + static_cast<std::ptrdiff_t>(length)});
        EXPECT_EQ(part, Classes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length)));
    }
}

}  // namespace tidemark::test
