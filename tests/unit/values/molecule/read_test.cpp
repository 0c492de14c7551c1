#include "values/molecule/read.hpp"

#include <gtest/gtest.h>

#include "support/read_builder.hpp"

namespace tidemark::test {
namespace {

TEST(Read, a_cigar_that_does_not_fit_the_bases_is_not_sound) {
    EXPECT_FALSE(is_sound(BuiltRead{{.cigar = "5M", .bases = "ACGT"}}.read()));
    EXPECT_FALSE(is_sound(BuiltRead{{.cigar = "4S", .bases = "ACGT"}}.read())) << "nothing aligned";
    EXPECT_FALSE(is_sound(BuiltRead{{.cigar = "4M", .bases = ""}}.read())) << "no sequence";
    EXPECT_TRUE(is_sound(BuiltRead{{.cigar = "1S1M1I1D1=5H", .bases = "ACGT"}}.read()));
}

TEST(Read, clips_and_gaps_move_the_ends) {
    BuiltRead const built{{.position = 100, .cigar = "3H2S4M2D3M1I2S", .bases = "ACGTACGTACGT"}};
    EXPECT_EQ(aligned_end(built.read()), 109);
    EXPECT_EQ(soft_clips(built.read()).leading, 2);
    EXPECT_EQ(soft_clips(built.read()).trailing, 2);
}

TEST(Read, fragment_length_does_not_ask_for_the_proper_pair_flag) {
    ReadText text{.flags = 0x1, .contig = 2, .mate_contig = 2, .template_length = -167, .bases = "ACGT"};
    EXPECT_EQ(fragment_length(BuiltRead{text}.read()), 167);
    text.mate_contig = 3;
    EXPECT_EQ(fragment_length(BuiltRead{text}.read()), 0);
    text.mate_contig = 2;
    text.flags = 0x1 | 0x8;
    EXPECT_EQ(fragment_length(BuiltRead{text}.read()), 0);
    text.flags = 0;
    EXPECT_EQ(fragment_length(BuiltRead{text}.read()), 0) << "single-end";
}

TEST(Read, names_that_differ_anywhere_have_other_hashes) {
    std::string const name = "A01234:87:HGXXKDSX3:1:1101:7:7";
    for (std::size_t index = 0; index < name.size(); ++index) {
        auto other = name;
        other[index] = 'x';
        EXPECT_NE(name_hash(name), name_hash(other)) << index;
    }
    EXPECT_NE(name_hash(name), name_hash(name + '\0'));
    EXPECT_EQ(name_hash(name), name_hash(std::string{name}));
}

}  // namespace
}  // namespace tidemark::test
