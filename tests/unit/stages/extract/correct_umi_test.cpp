#include "stages/extract/correct_umi.hpp"

#include <gtest/gtest.h>

namespace tidemark::test {
namespace {

UmiList list_of(std::vector<std::string> const& umis, UmiCorrection correction = {}) { return *UmiList::make(umis, correction); }

std::string corrected(UmiList const& list, std::string const& umi) { return list.correct(umi).value_or("none"); }

}  // namespace

TEST(UmiListTest, a_bad_list_is_refused_with_its_fault) {
    EXPECT_FALSE(UmiList::make({}, {}));
    EXPECT_FALSE(UmiList::make({"ACGN"}, {}));
    EXPECT_FALSE(UmiList::make({""}, {}));
    EXPECT_FALSE(UmiList::make({std::string(33, 'A')}, {}));
    EXPECT_NE(UmiList::make({"ACG", "ACG"}, {}).reason().find("twice"), std::string::npos);
}

TEST(UmiListTest, the_nearest_within_the_limit_is_taken_half_by_half) {
    auto const list = list_of({"AAAAAA", "CCCCCC"});
    EXPECT_EQ(corrected(list, "AAAAAA"), "AAAAAA");
    EXPECT_EQ(corrected(list, "AAAGAA"), "AAAAAA");
    EXPECT_EQ(corrected(list, "AAAGGA"), "AAAAAA");
    EXPECT_EQ(corrected(list, "AAGGGA"), "none") << "three mismatches, two are allowed";
    EXPECT_EQ(corrected(list, "AAAGAA-CCGCCC"), "AAAAAA-CCCCCC");
    EXPECT_EQ(corrected(list, "AAAAAA-GGGGGG"), "none");
}

TEST(UmiListTest, N_is_a_mismatch_with_every_base) {
    auto const list = list_of({"AAAAAA", "CCCCCC"});
    EXPECT_EQ(corrected(list, "AANNAA"), "AAAAAA");
    EXPECT_EQ(corrected(list, "ANNNAA"), "none");
}

TEST(UmiListTest, a_tie_is_no_answer_and_the_next_best_must_be_far_enough) {
    auto const near = std::vector<std::string>{"AAAA", "AATT"};
    EXPECT_EQ(corrected(list_of(near), "AATA"), "none") << "one mismatch to either";
    EXPECT_EQ(corrected(list_of(near), "CAAA"), "AAAA") << "one mismatch against three";
    EXPECT_EQ(corrected(list_of(near, {2, 3}), "CAAA"), "none");
    EXPECT_EQ(corrected(list_of(near, {2, 3}), "AAAA"), "none") << "the rule holds for exact ones too: distance 2";
    EXPECT_EQ(corrected(list_of(near, {0, 1}), "CAAA"), "none");
}

TEST(UmiListTest, only_UMIs_of_the_same_length_are_compared) {
    auto const list = list_of({"AAAAA", "AAAAAA"});
    EXPECT_EQ(corrected(list, "AAAAA"), "AAAAA");
    EXPECT_EQ(corrected(list, "AAAATA"), "AAAAAA");
    EXPECT_EQ(corrected(list, "AAAA"), "none");
    EXPECT_EQ(corrected(list, std::string(40, 'A')), "none");
}

TEST(UmiListTest, the_longest_UMI_is_compared_to_its_last_base) {
    std::string const longest(UmiList::longest, 'G');
    auto wrong = longest;
    wrong.front() = 'T';
    wrong.back() = 'A';
    EXPECT_EQ(corrected(list_of({longest}), wrong), longest);
}

}  // namespace tidemark::test
