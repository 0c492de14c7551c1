#include "values/molecule/read_structure.hpp"

#include <gtest/gtest.h>

namespace tidemark::test {
namespace {

/// The read with each segment in brackets behind its letter: what the structure says of it.
std::string cut(std::string const& word, std::string const& read) {
    auto const structure = read_structure_from_text(word);
    std::string text;
    for (std::size_t index = 0; index < structure->segments().size(); ++index) {
        auto const place = structure->place(index, read.size());
        text += static_cast<char>(structure->segments()[index].kind) + std::string{"["} +
                read.substr(place.first, place.length) + "]";
    }
    return text;
}

}  // namespace

TEST(ReadStructure, what_is_no_structure_is_refused_with_a_reason) {
    for (auto const* const word : {"", "T", "3", "3M2", "0M+T", "3X", "12345M+T", "+M+T", "++T", "3M 2S", "-3M", "3m+T"}) {
        EXPECT_FALSE(read_structure_from_text(word)) << word;
    }
    EXPECT_NE(read_structure_from_text("+M8S+T").reason().find("only one length may be +"), std::string::npos);
    EXPECT_NE(read_structure_from_text("0M+T").reason().find("1 to 9999"), std::string::npos);
}

TEST(ReadStructure, the_kits_structures_cut_where_they_say) {
    EXPECT_EQ(cut("3M2S+T", "AAACCGGGG"), "M[AAA]S[CC]T[GGGG]");
    EXPECT_EQ(cut("2M1S+T", "AACGGGG"), "M[AA]S[C]T[GGGG]");
    EXPECT_EQ(cut("8M+T", "AAAAAAAAG"), "M[AAAAAAAA]T[G]");
    EXPECT_EQ(cut("+T", "ACGT"), "T[ACGT]");
}

TEST(ReadStructure, the_open_length_may_stand_anywhere) {
    EXPECT_EQ(cut("+T3M", "GGGGGAAA"), "T[GGGGG]M[AAA]");
    EXPECT_EQ(cut("2M+T1S3M", "AAGGGGCTTT"), "M[AA]T[GGGG]S[C]M[TTT]");
    EXPECT_EQ(cut("4T+S", "GGGGCCC"), "T[GGGG]S[CCC]");
}

TEST(ReadStructure, the_open_segment_has_at_least_one_base) {
    EXPECT_EQ(read_structure_from_text("3M2S+T")->shortest(), 6U);
    EXPECT_EQ(read_structure_from_text("8M")->shortest(), 8U);
}

TEST(ReadStructure, a_structure_without_open_length_leaves_the_rest_of_a_longer_read) {
    EXPECT_EQ(cut("3M4T", "AAAGGGGCC"), "M[AAA]T[GGGG]");
}

TEST(ReadStructure, one_word_for_each_file) {
    EXPECT_EQ(read_structures_from_text("3M2S+T 3M2S+T")->size(), 2U);
    EXPECT_EQ(read_structures_from_text("  +T   8M +T ")->size(), 3U);
    EXPECT_FALSE(read_structures_from_text("+T 8X"));
}

}  // namespace tidemark::test
