// From reference positions to columns and back to a CIGAR.
#include "stages/consensus/column_axis.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace tidemark::test {
namespace {

// 100..109, three inserted columns, 110..119, two deleted bases 120 and 121, 122 on.
std::vector<IndelEvent> const events{{110, CigarKind::insertion, 3, 0}, {120, CigarKind::deletion, 2, 0}};
ColumnAxis const axis{100, events};

struct Written {
    std::string cigar;
    std::int64_t position = -1;
    bool operator==(Written const&) const = default;
};

Written written(std::int32_t begin, std::int32_t end) {
    std::vector<std::uint32_t> words;
    auto const alignment = write_cigar(axis, begin, end, words);
    Written result;
    for (auto const word : words) {
        result.cigar += std::to_string(word >> 4U) + "MIDNS"[word & 0xfU];
    }
    result.position = alignment.aligned ? alignment.position : -1;
    return result;
}

}  // namespace

TEST(ColumnAxis, inserted_columns_push_and_deleted_bases_pull) {
    EXPECT_EQ(axis.column_of(99), -1);
    EXPECT_EQ(axis.column_of(109), 9);
    EXPECT_EQ(axis.column_of(110), 13);
    EXPECT_EQ(axis.column_of(119), 22);
    EXPECT_EQ(axis.column_of(122), 23);
}

TEST(ColumnAxis, a_reverse_read_is_held_by_its_right_end) {
    // Begins inside what the molecule lacks: as if it reached further left.
    AlignedPart part;
    part.begin = 121;
    part.end = 131;
    part.base_count = 10;
    EXPECT_EQ(axis.first_column(part, true), 22);
}

TEST(ColumnAxis, events_at_the_ends_are_clips_or_nothing) {
    EXPECT_EQ(written(0, 30), (Written{"10M3I10M2D7M", 100}));
    EXPECT_EQ(written(-5, 11), (Written{"15M1S", 95}));
    EXPECT_EQ(written(11, 20), (Written{"2S7M", 110}));
    EXPECT_EQ(written(13, 23), (Written{"10M", 110}));   // the deletion stands behind the last column
    EXPECT_EQ(written(23, 25), (Written{"2M", 122}));    // and before the first
    EXPECT_EQ(written(9, 24), (Written{"1M3I10M2D1M", 109}));
    EXPECT_EQ(written(10, 13).position, -1);             // inserted bases alone stand nowhere
}

}  // namespace tidemark::test
