// Answers that contradict each other are shown.
#include "stages/report/conflicts.hpp"

#include <gtest/gtest.h>

#include "support/example_timeline.hpp"

namespace tidemark::test {
namespace {

Timeline two_draws() {
    auto timeline = example_timeline();
    timeline.draws.resize(2);
    timeline.pairs.clear();
    return timeline;
}

}  // namespace

TEST(Conflicts, there_are_none_without_pairs_or_without_ratios) {
    auto timeline = two_draws();
    EXPECT_TRUE(find_conflicts(timeline).empty());
    using enum Verdict;
    add_pair(timeline, 0, 1, std::nullopt, std::nullopt, std::nullopt, {undetermined, undetermined, undetermined});
    add_pair(timeline, 0, 1, 2.0, 1.5, 3.0, {not_met, not_met, not_met}, "hge_per_ml");
    EXPECT_TRUE(find_conflicts(timeline).empty());
}

TEST(Conflicts, fraction_down_and_concentration_up_are_opposite_directions) {
    auto timeline = two_draws();
    using enum Verdict;
    add_pair(timeline, 0, 1, 0.5, 0.4, 0.6, {undetermined, not_met, not_met});
    add_pair(timeline, 0, 1, 2.0, 1.5, 3.0, {undetermined, not_met, not_met}, "hge_per_ml");
    auto const conflicts = find_conflicts(timeline);
    ASSERT_EQ(conflicts.size(), 1U);
    EXPECT_EQ(conflicts[0].kind, "opposite_directions");
    EXPECT_NE(conflicts[0].sentence.find("−50\u00a0%"), std::string::npos) << conflicts[0].sentence;
    EXPECT_NE(conflicts[0].sentence.find("+100\u00a0%"), std::string::npos) << conflicts[0].sentence;
}

TEST(Conflicts, one_definition_met_by_one_metric_and_not_met_by_another_disagree) {
    auto timeline = two_draws();
    using enum Verdict;
    add_pair(timeline, 0, 1, 0.1, 0.08, 0.12, {met, undetermined, undetermined});
    add_pair(timeline, 0, 1, 0.7, 0.6, 0.8, {not_met, not_met, undetermined}, "vaf_max");
    auto const conflicts = find_conflicts(timeline);
    ASSERT_EQ(conflicts.size(), 1U);
    EXPECT_EQ(conflicts[0].kind, "definitions_disagree");
    EXPECT_EQ(conflicts[0].from, "P01_d0");
    EXPECT_EQ(conflicts[0].to, "P01_d21");
}

TEST(Conflicts, undetermined_contradicts_nothing) {
    auto timeline = two_draws();
    using enum Verdict;
    add_pair(timeline, 0, 1, 0.1, 0.08, 0.12, {met, met, met});
    add_pair(timeline, 0, 1, 0.7, 0.3, 1.8, {undetermined, undetermined, undetermined}, "vaf_max");
    EXPECT_TRUE(find_conflicts(timeline).empty());
}

}  // namespace tidemark::test
