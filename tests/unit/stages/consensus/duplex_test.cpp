// Two strands, one molecule.
#include "stages/consensus/duplex.hpp"

#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "stages/consensus/consensus_caller.hpp"
#include "support/family_builder.hpp"

namespace tidemark::test {
namespace {

struct Side {
    char base;
    int quality;
};

StrandColumns strand(std::vector<Side> const& sides) {
    StrandColumns columns;
    columns.resize(static_cast<std::int32_t>(sides.size()));
    for (std::size_t index = 0; index < sides.size(); ++index) {
        auto const letter = std::string_view{"ACGT"}.find(sides[index].base);
        columns.codes[index] = letter == std::string_view::npos ? 0 : static_cast<std::uint8_t>(1U << letter);
        columns.qualities[index] = static_cast<std::uint8_t>(sides[index].quality);
        columns.depth[index] = 3;
    }
    return columns;
}

}  // namespace

TEST(Duplex, differences_of_0_1_and_2_and_N_on_either_side_are_N) {
    auto const a = strand({{'A', 44}, {'A', 44}, {'A', 44}, {'A', 44}, {'N', 2}, {'A', 44}, {'N', 0}});
    auto const b = strand({{'C', 44}, {'C', 43}, {'C', 42}, {'C', 41}, {'A', 44}, {'N', 2}, {'N', 0}});
    JoinedColumns joined;
    join_strands(a, b, joined);
    for (std::size_t column : {0, 1, 2, 4, 5, 6}) {
        EXPECT_EQ(int{joined.codes[column]}, 0) << column;
        EXPECT_EQ(int{joined.qualities[column]}, 2) << column;
    }
    EXPECT_EQ(int{joined.codes[3]}, 1);
    EXPECT_EQ(int{joined.qualities[3]}, 3);
}

TEST(Duplex, gives_the_golden_values) {
    auto const a = strand({{'A', 44}, {'A', 45}, {'A', 44}, {'A', 44}, {'C', 20}, {'G', 60}});
    auto const b = strand({{'A', 44}, {'A', 45}, {'C', 20}, {'C', 42}, {'A', 44}, {'G', 60}});
    JoinedColumns joined;
    join_strands(a, b, joined);
    std::vector<int> const codes{1, 1, 1, 0, 1, 4}, qualities{88, 90, 24, 2, 24, 93};
    for (std::size_t column = 0; column < codes.size(); ++column) {
        EXPECT_EQ(int{joined.codes[column]}, codes[column]) << column;
        EXPECT_EQ(int{joined.qualities[column]}, qualities[column]) << column;
    }
}

TEST(Duplex, errors_are_counted_against_the_better_strand) {
    // AB: A A A; BA: C C A at the first base, C called at lower quality.
    BuiltFamily ab, ba;
    for (int read = 0; read < 3; ++read) {
        ab.add_single({.bases = "ACG"});
        ba.add_single({.bases = read == 2 ? "ACG" : "CCG"});
    }
    ConsensusParameters parameters;
    parameters.per_base_arrays = true;
    ConsensusCaller caller{parameters};
    auto const& molecule = caller.call({MoleculeLayout::two_strands, ab.fragments(), ba.fragments(), {}});
    ASSERT_TRUE(molecule.duplex);
    auto const& read = molecule.reads[0];
    EXPECT_EQ(read.arrays.errors, (std::vector<std::int16_t>{2, 0, 0}));
    EXPECT_EQ(read.arrays.a_errors, (std::vector<std::int16_t>{0, 0, 0}));
    EXPECT_EQ(read.arrays.b_errors, (std::vector<std::int16_t>{1, 0, 0}));
    EXPECT_EQ(bases_of(read), "ACG");
    // 45 against C, C, A at Q30: 33 (golden), so 12; agreed: 45 + 45.
    EXPECT_EQ(qualities_of(read), (std::vector{12, 90, 90}));
    EXPECT_EQ(read.a.maximum_depth, 3);
    EXPECT_EQ(read.b.maximum_depth, 3);
    EXPECT_EQ(read.total.maximum_depth, 6);
    EXPECT_FLOAT_EQ(read.total.error_rate, 2.0F / 18.0F);
}

TEST(Duplex, is_as_long_as_its_shorter_strand) {
    for (std::size_t length : {5U, 6U}) {   // odd and even
        BuiltFamily ab, ba;
        ab.add_single({.bases = std::string{"ACGTACGT"}});
        ba.add_single({.bases = std::string{"ACGTACGT"}.substr(0, length)});
        ConsensusCaller caller{{}};
        auto const& molecule = caller.call({MoleculeLayout::two_strands, ab.fragments(), ba.fragments(), {}});
        EXPECT_EQ(bases_of(molecule.reads[0]), std::string{"ACGTACGT"}.substr(0, length));
    }
}

TEST(Duplex, read_one_joins_read_two_of_the_other_strand) {
    BuiltFamily ab, ba;
    ab.add_pair({.bases = "AAAA"}, {.bases = "CCCC", .position = 300, .reverse = true});
    ba.add_pair({.bases = "CCCC", .position = 300, .reverse = true}, {.bases = "AAAA"});
    ConsensusCaller caller{{}};
    auto const& molecule = caller.call({MoleculeLayout::two_strands, ab.fragments(), ba.fragments(), {}});
    ASSERT_TRUE(molecule.duplex);
    EXPECT_EQ(bases_of(molecule.reads[0]), "AAAA");
    EXPECT_EQ(qualities_of(molecule.reads[0]), (std::vector{58, 58, 58, 58}));
    EXPECT_EQ(bases_of(molecule.reads[1]), "CCCC");
}

TEST(Duplex, strands_that_differ_in_an_indel_leave_one_strand_and_say_so) {
    BuiltFamily ab, ba;
    for (int read = 0; read < 3; ++read) {
        ab.add_single({.bases = "ACGTACGTAC", .cigar = "5M2D5M"});
    }
    ba.add_single({.bases = "ACGTATTCGTAC"}).add_single({.bases = "ACGTATTCGTAC"});
    ConsensusCaller caller{{}};
    auto const& molecule = caller.call({MoleculeLayout::two_strands, ab.fragments(), ba.fragments(), {}});
    EXPECT_EQ(molecule.outcome, ConsensusOutcome::called);
    EXPECT_FALSE(molecule.duplex);
    EXPECT_EQ(molecule.reads[0].b.maximum_depth, 0);
    EXPECT_EQ(molecule.losses.alignment, 2);
    EXPECT_EQ(molecule.losses.minority_reads[1], 2);
}

}  // namespace tidemark::test
