// Mates of one template are one witness.
#include "stages/consensus/fragment_merge.hpp"

#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

namespace tidemark::test {
namespace {

struct Row {
    std::vector<std::uint8_t> codes, qualities;
    Row(std::string const& bases, std::vector<std::uint8_t> const& values) : codes(256), qualities(256) {
        for (std::size_t index = 0; index < bases.size(); ++index) {
            auto const letter = std::string_view{"ACGT"}.find(bases[index]);
            codes[index] = letter == std::string_view::npos ? 0 : static_cast<std::uint8_t>(1U << letter);
            qualities[index] = values[index];
        }
    }
    [[nodiscard]] WitnessRow row() { return {codes.data(), qualities.data()}; }
    [[nodiscard]] std::string text(std::size_t count) const {
        std::string text;
        for (std::size_t index = 0; index < count; ++index) {
            text += codes[index] == 0 ? 'N' : codes[index] == 1 ? 'A' : codes[index] == 2 ? 'C' : codes[index] == 4 ? 'G' : 'T';
        }
        return text;
    }
};

}  // namespace

TEST(FragmentMerge, mates_that_fight_leave_the_difference_or_nothing) {
    Row one{"AAAAAA", {30, 30, 30, 30, 20, 90}}, two{"CCCCCC", {30, 29, 28, 27, 37, 2}};
    merge_mate(one.row(), two.row(), 32, OneMateUnreadable::other_mate_speaks);
    EXPECT_EQ(one.text(6), "NNNACA");   // differences 0, 1, 2 mask
    EXPECT_EQ(int{one.qualities[3]}, 3);
    EXPECT_EQ(int{one.qualities[4]}, 17);
    EXPECT_EQ(int{one.qualities[5]}, 88);
}

TEST(FragmentMerge, mates_that_agree_add_up_to_93) {
    Row one{"AC", {37, 60}}, two{"AC", {37, 60}};
    merge_mate(one.row(), two.row(), 32, OneMateUnreadable::other_mate_speaks);
    EXPECT_EQ(one.text(2), "AC");
    EXPECT_EQ(int{one.qualities[0]}, 74);
    EXPECT_EQ(int{one.qualities[1]}, 93);
}

TEST(FragmentMerge, an_unreadable_base_is_taken_from_the_other_mate_but_not_in_fgbio) {
    Row one{"NA", {2, 30}}, two{"GN", {25, 2}}, own{"NA", {2, 30}};
    merge_mate(one.row(), two.row(), 32, OneMateUnreadable::other_mate_speaks);
    EXPECT_EQ(one.text(2), "GA");
    EXPECT_EQ(int{one.qualities[0]}, 25);
    EXPECT_EQ(int{one.qualities[1]}, 30);
    merge_mate(own.row(), two.row(), 32, OneMateUnreadable::own_base_stands);
    EXPECT_EQ(own.text(2), "NA");
}

TEST(FragmentMerge, qualities_beyond_93_count_as_93) {
    Row one{"AA", {200, 200}}, two{"AC", {200, 60}};
    merge_mate(one.row(), two.row(), 32, OneMateUnreadable::other_mate_speaks);
    EXPECT_EQ(one.text(2), "AA");
    EXPECT_EQ(int{one.qualities[0]}, 93);
    EXPECT_EQ(int{one.qualities[1]}, 33);
}

TEST(FragmentMerge, unpacks_any_stretch_of_a_read) {
    std::string_view const letters{"=ACMGRSVTWYHKDBN"};
    std::string bases;
    for (int index = 0; index < 601; ++index) {
        bases += "ACGTN"[index * index % 7 % 5];
    }
    std::vector<std::uint8_t> packed(301), qualities(601);
    for (std::size_t index = 0; index < bases.size(); ++index) {
        auto const code = letters.find(bases[index]);
        packed[index / 2] |= static_cast<std::uint8_t>(index % 2 == 0 ? code << 4U : code);
        qualities[index] = static_cast<std::uint8_t>(index % 120);
    }
    for (int first : {0, 1, 2, 33, 300}) {
        for (int count : {0, 1, 2, 31, 64, 143, 255, 256, 257, 301}) {
            std::vector<std::uint8_t> codes(800, 0), values(800, 0);
            unpack(packed.data(), qualities.data(), first, count, {codes.data() + 8, values.data() + 8});
            for (int index = 0; index < count; ++index) {
                auto const at = static_cast<std::size_t>(first + index), to = static_cast<std::size_t>(index + 8);
                auto const expected = bases[at] == 'N' ? 0 : static_cast<int>(letters.find(bases[at]));
                ASSERT_EQ(int{codes[to]}, expected) << first << ' ' << count << ' ' << index;
                ASSERT_EQ(values[to], qualities[at]);
            }
            for (std::size_t behind = static_cast<std::size_t>(count) + 8; behind < codes.size(); ++behind) {
                ASSERT_EQ(int{codes[behind]}, 0) << "nothing may be written behind the read";
            }
        }
    }
}

TEST(FragmentMerge, what_stood_behind_the_read_is_N_to_the_end_of_the_block) {
    std::vector<std::uint8_t> const packed(200, 0x11), qualities(400, 30);
    for (int first : {0, 1, 2, 3}) {
        for (int count = 1; count <= 260; ++count) {
            std::vector<std::uint8_t> codes(400, 8), values(400, 30);   // of the read before
            unpack(packed.data(), qualities.data(), first, count, {codes.data(), values.data()});
            for (int behind = count; behind < whole_blocks(count); ++behind) {
                ASSERT_EQ(int{codes[static_cast<std::size_t>(behind)]}, 0) << first << ' ' << count << ' ' << behind;
            }
        }
    }
}

}  // namespace tidemark::test
