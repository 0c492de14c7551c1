// Day 0 and the baseline: contradictions, then missing things, then the rule.
#include "stages/track/anchors.hpp"

#include <gtest/gtest.h>

#include "unit/stages/track/series_builder.hpp"

namespace tidemark::test {
namespace {

std::vector<std::string> names(std::vector<Anchor> const& anchors) {
    std::vector<std::string> names;
    for (auto const& anchor : anchors) {
        names.push_back(anchor.name);
    }
    return names;
}

}  // namespace

TEST(Anchors, a_wanted_anchor_that_nobody_declared_is_a_contradiction) {
    Findings findings;
    std::vector const events{event(0, EventKind::systemic_start, "pre_io")};
    static_cast<void>(declared_anchors(events, "surgery", findings));
    ASSERT_EQ(findings.size(), 1U);
    EXPECT_EQ(findings[0].rule, "anchor_not_declared");
}

TEST(Anchors, immunotherapy_comes_before_radiotherapy_unless_another_is_wanted) {
    Findings findings;
    std::vector const events{event(0, EventKind::radiotherapy_fraction, "pre_rt"), event(14, EventKind::imaging),
                             event(21, EventKind::systemic_start, "pre_io")};
    auto const anchors = declared_anchors(events, "", findings);
    EXPECT_EQ(names(anchors), (std::vector<std::string>{"pre_io", "pre_rt"}));
    EXPECT_EQ(anchors[0].day, 21);
    EXPECT_EQ(names(declared_anchors(events, "pre_rt", findings)), (std::vector<std::string>{"pre_rt", "pre_io"}));
    EXPECT_TRUE(findings.empty());
}

TEST(Baseline, no_evaluable_draw_is_no_baseline) {
    EXPECT_FALSE(choose_baseline(std::vector{not_evaluable("a", 0), not_evaluable("b", 21)}, 0).draw);
    EXPECT_FALSE(choose_baseline({}, 0).draw);
}

TEST(Baseline, is_the_last_evaluable_draw_up_to_the_anchor) {
    std::vector const draws{detected("a", -14, 40), detected("b", -1, 50), not_evaluable("c", 0), detected("d", 21, 5)};
    auto const choice = choose_baseline(draws, 0);
    EXPECT_EQ(choice.draw, 1U);
    EXPECT_FALSE(choice.assumed);
    EXPECT_EQ(choose_baseline(draws, -10).draw, 0U);
}

TEST(Baseline, a_draw_on_the_day_of_the_anchor_stands_before_it) {
    EXPECT_EQ(choose_baseline(std::vector{detected("a", -7, 9), detected("b", 0, 9)}, 0).draw, 1U);
}

TEST(Baseline, after_treatment_start_or_without_an_anchor_the_earliest_evaluable_draw_is_assumed) {
    std::vector const draws{not_evaluable("a", 2), detected("b", 9, 40), detected("c", 21, 5)};
    for (auto const& choice : {choose_baseline(draws, 0), choose_baseline(draws, std::nullopt)}) {
        EXPECT_EQ(choice.draw, 1U);
        EXPECT_TRUE(choice.assumed);
    }
}

TEST(Baseline, in_the_flare_window_it_gives_way_to_an_earlier_draw_outside_of_it) {
    std::vector draws{detected("a", -13, 109), detected("b", -1, 440), detected("c", 42, 111)};
    draws[1].flare_window = true;
    auto choice = choose_baseline(draws, 0);
    EXPECT_EQ(choice.draw, 0U);
    EXPECT_EQ(choice.passed_over, 1U);
    EXPECT_FALSE(choice.assumed);
    // One drawn after the window has nothing to give way to.
    draws.insert(draws.begin() + 2, detected("d", 0, 120));
    choice = choose_baseline(draws, 0);
    EXPECT_EQ(choice.draw, 2U);
    EXPECT_FALSE(choice.passed_over);
}

TEST(Baseline, in_the_flare_window_it_stays_where_there_is_no_other) {
    std::vector draws{not_evaluable("a", -13), detected("b", -6, 440), detected("c", -1, 300), detected("d", 42, 111)};
    draws[1].flare_window = true;
    draws[2].flare_window = true;
    auto const choice = choose_baseline(draws, 0);
    EXPECT_EQ(choice.draw, 2U);
    EXPECT_FALSE(choice.passed_over);
    EXPECT_FALSE(choice.assumed);
}

}  // namespace tidemark::test
