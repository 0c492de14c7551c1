#include "stages/extract/mate_overlap.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "support/fastq_text.hpp"

namespace tidemark::test {
namespace {

std::string const adapter_of_one = "AGATCGGAAGAGCACACGTCTGAACTCCAGTCACATCACGATCTCGTATGCCGTCTTCTGCTTGAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
std::string const adapter_of_two = "AGATCGGAAGAGCGTCGTGTAGGGAAAGAGTGTAGATCTCGGTGGTCGCCGTATCATTAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

struct Mates {
    std::string one;
    std::string two;
};

/// What a sequencer reads of a fragment.
Mates read(std::string const& fragment, std::size_t length_of_one, std::size_t length_of_two) {
    return {(fragment + adapter_of_one).substr(0, length_of_one), (other_strand(fragment) + adapter_of_two).substr(0, length_of_two)};
}

int found(Mates const& mates, OverlapParameters parameters = {}) {
    auto const length = MateOverlap{parameters}.read_through_length(mates.one, mates.two);
    return length ? static_cast<int>(*length) : -1;
}

void misread(std::string& read, std::size_t place) { read[place] = read[place] == 'A' ? 'C' : 'A'; }

}  // namespace

TEST(MateOverlapTest, every_fragment_shorter_than_the_reads_is_found_at_its_length) {
    MateOverlap overlap{{}};
    for (std::size_t length = 20; length < 100; ++length) {
        auto const mates = read(arbitrary_bases(length, static_cast<std::uint32_t>(length)), 100, 100);
        auto const fragment = overlap.read_through_length(mates.one, mates.two);
        ASSERT_TRUE(fragment) << length;
        EXPECT_EQ(*fragment, length);
    }
}

TEST(MateOverlapTest, a_fragment_as_long_as_the_reads_or_longer_is_left_alone) {
    for (std::size_t const length : {100U, 101U, 150U, 179U, 199U, 300U}) {
        EXPECT_EQ(found(read(arbitrary_bases(length, 7), 100, 100)), -1) << length;
    }
}

TEST(MateOverlapTest, a_fragment_shorter_than_the_least_overlap_is_left_alone) {
    EXPECT_EQ(found(read(arbitrary_bases(19, 3), 100, 100)), -1);
    EXPECT_EQ(found(read(arbitrary_bases(19, 3), 100, 100), {16, 0.1}), 19);
}

TEST(MateOverlapTest, reads_of_unequal_length) {
    EXPECT_EQ(found(read(arbitrary_bases(60, 5), 50, 100)), 60) << "only read 2 goes past the fragment";
    EXPECT_EQ(found(read(arbitrary_bases(60, 5), 100, 50)), 60);
    EXPECT_EQ(found(read(arbitrary_bases(40, 5), 50, 100)), 40);
    EXPECT_EQ(found(read(arbitrary_bases(40, 5), 10, 100)), -1) << "too few bases face each other";
}

TEST(MateOverlapTest, as_many_mismatches_as_allowed_and_not_one_more) {
    auto mates = read(arbitrary_bases(60, 11), 100, 100);
    for (std::size_t const place : {2U, 9U, 21U, 30U, 41U, 50U}) {
        misread(mates.one, place);
    }
    EXPECT_EQ(found(mates), 60) << "6 of 60 are a tenth";
    misread(mates.two, 55);
    EXPECT_EQ(found(mates), -1);
    EXPECT_EQ(found(mates, {20, 0.12}), 60);
}

TEST(MateOverlapTest, unknown_bases_are_neither_matches_nor_mismatches) {
    auto mates = read(arbitrary_bases(30, 13), 80, 80);
    for (std::size_t place = 0; place < 10; ++place) {
        mates.one[place] = 'N';
    }
    EXPECT_EQ(found(mates), 30) << "20 known ones face each other";
    mates.one[10] = 'N';
    EXPECT_EQ(found(mates), -1) << "19 do";
}

TEST(MateOverlapTest, repeats_are_not_taken_for_short_fragments) {
    EXPECT_EQ(found({std::string(100, 'A'), std::string(100, 'T')}), -1);
    std::string repeat;
    for (int unit = 0; unit < 100; ++unit) {
        repeat += "CA";
    }
    EXPECT_EQ(found(read(repeat, 100, 100)), -1);
    EXPECT_EQ(found(read(repeat.substr(0, 60), 100, 100)), 60) << "the adapter says where it ends";
}

TEST(MateOverlapTest, a_misread_base_in_a_repeat_does_not_shorten_it) {
    std::string repeat;
    for (int unit = 0; unit < 30; ++unit) {
        repeat += "CA";
    }
    auto mates = read(repeat, 100, 100);
    mates.one[30] = 'G';
    EXPECT_EQ(found(mates), 60);
}

}  // namespace tidemark::test
