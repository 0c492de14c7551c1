// Where the call is said to be certain, the caller calls: both reads, no losses, duplex where both strands have templates.
#include "stages/consensus/certain_call.hpp"

#include <algorithm>
#include <array>
#include <random>
#include <string>

#include <gtest/gtest.h>

#include "stages/consensus/consensus_caller.hpp"
#include "support/family_builder.hpp"

namespace tidemark::test {
namespace {

constexpr std::int64_t begin = 100;

/// As the window holds it: name, mate and tags do not matter.
Read whole(FamilyRead const& part) {
    Read read;
    read.contig = part.contig;
    read.position = part.position;
    read.flags = part.flags;
    read.length = part.length;
    read.operation_count = part.operation_count;
    read.operations = part.operations;
    read.packed_bases = part.packed_bases;
    read.qualities = part.qualities;
    return read;
}

bool shows_both(FamilyReadText forward, FamilyReadText reverse, std::int64_t end) {
    reverse.reverse = true;
    BuiltFamily family;
    family.add_pair(forward, reverse);
    auto const& pair = family.fragments().front();
    return CertainCall{{}}.shows_both(whole(pair.read_one), whole(pair.read_two), begin, end);
}

/// Templates of one molecule of `length` bases: reads of several lengths, many bases changed, unreadable or of low quality.
class RandomTemplates {
public:
    explicit RandomTemplates(unsigned int seed) : engine_{seed}, length_{below(12) + 3} {
        for (int base = 0; base < length_; ++base) {
            molecule_ += "ACGT"[below(4)];
        }
    }
    [[nodiscard]] std::int64_t end() const { return begin + length_; }
    int below(int limit) { return static_cast<int>(engine_() % static_cast<unsigned int>(limit)); }

    void add_to(BuiltFamily& family, bool forward_first) {
        auto const forward_length = 1 + below(length_), reverse_length = 1 + below(length_);
        auto const forward = read(0, forward_length, false);
        auto const reverse = read(length_ - reverse_length, reverse_length, true);
        family.add_pair(forward_first ? forward : reverse, forward_first ? reverse : forward);
    }

private:
    FamilyReadText read(int first, int length, bool reverse) {
        FamilyReadText text{.position = begin + first, .reverse = reverse};
        for (int base = first; base < first + length; ++base) {
            text.bases += below(4) == 0 ? "ACGTN"[below(5)] : molecule_[static_cast<std::size_t>(base)];
            text.qualities.push_back(std::array{2, 9, 10, 30, 40}[static_cast<std::size_t>(below(5))]);
        }
        return text;
    }
    std::mt19937 engine_;
    int length_;
    std::string molecule_;
};

}  // namespace

TEST(CertainCall, a_good_first_base_of_either_mate_is_enough) {
    EXPECT_TRUE(shows_both({.bases = "ACGT"}, {.bases = "ACGT", .position = 110}, 114));
    EXPECT_TRUE(shows_both({.bases = "NCGT"}, {.bases = "ACGN", .position = 110}, 114));
    EXPECT_FALSE(shows_both({.bases = "NNNNT"}, {.bases = "ACGT", .position = 110}, 114)) << "four bases are tried";
    EXPECT_FALSE(shows_both({.bases = "ACGT", .quality = 9}, {.bases = "ACGT", .position = 110}, 114));
    EXPECT_FALSE(shows_both({.bases = "ACGT"}, {.bases = "ACGT", .position = 110, .quality = 9}, 114));
}

TEST(CertainCall, a_mate_that_shows_something_else_leaves_it_open) {
    EXPECT_TRUE(shows_both({.bases = "ACGT"}, {.bases = "ACGT"}, 104));
    EXPECT_FALSE(shows_both({.bases = "AAAA"}, {.bases = "CCCC"}, 104));
    EXPECT_FALSE(shows_both({.bases = "AAAA"}, {.bases = "NNNN"}, 104));
}

TEST(CertainCall, other_alignments_are_left_open) {
    EXPECT_FALSE(shows_both({.bases = "ACGT", .cigar = "3M1S"}, {.bases = "ACGT", .position = 110}, 114));
    EXPECT_FALSE(shows_both({.bases = "ACGT", .cigar = "2M1I1M"}, {.bases = "ACGT", .position = 110}, 114));
    EXPECT_FALSE(shows_both({.bases = "ACGT", .position = 101}, {.bases = "ACGT", .position = 110}, 114));
    EXPECT_FALSE(shows_both({.bases = "ACGT"}, {.bases = "ACGT", .position = 109}, 114));
    EXPECT_FALSE(shows_both({.bases = "ACGT", .qualities = {255, 255, 255, 255}}, {.bases = "ACGT", .position = 110}, 114));
}

TEST(CertainCall, templates_asked_for_are_counted_by_strand) {
    ConsensusParameters parameters;
    EXPECT_TRUE(CertainCall{parameters}.suffice(1, 0, true));
    EXPECT_TRUE(CertainCall{parameters}.suffice(1, 0, false));
    parameters.min_reads = {3, 2, 1};
    EXPECT_TRUE(CertainCall{parameters}.suffice(1, 2, true));
    EXPECT_FALSE(CertainCall{parameters}.suffice(3, 0, true));
    EXPECT_FALSE(CertainCall{parameters}.suffice(1, 1, true));
    EXPECT_FALSE(CertainCall{parameters}.suffice(9, 0, false)) << "where a read ends depends on its columns";
}

TEST(CertainCall, thresholds_and_fgbios_arithmetic_need_columns) {
    ConsensusParameters parameters;
    EXPECT_FALSE((CertainCall{parameters, FilterThresholds{}}.suffice(5, 5, true)));
    parameters.arithmetic = ConsensusArithmetic::fgbio;
    EXPECT_FALSE(CertainCall{parameters}.suffice(5, 5, true));
}

TEST(CertainCall, the_caller_calls_what_is_certain) {
    int certain = 0, open = 0;
    for (unsigned int seed = 1; seed <= 4000; ++seed) {
        RandomTemplates templates{seed};
        BuiltFamily ab, ba;
        auto const of_ab = templates.below(3), of_ba = templates.below(3);
        for (int number = 0; number < of_ab; ++number) {
            templates.add_to(ab, true);
        }
        for (int number = 0; number < of_ba; ++number) {
            templates.add_to(ba, false);
        }
        ConsensusParameters const parameters;
        CertainCall const question{parameters};
        auto const shows = [&](FamilyFragment const& each, bool forward_first) {
            return question.shows_both(whole(forward_first ? each.read_one : each.read_two),
                                       whole(forward_first ? each.read_two : each.read_one), begin, templates.end());
        };
        bool const is_certain =
            question.suffice(ab.fragments().size(), ba.fragments().size(), true) &&
            std::ranges::all_of(ab.fragments(), [&](auto const& each) { return shows(each, true); }) &&
            std::ranges::all_of(ba.fragments(), [&](auto const& each) { return shows(each, false); });
        (is_certain ? certain : open) += 1;
        if (!is_certain) {
            continue;
        }
        ConsensusCaller caller{parameters};
        auto const& molecule = caller.call({MoleculeLayout::two_strands, ab.fragments(), ba.fragments(), {}});
        ASSERT_EQ(molecule.outcome, ConsensusOutcome::called) << "seed " << seed;
        ASSERT_EQ(molecule.read_count, 2) << "seed " << seed;
        ASSERT_EQ(molecule.duplex, of_ab > 0 && of_ba > 0) << "seed " << seed;
        ASSERT_EQ(molecule.losses.alignment + molecule.losses.clipping + molecule.losses.quality, 0) << "seed " << seed;
        ASSERT_EQ(molecule.losses.minority_reads, (std::array<std::int32_t, 2>{})) << "seed " << seed;
    }
    EXPECT_GT(certain, 400);
    EXPECT_GT(open, 400);
}

}  // namespace tidemark::test
