// Read structures of simulated raw reads.
#include "stages/simulate/read_layout.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace tidemark::test {

TEST(ReadLayout, structures_that_cannot_be_simulated_are_refused) {
    for (auto const* const structure : {"", "+T +T +T", "3M2S+T 3M2S", "3M+T5M", "3M2S100T", "10T5M+T", "3X+T", "0M+T"}) {
        EXPECT_NE(read_layout_fault(structure), "") << structure;
    }
    for (auto const* const structure : {"3M2S+T 3M2S+T", "12M16S+T", "8M+T +T", "+T +T", "4B3M2S2M+T +T"}) {
        EXPECT_EQ(read_layout_fault(structure), "") << structure;
    }
}

TEST(ReadLayout, only_equal_umis_at_both_ends_tell_duplexes) {
    EXPECT_TRUE(read_layout("3M2S+T 3M2S+T").tells_duplexes());
    EXPECT_TRUE(read_layout("2M1M+T 3M+T").tells_duplexes());
    EXPECT_FALSE(read_layout("8M+T +T").tells_duplexes());
    EXPECT_FALSE(read_layout("12M16S+T").tells_duplexes());
    EXPECT_FALSE(read_layout("+T +T").tells_duplexes());
}

TEST(ReadLayout, the_other_strand_shows_the_umis_the_other_way_round) {
    Random random{1, "umis"};
    auto const duplex = draw_umis(read_layout("3M2S+T 3M2S+T"), random);
    EXPECT_EQ(duplex[0][0].size(), 3U);
    EXPECT_EQ(duplex[1][0], duplex[0][1]);
    EXPECT_EQ(duplex[1][1], duplex[0][0]);
    auto const single = draw_umis(read_layout("12M16S+T"), random);
    EXPECT_EQ(single[0][0].size(), 12U);
    EXPECT_EQ(single[0][1], "");
    EXPECT_NE(single[0][0], single[1][0]);
}

TEST(ReadLayout, every_umi_occurs) {
    Random random{2, "umis"};
    auto const layout = read_layout("3M+T 3M+T");
    std::set<std::string> seen;
    for (int draw = 0; draw < 2'000; ++draw) {
        seen.insert(draw_umis(layout, random)[0][0]);
    }
    EXPECT_EQ(seen.size(), 64U);
}

TEST(ReadLayout, prefix_and_umi_field_are_each_others_reverse) {
    auto const layout = read_layout("4B3M2S2M+T 5M+T");
    auto const one = read_prefix(layout, 0, "AACGG", "TTTTCCCC");
    EXPECT_EQ(one.size(), 11U);
    EXPECT_EQ(one.substr(0, 7), "TTTTAAC");
    EXPECT_EQ(one.substr(9), "GG");
    auto const two = read_prefix(layout, 1, "ACGTA", "TTTTCCCC");
    EXPECT_EQ(two, "ACGTA");
    EXPECT_EQ(umi_field(layout, {one, two}), "AAC-GG-ACGTA");
    EXPECT_EQ(umi_field(read_layout("+T +T"), {"", ""}), "");
}

}  // namespace tidemark::test
