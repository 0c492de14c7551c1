// Repeat classes of places by hand.
#include "values/genome/repeat_class.hpp"

#include <gtest/gtest.h>

namespace tidemark::test {
namespace {

std::string class_behind(std::string_view bases, std::size_t place) {
    return repeat_class_text(repeat_places(bases)[place].repeat_class);
}

}  // namespace

TEST(RepeatClass, every_class_has_a_name_of_its_own) {
    EXPECT_EQ(repeat_class_text(0), "1x1");
    EXPECT_EQ(repeat_class_text(1), "1x4");
    EXPECT_EQ(repeat_class_text(9), "1x12");
    EXPECT_EQ(repeat_class_text(10), "2x3");
    EXPECT_EQ(repeat_class_text(15), "2x8");
    EXPECT_EQ(repeat_class_text(16), "3x3");
    EXPECT_EQ(repeat_class_text(20), "4x3");
    EXPECT_EQ(repeat_class_text(repeat_class_count - 1), "4x5");
}

TEST(RepeatClass, sequence_without_repeats_has_none) {
    for (auto const& place : repeat_places("ACGTTTGACAGGGCATNNNNNNaaaaaa")) {
        EXPECT_EQ(place, RepeatPlace{});
    }
}

TEST(RepeatClass, a_homopolymer_begins_behind_the_base_before_it) {
    auto const places = repeat_places("CGTAAAAACG");
    EXPECT_EQ(class_behind("CGTAAAAACG", 2), "1x5");
    EXPECT_TRUE(places[2].begins);
    EXPECT_FALSE(places[3].begins);
    EXPECT_EQ(places[6].repeat_class, places[2].repeat_class);   // between the last two A
    EXPECT_EQ(places[7], RepeatPlace{});                         // behind the last A
    EXPECT_EQ(places[1], RepeatPlace{});
}

TEST(RepeatClass, longer_units_count_whole_copies_and_not_their_parts) {
    EXPECT_EQ(class_behind("GCACACACTT", 0), "2x3");      // CACACAC: three copies and a half
    EXPECT_EQ(class_behind("GCAGCAGCAGTT", 0), "3x3");    // CAG three times behind G; GCA three times begins before
    EXPECT_EQ(class_behind("TCTTACTTACTTAG", 0), "4x3");
    EXPECT_EQ(class_behind("GAAAAAAAAT", 0), "1x8");      // not AA four times
}

TEST(RepeatClass, counts_stop_at_the_largest_class) {
    EXPECT_EQ(class_behind("C" + std::string(30, 'T') + "G", 0), "1x12");
    EXPECT_EQ(class_behind("CTATATATATATATATATATATATAG", 0), "2x8");
}

}  // namespace tidemark::test
