// The series at each draw: a policy and an e-value that say different things are both said.
#include "stages/report/series_table.hpp"

#include <gtest/gtest.h>

#include "support/example_timeline.hpp"

namespace tidemark::test {
namespace {

Timeline with_signals(std::string const& policy) {
    auto timeline = example_timeline();
    timeline.draws.resize(4);
    for (auto& draw : timeline.draws) {
        draw.series_policy = policy;
    }
    timeline.draws[1].series_signal = "signal";
    timeline.draws[1].e_value = 1e12;
    timeline.draws[3].series_signal = "none";
    timeline.draws[3].e_value = 1e12;
    return timeline;
}

std::string sentences(std::vector<Block> const& blocks) {
    std::string text;
    for (auto const& block : blocks) {
        if (auto const* const list = std::get_if<SentenceList>(&block)) {
            for (auto const& item : list->items) {
                text += item.text + "\n";
            }
        }
    }
    return text;
}

}  // namespace

TEST(SeriesTable, nothing_without_draws) { EXPECT_TRUE(series_blocks(Timeline{}).empty()); }

TEST(SeriesTable, no_signal_beside_a_high_e_value_is_explained) {
    auto const blocks = series_blocks(with_signals("confirm_next"));
    auto const& table = std::get<Table>(blocks.at(0));
    EXPECT_EQ(table.rows[3][4].text, "none");
    EXPECT_EQ(table.rows[3][4].note, "asks both this draw and the one before");
    EXPECT_EQ(table.rows[3][5].text, "≥\u00a010¹²");
    EXPECT_EQ(table.rows[3][5].note, "reaches 1,000");
    EXPECT_EQ(table.rows[2][5].text, "–");
    EXPECT_EQ(sentences(blocks), "Day\u00a063: no signal by the policy, which asks both this draw and the one before; all draws since day\u00a00 "
                                 "together show tumor DNA, because the e-value keeps what earlier draws have shown. Both hold.\n");
}

TEST(SeriesTable, a_class_that_one_draw_alone_shows_is_not_confirmed) {
    auto timeline = with_signals("confirm_next");
    timeline.draws[1].trajectory_class = timeline.draws[3].trajectory_class = "response";
    auto const blocks = series_blocks(timeline);
    auto const& rows = std::get<Table>(blocks.at(0)).rows;
    EXPECT_EQ(rows[1][1].text, "molecular response");
    EXPECT_EQ(rows[1][1].note, "not confirmed");
    EXPECT_EQ(rows[2][1].text, "–");
    EXPECT_EQ(rows[3][1].note, "");
}

TEST(SeriesTable, a_signal_below_what_the_e_value_must_reach_is_explained) {
    auto timeline = with_signals("per_sample");
    timeline.draws[1].e_value = 12.5;
    timeline.draws[3].e_value = 8;
    auto const blocks = series_blocks(timeline);
    EXPECT_EQ(std::get<Table>(blocks.at(0)).rows[3][5].note, "below 1,000");
    EXPECT_EQ(sentences(blocks), "Day\u00a021: a signal by the policy, which asks this draw alone; the e-value of all draws since day\u00a00 has not "
                                 "reached what it must, because it asks for more evidence: it holds for any number of draws. Both hold.\n");
}

TEST(SeriesTable, the_policy_of_the_e_value_itself_never_differs_from_it) {
    auto timeline = with_signals("anytime");
    timeline.draws[3].series_signal = "signal";
    EXPECT_EQ(sentences(series_blocks(timeline)), "");
}

}  // namespace tidemark::test
