// Which indels a family has, and what becomes of reads that show others.
#include "stages/consensus/indel_signature.hpp"

#include <string>

#include <gtest/gtest.h>

#include "stages/consensus/consensus_caller.hpp"
#include "support/family_builder.hpp"

namespace tidemark::test {
namespace {

// 0-based positions 100..139; six A at 110..115.
std::string const reference_bases = "CGTACGTCGTAAAAAACGTCTGCATGCTAGCTGACTGATC";
ReferenceBases const reference{100, reference_bases};

std::string with_deletion(std::size_t at, std::size_t length) {
    return reference_bases.substr(0, at) + reference_bases.substr(at + length);
}

ConsensusMolecule const& called(ConsensusCaller& caller, BuiltFamily const& family) {
    return caller.call({MoleculeLayout::one_strand, family.fragments(), {}, reference});
}

}  // namespace

TEST(IndelSignature, placements_of_one_deletion_in_a_repeat_are_one_signature) {
    auto const bases = with_deletion(10, 1);
    BuiltFamily family;
    for (auto const* cigar : {"10M1D29M", "12M1D27M", "15M1D24M"}) {
        family.add_single({.bases = bases, .cigar = cigar});
    }
    ConsensusCaller caller{{}};
    auto const& molecule = called(caller, family);
    ASSERT_EQ(molecule.outcome, ConsensusOutcome::called);
    EXPECT_EQ(cigar_of(molecule.reads[0]), "10M1D29M");
    EXPECT_EQ(bases_of(molecule.reads[0]), bases);
    EXPECT_EQ(molecule.reads[0].total.minimum_depth, 3);
    EXPECT_EQ(molecule.losses.alignment, 0);
}

TEST(IndelSignature, placements_of_one_insertion_in_a_repeat_are_one_signature) {
    auto const bases = reference_bases.substr(0, 12) + "A" + reference_bases.substr(12);
    BuiltFamily family;
    family.add_single({.bases = bases, .cigar = "16M1I24M"}).add_single({.bases = bases, .cigar = "10M1I30M"});
    ConsensusCaller caller{{}};
    auto const& molecule = called(caller, family);
    EXPECT_EQ(cigar_of(molecule.reads[0]), "10M1I30M");
    EXPECT_EQ(bases_of(molecule.reads[0]), bases);
    EXPECT_EQ(molecule.reads[0].total.minimum_depth, 2);
}

TEST(IndelSignature, the_majority_is_called_and_the_rest_counted) {
    BuiltFamily family;
    for (int read = 0; read < 3; ++read) {
        family.add_single({.bases = with_deletion(20, 2), .cigar = "20M2D18M"});
    }
    family.add_single({.bases = reference_bases}).add_single({.bases = reference_bases});
    family.add_single({.bases = with_deletion(20, 3), .cigar = "20M3D17M"});
    ConsensusCaller caller{{}};
    auto const& molecule = called(caller, family);
    EXPECT_EQ(cigar_of(molecule.reads[0]), "20M2D18M");
    EXPECT_EQ(molecule.reads[0].total.maximum_depth, 3);
    EXPECT_EQ(molecule.losses.alignment, 3);
    EXPECT_TRUE(molecule.losses.minority_indels.empty());
    EXPECT_EQ(molecule.losses.minority_reads[0], 2);
}

TEST(IndelSignature, between_equals_the_better_qualities_win_whichever_they_are) {
    for (bool const deletion_is_better : {true, false}) {
        BuiltFamily family;
        family.add_single({.bases = with_deletion(20, 2), .cigar = "20M2D18M", .quality = deletion_is_better ? 37 : 30});
        family.add_single({.bases = reference_bases, .quality = deletion_is_better ? 30 : 37});
        ConsensusCaller caller{{}};
        EXPECT_EQ(cigar_of(called(caller, family).reads[0]), deletion_is_better ? "20M2D18M" : "40M");
    }
}

TEST(IndelSignature, full_ties_favour_neither_the_reference_nor_the_indel) {
    ConsensusCaller caller{{}};
    int indels = 0;
    for (int place = 0; place < 400; ++place) {
        // Equal sums: the deletion's read lacks two bases, so the other one's ends are worth nothing.
        std::vector<int> qualities(40, 30);
        qualities[0] = qualities[39] = 0;
        BuiltFamily family;
        family.add_single({.bases = with_deletion(20, 2), .position = 100 + 7 * place, .cigar = "20M2D18M"});
        family.add_single({.bases = reference_bases, .position = 100 + 7 * place, .qualities = qualities});
        auto const& molecule = caller.call({MoleculeLayout::one_strand, family.fragments(), {}, {}});
        indels += cigar_of(molecule.reads[0]).find('D') != std::string::npos ? 1 : 0;
    }
    // Binomial(400, 1/2): 150..250 is five standard deviations.
    EXPECT_GT(indels, 150);
    EXPECT_LT(indels, 250);
}

TEST(IndelSignature, a_read_too_short_to_see_the_indel_still_counts) {
    BuiltFamily family;
    family.add_single({.bases = with_deletion(20, 2), .cigar = "20M2D18M"});
    family.add_single({.bases = with_deletion(20, 2), .cigar = "20M2D18M"});
    family.add_single({.bases = reference_bases.substr(0, 18)});
    ConsensusCaller caller{{}};
    auto const& molecule = called(caller, family);
    EXPECT_EQ(molecule.losses.alignment, 0);
    EXPECT_EQ(molecule.reads[0].total.maximum_depth, 3);
    EXPECT_EQ(molecule.reads[0].total.minimum_depth, 2);
}

TEST(IndelSignature, a_read_that_ends_inside_the_repeat_does_not_contradict) {
    // Ends at 114: one A less or not, it would look the same.
    BuiltFamily family;
    family.add_single({.bases = with_deletion(10, 1), .cigar = "10M1D29M"});
    family.add_single({.bases = with_deletion(10, 1), .cigar = "10M1D29M"});
    family.add_single({.bases = reference_bases.substr(0, 14)});
    ConsensusCaller caller{{}};
    EXPECT_EQ(called(caller, family).losses.alignment, 0);
}

TEST(IndelSignature, an_indel_beside_a_clip_is_clip) {
    BuiltFamily family;
    family.add_single({.bases = "TTGG" + reference_bases.substr(0, 20), .cigar = "2S2I20M"});
    family.add_single({.bases = reference_bases.substr(0, 20)});
    ConsensusCaller caller{{}};
    auto const& molecule = called(caller, family);
    EXPECT_EQ(cigar_of(molecule.reads[0]), "20M");
    EXPECT_EQ(molecule.reads[0].position, 100);
    EXPECT_EQ(molecule.reads[0].total.minimum_depth, 2);
}

TEST(IndelSignature, mates_of_one_template_on_both_sides_of_an_insertion_share_columns) {
    auto const bases = reference_bases.substr(0, 20) + "GG" + reference_bases.substr(20);
    BuiltFamily family;
    for (int pair = 0; pair < 2; ++pair) {
        family.add_pair({.bases = bases.substr(0, 30), .cigar = "20M2I8M"},
                        {.bases = bases.substr(24), .position = 122, .reverse = true});
    }
    ConsensusCaller caller{{}};
    auto const& molecule = called(caller, family);
    ASSERT_EQ(molecule.read_count, 2);
    EXPECT_EQ(cigar_of(molecule.reads[0]), "20M2I8M");
    EXPECT_EQ(bases_of(molecule.reads[0]), bases.substr(0, 30));
    EXPECT_EQ(molecule.reads[1].position, 122);
    EXPECT_EQ(bases_of(molecule.reads[1]), bases.substr(24));
    EXPECT_EQ(molecule.reads[0].total.error_rate, 0);
}

}  // namespace tidemark::test
