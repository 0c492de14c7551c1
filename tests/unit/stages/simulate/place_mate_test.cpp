// CIGARs of reads with indels, worked out by hand.
#include <gtest/gtest.h>

#include <numeric>
#include <string>

#include "scenario_builder.hpp"
#include "stages/simulate/align.hpp"

namespace tidemark::test {
namespace {

/// Reference 1000.. of a region: 40 bases without repeats near the indel.
AssayRegion region() {
    AssayRegion made;
    made.sequence = {Position{1000}, "ACGTTGCAGTCATGCCTAGGATCCATTGACGGTACTTCAG"};
    return made;
}

std::string cigar_text(Placement const& placement) {
    std::string text = std::to_string(placement.position.value) + ":";
    for (auto const& operation : placement.cigar) {
        text += std::to_string(operation.length) + "MIDNSHP=X"[static_cast<std::size_t>(operation.kind)];
    }
    return text;
}

/// The mate that reads the molecule with `variant` from reference `begin`, `length` bases long.
ShownMate mate(AssayRegion const& made, Variant const& variant, std::int64_t begin, std::size_t length) {
    ShownMate whole;
    for (std::int64_t position = begin; position < made.sequence.end().value; ++position) {
        whole.bases.push_back(made.sequence.at(Position{position}));
        whole.offsets.push_back(static_cast<std::int32_t>(position - begin));
        if (position == variant.position.value) {
            for (std::size_t base = 1; base < variant.alt.size(); ++base) {
                whole.bases.push_back(variant.alt[base]);
                whole.offsets.push_back(-1);
            }
            position += static_cast<std::int64_t>(variant.ref.size()) - 1;
        }
    }
    whole.bases.resize(length);
    whole.offsets.resize(length);
    return whole;
}

std::string placed(Variant const& variant, std::int64_t begin, std::size_t length) {
    auto const made = region();
    return cigar_text(place_mate(mate(made, variant, begin, length), Position{begin}, made));
}

// ACGTTGCAGT CATGCCTAGG ATCCATTGAC GGTACTTCAG, from 1000
Variant const deletion{"c", Position{1010}, "CATGC", "C"};          // ATGC at 1011..1014 lost
Variant const insertion{"c", Position{1010}, "C", "CGGG"};

}  // namespace

TEST(PlaceMate, a_read_without_indel_is_one_match) { EXPECT_EQ(placed(deletion, 1000, 10), "1000:10M"); }

TEST(PlaceMate, indels_well_inside_the_read_are_gaps) {
    EXPECT_EQ(placed(deletion, 1000, 20), "1000:11M4D9M");
    EXPECT_EQ(placed(insertion, 1000, 24), "1000:11M3I10M");
}

TEST(PlaceMate, a_gap_needs_two_bases_more_than_its_length_behind_it) {
    EXPECT_EQ(placed(deletion, 1000, 17), "1000:11M4D6M");
    EXPECT_EQ(placed(deletion, 1000, 16), "1000:11M5S");
    EXPECT_EQ(placed(insertion, 1000, 19), "1000:11M3I5M");
    EXPECT_EQ(placed(insertion, 1000, 18), "1000:11M7S");
}

TEST(PlaceMate, likewise_at_the_left_end) {
    EXPECT_EQ(placed(deletion, 1005, 20), "1005:6M4D14M");
    EXPECT_EQ(placed(deletion, 1006, 20), "1015:5S15M");
    EXPECT_EQ(placed(insertion, 1006, 20), "1006:5M3I12M");
    EXPECT_EQ(placed(insertion, 1007, 20), "1011:7S13M");
}

TEST(PlaceMate, a_read_that_ends_or_starts_inside_an_insertion_is_clipped_there) {
    EXPECT_EQ(placed(insertion, 1000, 12), "1000:11M1S");
    auto const made = region();
    auto whole = mate(made, insertion, 1000, 30);
    whole.bases.erase(0, 12);
    whole.offsets.erase(whole.offsets.begin(), whole.offsets.begin() + 12);
    EXPECT_EQ(cigar_text(place_mate(whole, Position{1000}, made)), "1011:2S16M");
}

TEST(PlaceMate, bases_that_fit_the_reference_without_gap_are_aligned_without_gap) {
    // After the deletion of CT at 1015..1016 the reference goes on AG; the lost bases' place reads CTAG: A does not
    // fit. After the deletion of T at 1004 (TT), the bases behind it fit.
    Variant const in_run{"c", Position{1002}, "GT", "G"};
    EXPECT_EQ(placed(in_run, 1000, 4), "1000:4M");
}

}  // namespace tidemark::test
