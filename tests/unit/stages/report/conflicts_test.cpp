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

TEST(Conflicts, the_sentence_names_the_verdicts_that_the_table_shows_and_promises_no_others) {
    using enum Verdict;
    auto timeline = two_draws();
    add_pair(timeline, 0, 1, 0.5, 0.4, 0.6, {undetermined, not_met, not_met});
    add_pair(timeline, 0, 1, 1.2, 0.9, 1.6, {not_met, not_met, not_met}, "hge_per_ml");
    std::string const moves = "day\u00a00 → day\u00a021: the tumor fraction changes by −50\u00a0%, the tumor genome copies per mL by +20\u00a0% (not told "
                              "from no change): opposite directions. ";
    std::string const verdicts =
        "By the tumor fraction, not met: “Decrease of at least 90\u00a0%” and “Demonstrated clearance”; undetermined: “Decrease of at least "
        "50\u00a0%”. By the tumor genome copies per mL, not met: “Decrease of at least 50\u00a0%”, “Decrease of at least 90\u00a0%” and "
        "“Demonstrated clearance”.";
    EXPECT_EQ(find_conflicts(timeline).at(0).sentence, moves + verdicts);
    for (auto& pair : timeline.pairs) {
        pair.reason = "metric_conflict";
    }
    EXPECT_EQ(find_conflicts(timeline).at(0).sentence,
              moves + verdicts + " Because they disagree no response is claimed; that there is none may still be firm.");
}

TEST(Conflicts, published_questions_disagree_only_where_all_grades_of_one_say_no) {
    auto timeline = two_draws();
    auto const define = [&](std::string id, std::string group, Verdict verdict) {
        DefinitionRow row;
        row.definition = std::move(id);
        row.title = "the title of " + row.definition;
        row.group = std::move(group);
        row.met_means = "response";
        row.to = "P01_d21";
        row.verdict = verdict;
        timeline.definitions.push_back(row);
    };
    define("a50", "a", Verdict::met);
    define("a90", "a", Verdict::not_met);
    EXPECT_TRUE(find_conflicts(timeline).empty());
    define("b50", "b", Verdict::undetermined);
    define("b90", "b", Verdict::not_met);
    EXPECT_TRUE(find_conflicts(timeline).empty());
    define("c", "c", Verdict::not_met);
    EXPECT_EQ(find_conflicts(timeline).at(0).sentence,
              "Published definitions of a response disagree about day\u00a021: met: “the title of a50”; not met: “the title of a90”, “the title of "
              "b90” and “the title of c”; undetermined: “the title of b50”.");
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
