#include "stages/group/strategy.hpp"

#include <gtest/gtest.h>

#include "unit/stages/group/umis.hpp"

namespace tidemark::test {
namespace {

using enum GroupingStrategy;

GroupingParameters for_umi(std::string_view text) {
    return default_grouping(umi(text).shape());
}

TEST(DefaultGrouping, short_umis_are_not_corrected) {
    EXPECT_EQ(for_umi("AC-GT"), (GroupingParameters{paired, 0}));
    EXPECT_EQ(for_umi("ACGT-ACGT"), (GroupingParameters{paired, 0}));
    EXPECT_EQ(for_umi("ACGTACGT-ACG"), (GroupingParameters{paired, 0}));
    EXPECT_EQ(for_umi("ACGT"), (GroupingParameters{identity, 0}));
}

TEST(DefaultGrouping, two_halves_are_paired_and_one_is_adjacency) {
    EXPECT_EQ(for_umi("ACGTA-ACGTA"), (GroupingParameters{paired, 1}));
    EXPECT_EQ(for_umi("ACGTA"), (GroupingParameters{adjacency, 1}));
    EXPECT_EQ(for_umi("ACGTACGTACGT"), (GroupingParameters{adjacency, 1}));
    EXPECT_EQ(for_umi("ACG-TAC-ACG"), (GroupingParameters{adjacency, 1}));
}

TEST(DefaultGrouping, an_absent_half_is_not_the_short_one) {
    EXPECT_EQ(for_umi("ACGTACGT-"), (GroupingParameters{paired, 1}));
    EXPECT_EQ(for_umi("-ACG"), (GroupingParameters{paired, 0}));
}

TEST(GroupingStrategy, words_and_strategies_translate_both_ways) {
    for (auto const strategy : {identity, edit, adjacency, directional, paired}) {
        EXPECT_EQ(grouping_strategy_from_text(to_text(strategy)), strategy);
    }
    EXPECT_EQ(grouping_strategy_from_text("cluster"), std::nullopt);
}

}  // namespace
}  // namespace tidemark::test
