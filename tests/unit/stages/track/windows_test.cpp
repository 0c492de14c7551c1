// Where a draw stands in the time that a definition speaks about.
#include "stages/track/windows.hpp"

#include <gtest/gtest.h>

#include "stages/track/pairs.hpp"
#include "unit/stages/track/series_builder.hpp"

namespace tidemark::test {
namespace {

ResponseDefinition with_windows(std::vector<ResponseWindow> windows) {
    ResponseDefinition definition;
    definition.id = "windowed";
    definition.metrics = {"tumor_fraction_cell"};
    definition.with = ComparedWith::baseline;
    definition.windows = std::move(windows);
    definition.classes = {{"fall", true, false, {ConditionKind::ratio_at_most, 0.5, {}}}};
    return definition;
}

std::vector<AnchorBaseline> const two_anchors{{"pre_io", 0, "b", false}, {"pre_rt", -21, "a", false}};

std::string summary(ResponseDefinition const& definition, std::vector<Draw> const& draws, std::vector<AnchorBaseline> const& baselines) {
    std::vector<ResponseDefinition> const definitions{definition};
    PairSetting const setting{.baselines = baselines, .definitions = definitions, .change = {}};
    std::string text;
    for (auto const& row : definition_rows(draws, pair_rows(draws, setting), setting)) {
        text += row.to + ":" + to_text(row.verdict) + (row.reason.empty() ? "" : "(" + row.reason + ")") + " ";
    }
    return text;
}

}  // namespace

TEST(Windows, days_count_from_the_first_declared_anchor) {
    auto const definition = with_windows({{{"surgery", "pre_rt"}, 21, 49, 42}});
    EXPECT_EQ(window_place(definition, 21, two_anchors, 0).off_nominal, 0);   // 42 days after pre_rt
    EXPECT_EQ(window_place(definition, 0, two_anchors, 0).window, 0U);        // 21 days: the border is inside
    EXPECT_EQ(window_place(definition, -1, two_anchors, 0).not_applicable, "outside_window");
    EXPECT_EQ(window_place(definition, 29, two_anchors, 0).not_applicable, "outside_window");
    EXPECT_EQ(baseline_of(definition, two_anchors).sample, "a");
}

TEST(Windows, an_anchor_that_is_not_declared_applies_nowhere_unless_none_is) {
    auto const definition = with_windows({{{"surgery"}, 21, 49, 28}});
    EXPECT_EQ(window_place(definition, 28, two_anchors, 0).not_applicable, "anchor_not_declared");
    std::vector<AnchorBaseline> const none{{"", 0, "a", true}};
    auto const place = window_place(definition, 35, none, 7);
    EXPECT_EQ(place.not_applicable, "");
    EXPECT_TRUE(place.anchor_assumed);
    EXPECT_EQ(place.off_nominal, 0);
}

TEST(Windows, the_draw_nearest_the_nominal_day_speaks_and_of_two_as_near_the_earlier) {
    auto const definition = with_windows({{{"pre_io"}, 21, 63, 42}});
    std::vector<AnchorBaseline> const baselines{{"pre_io", 0, "a", false}};
    EXPECT_EQ(summary(definition, {detected("a", 0, 400), detected("b", 35, 40), detected("c", 49, 390)}, baselines), "b:met ");
    EXPECT_EQ(summary(definition, {detected("a", 0, 400), detected("b", 35, 40), detected("c", 48, 390)}, baselines), "c:not_met ");
    EXPECT_EQ(summary(definition, {detected("a", 0, 400), detected("b", 35, 40), not_evaluable("c", 42)}, baselines), "b:met ");
    EXPECT_EQ(summary(definition, {detected("a", 0, 400), not_evaluable("c", 42)}, baselines), "c:not_applicable(to_not_evaluable) ");
    EXPECT_EQ(summary(definition, {detected("a", 0, 400), detected("b", 20, 40)}, baselines), ":not_applicable(no_draw_in_window) ");
}

TEST(Windows, each_of_two_windows_has_its_own_draw) {
    auto const definition = with_windows({{{"pre_io"}, 1, 49, 42}, {{"pre_io"}, 50, 91, 70}});
    std::vector<AnchorBaseline> const baselines{{"pre_io", 0, "a", false}};
    EXPECT_EQ(summary(definition, {detected("a", 0, 400), detected("b", 40, 40), detected("c", 80, 390)}, baselines), "b:met c:not_met ");
}

TEST(Windows, a_landmark_looks_at_the_draw_alone_and_has_no_earlier_one) {
    ResponseDefinition landmark = with_windows({{{"surgery"}, 21, 56, 28}});
    landmark.with = ComparedWith::landmark;
    landmark.classes = {{"positive", true, false, {ConditionKind::detected, 1, {}}}};
    std::vector<AnchorBaseline> const baselines{{"surgery", 0, "b", true}};
    std::vector<Draw> const draws{not_detected("b", 28), detected("c", 49, 40)};
    std::vector<ResponseDefinition> const definitions{landmark};
    PairSetting const setting{.baselines = baselines, .definitions = definitions, .change = {}};
    auto const rows = pair_rows(draws, setting);
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0].from, "");
    EXPECT_EQ(rows[0].verdict, Verdict::not_met);
    EXPECT_EQ(rows[1].verdict, Verdict::met);
    EXPECT_FALSE(rows[1].ratio);
}

TEST(Windows, where_any_draw_counts_one_that_is_met_speaks_before_the_nearest) {
    ResponseDefinition landmark = with_windows({{{"surgery"}, 21, 56, 28}});
    landmark.with = ComparedWith::landmark;
    landmark.any_draw_counts = true;
    landmark.classes = {{"positive", true, false, {ConditionKind::detected, 1, {}}}};
    std::vector<AnchorBaseline> const baselines{{"surgery", 0, "b", true}};
    EXPECT_EQ(summary(landmark, {not_detected("b", 28), detected("c", 49, 40)}, baselines), "c:met ");
    std::vector<AnchorBaseline> const none{{"", 0, "b", true}};
    EXPECT_EQ(summary(landmark, {not_detected("b", 0), detected("c", 28, 40)}, none), "c:not_applicable(anchor_not_declared) ");
}

TEST(Windows, the_end_of_treatment_is_never_assumed_and_does_not_hide_that_nothing_is_declared) {
    auto const of_end = with_windows({{{"treatment_end"}, 0, 60, 28}});
    std::vector<AnchorBaseline> const none{{"", 0, "a", true}};
    std::vector<AnchorBaseline> const ended{{"", 0, "a", true}, {"treatment_end", 100, "a", false}};
    EXPECT_EQ(window_place(of_end, 128, none, 0).not_applicable, "anchor_not_declared");
    EXPECT_EQ(window_place(of_end, 128, ended, 0), (WindowPlace{.not_applicable = {}, .anchor_assumed = false, .window = 0, .off_nominal = 0}));
    EXPECT_EQ(window_place(of_end, 99, ended, 0).not_applicable, "outside_window");
    auto const of_start = with_windows({{{"pre_io", "treatment_end"}, 21, 49, 42}});
    EXPECT_TRUE(window_place(of_start, 42, none, 0).anchor_assumed);
    EXPECT_FALSE(window_place(of_start, 142, ended, 0).anchor_assumed);
    EXPECT_TRUE(window_place(with_windows({{{"pre_io"}, 21, 49, 42}}), 42, ended, 0).anchor_assumed);
}

TEST(Windows, without_a_draw_before_the_treatment_its_end_is_compared_with_nothing) {
    auto const definition = with_windows({{{"treatment_end"}, 0, 60, 28}});
    std::vector<AnchorBaseline> const baselines{{"surgery", 0, "a", false}, {"treatment_end", 100, "", false}};
    EXPECT_EQ(summary(definition, {detected("a", 0, 400), detected("b", 120, 40)}, baselines), ":not_applicable(no_baseline_draw) ");
}

TEST(Windows, a_later_draw_changes_no_earlier_row) {
    auto const definition = with_windows({{{"pre_io"}, 21, 63, 42}});
    std::vector<AnchorBaseline> const baselines{{"pre_io", 0, "a", false}};
    std::vector<ResponseDefinition> const definitions{definition};
    PairSetting const setting{.baselines = baselines, .definitions = definitions, .change = {}};
    std::vector<Draw> draws{detected("a", 0, 400), detected("b", 30, 40)};
    auto const before = pair_rows(draws, setting);
    draws.push_back(detected("c", 42, 390));
    auto const after = pair_rows(draws, setting);
    ASSERT_EQ(after.size(), before.size() + 1);
    for (std::size_t index = 0; index < before.size(); ++index) {
        EXPECT_EQ(after[index], before[index]);
    }
}

TEST(Windows, a_baseline_below_the_minimum_of_a_definition_does_not_apply) {
    auto definition = with_windows({});
    definition.least_baseline_vaf_max = 0.003;
    auto low = detected("a", 0, 40);
    low.result.vaf_max = 0.003;
    auto high = low;
    high.result.vaf_max = 0.0031;
    std::vector<AnchorBaseline> const baselines{{"", 0, "a", true}};
    EXPECT_EQ(summary(definition, {low, detected("b", 35, 4)}, baselines), "b:not_applicable(baseline_below_minimum) ");
    EXPECT_EQ(summary(definition, {high, detected("b", 35, 4)}, baselines), "b:met ");
}

}  // namespace tidemark::test
