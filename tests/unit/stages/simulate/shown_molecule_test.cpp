// What the records of a molecule show, and what can be read of it.
#include "stages/simulate/shown_molecule.hpp"

#include <gtest/gtest.h>

#include "scenario_builder.hpp"

namespace tidemark::test {
namespace {

/// Reference 0..59 with an SNV at 20, SNP at 30 and room for errors.
AssayRegion region() {
    AssayRegion made;
    made.sequence = {Position{0}, "ACGTTGCAGTCATGCCTAGGATCCATTGACGGTACTTCAGACGTTGCAGTCATGCCTAGG"};
    made.placed.alleles = {Variant{"c", Position{20}, "A", "G"}};
    made.snp = CommonSnp{Variant{"c", Position{30}, "C", "T"}, 0.5};   // not the reference's base: shows up at once
    return made;
}

SimulatedMolecule molecule(std::int64_t begin, std::int64_t end) {
    SimulatedMolecule made;
    made.begin = Position{begin};
    made.end = Position{end};
    return made;
}

Variant const snv{"c", Position{20}, "A", "G"};

}  // namespace

TEST(ShownMolecule, mates_read_from_both_ends) {
    auto const shown = show(region(), molecule(5, 45), false, 15);
    EXPECT_EQ(shown.left.bases, region().sequence.bases.substr(5, 15));
    EXPECT_EQ(shown.right.bases, region().sequence.bases.substr(30, 15));
    EXPECT_EQ(observe(shown, snv, false), SimulatedObservation::not_covered);   // between the mates
}

TEST(ShownMolecule, short_fragments_are_read_whole_by_both) {
    auto const shown = show(region(), molecule(15, 35), false, 50);
    EXPECT_EQ(shown.left.bases, shown.right.bases);
    EXPECT_EQ(shown.left.bases.size(), 20U);
}

TEST(ShownMolecule, variant_and_snp_are_shown_where_they_are_carried) {
    auto carrier = molecule(10, 50);
    carrier.carries = true;
    auto const shown = show(region(), carrier, true, 40);
    EXPECT_EQ(shown.left.bases[10], 'G');
    EXPECT_EQ(shown.left.bases[20], 'T');
    EXPECT_EQ(observe(shown, snv, true), SimulatedObservation::alternative);
    EXPECT_EQ(observe(show(region(), molecule(10, 50), false, 40), snv, false), SimulatedObservation::other);
}

TEST(ShownMolecule, an_error_that_makes_the_allele_reads_as_the_allele) {
    auto wrong = molecule(10, 50);
    wrong.edits = {{Position{20}, 'G', EditedMates::both}};
    EXPECT_EQ(observe(show(region(), wrong, false, 40), snv, false), SimulatedObservation::alternative);
    wrong.edits = {{Position{20}, 'T', EditedMates::both}};
    EXPECT_EQ(observe(show(region(), wrong, false, 40), snv, false), SimulatedObservation::other);
}

TEST(ShownMolecule, disagreeing_mates_and_masked_bases_are_unreadable) {
    auto wrong = molecule(10, 50);
    wrong.edits = {{Position{20}, 'G', EditedMates::left}};
    EXPECT_EQ(observe(show(region(), wrong, false, 40), snv, false), SimulatedObservation::unreadable);
    EXPECT_EQ(observe(show(region(), wrong, false, 15), snv, false), SimulatedObservation::alternative);   // left mate alone
    wrong.edits = {{Position{20}, 'N', EditedMates::both}};
    EXPECT_EQ(observe(show(region(), wrong, false, 40), snv, false), SimulatedObservation::unreadable);
}

TEST(ShownMolecule, indels_shift_what_stands_behind_them) {
    auto made = region();
    made.placed.alleles = {Variant{"c", Position{20}, "A", "ACCC"}};
    auto carrier = molecule(10, 50);
    carrier.carries = true;
    carrier.edits = {{Position{25}, 'N', EditedMates::both}};
    auto const shown = show(made, carrier, false, 100);
    auto const& bases = made.sequence.bases;
    EXPECT_EQ(shown.left.bases, bases.substr(10, 11) + "CCC" + bases.substr(21, 4) + "N" + bases.substr(26, 24));
    made.placed.alleles = {Variant{"c", Position{20}, "ATCC", "A"}};
    auto const lost = show(made, carrier, false, 100);
    EXPECT_EQ(lost.left.bases, bases.substr(10, 11) + bases.substr(24, 1) + "N" + bases.substr(26, 24));
}

TEST(ShownMolecule, an_indel_needs_the_base_behind_it_to_be_read) {
    Variant const insertion{"c", Position{20}, "A", "ACCC"};
    auto made = region();
    made.placed.alleles = {insertion};
    auto carrier = molecule(0, 21);   // ends with the anchor
    carrier.carries = true;
    EXPECT_EQ(observe(show(made, carrier, false, 100), insertion, true), SimulatedObservation::not_covered);
    carrier.end = Position{22};
    EXPECT_EQ(observe(show(made, carrier, false, 100), insertion, true), SimulatedObservation::alternative);
}

TEST(ShownMolecule, an_indel_error_beside_another_indel_is_dropped) {
    auto made = region();
    made.placed.alleles = {Variant{"c", Position{20}, "ATCC", "A"}};
    auto carrier = molecule(10, 50);
    carrier.carries = true;
    carrier.indel_error = Variant{"c", Position{24}, "AT", "A"};
    EXPECT_EQ(show(made, carrier, false, 100).left.bases.size(), 37U);
    carrier.indel_error = Variant{"c", Position{35}, "TT", "T"};
    EXPECT_EQ(show(made, carrier, false, 100).left.bases.size(), 36U);
}

}  // namespace tidemark::test
