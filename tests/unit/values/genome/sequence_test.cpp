#include "values/genome/sequence.hpp"

#include <gtest/gtest.h>

#include "values/genome/sequence_context.hpp"

namespace tidemark::test {
namespace {

TEST(Sequence, the_other_strand_is_read_backwards) {
    EXPECT_EQ(reverse_complement(""), "");
    EXPECT_EQ(reverse_complement("ACCTN"), "NAGGT");
    EXPECT_EQ(reverse_complement("RK"), "MY");
}

TEST(Sequence, only_ACGT_is_plain) {
    EXPECT_TRUE(is_plain("ACGT"));
    EXPECT_FALSE(is_plain("ACGN"));
    EXPECT_FALSE(is_plain("acgt"));
    EXPECT_FALSE(is_plain("<DEL>"));
}

TEST(SequenceContext, numbers_and_texts_agree_over_all_64) {
    for (std::size_t number = 0; number < trinucleotide_count; ++number) {
        auto const text = trinucleotide_text(number);
        EXPECT_EQ(trinucleotide_number(text[0], text[1], text[2]), number);
        EXPECT_EQ(number == 0 ? std::string{"AAA"} : text, text);
    }
    EXPECT_EQ(trinucleotide_text(63), "TTT");
    EXPECT_EQ(trinucleotide_number('A', 'N', 'A'), std::nullopt);
}

TEST(SequenceContext, a_place_at_the_end_of_what_is_known_has_no_context) {
    ReferenceSlice const slice{Position{10}, "ACGNT"};
    EXPECT_EQ(trinucleotide_at(slice, Position{11}), "ACG");
    EXPECT_EQ(trinucleotide_at(slice, Position{10}), "");
    EXPECT_EQ(trinucleotide_at(slice, Position{12}), "");
}

}  // namespace
}  // namespace tidemark::test
