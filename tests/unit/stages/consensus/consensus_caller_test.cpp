// Whole families: lengths, clips, strands, what is left out.
#include "stages/consensus/consensus_caller.hpp"

#include <string>

#include <gtest/gtest.h>

#include "support/family_builder.hpp"

namespace tidemark::test {
namespace {

ConsensusMolecule const& one_strand(ConsensusCaller& caller, BuiltFamily const& family) {
    return caller.call({MoleculeLayout::one_strand, family.fragments(), {}, {}});
}

/// Strand AB reads left then right, strand BA right then left.
void add_duplex(BuiltFamily& ab, BuiltFamily& ba, std::string const& left, std::string const& right) {
    ab.add_pair({.bases = left}, {.bases = right, .position = 300, .reverse = true});
    ba.add_pair({.bases = right, .position = 300, .reverse = true}, {.bases = left});
}

}  // namespace

TEST(ConsensusCaller, a_read_whose_cigar_and_sequence_differ_is_counted) {
    BuiltFamily family;
    family.add_single({.bases = "ACGTACGT", .cigar = "9M"}).add_single({.bases = "ACGTACGT"});
    ConsensusCaller caller{{}};
    auto const& molecule = one_strand(caller, family);
    EXPECT_EQ(molecule.losses.alignment, 1);
    EXPECT_EQ(molecule.reads[0].total.maximum_depth, 1);
}

TEST(ConsensusCaller, a_read_without_qualities_and_one_of_low_qualities_are_counted) {
    BuiltFamily family;
    family.add_single({.bases = "ACGT", .qualities = {255, 255, 255, 255}});
    family.add_single({.bases = "ACGT", .quality = 9});
    ConsensusCaller caller{{}};
    auto const& molecule = one_strand(caller, family);
    EXPECT_EQ(molecule.outcome, ConsensusOutcome::no_usable_base);
    EXPECT_EQ(molecule.losses.quality, 2);
    EXPECT_EQ(molecule.records, 2);
    EXPECT_EQ(molecule.read_count, 0);
}

TEST(ConsensusCaller, an_empty_family_is_no_molecule) {
    ConsensusCaller caller{{}};
    EXPECT_EQ(caller.call({}).outcome, ConsensusOutcome::no_usable_base);
}

TEST(ConsensusCaller, reads_of_one_role_on_both_strands_are_a_collision) {
    BuiltFamily family;
    family.add_pair({.bases = "ACGTACGT"}, {.bases = "ACGTACGT", .position = 300, .reverse = true});
    family.add_pair({.bases = "ACGTACGT", .reverse = true}, {.bases = "ACGTACGT", .position = 300});
    ConsensusCaller caller{{}};
    EXPECT_EQ(one_strand(caller, family).outcome, ConsensusOutcome::strand_collision);
}

TEST(ConsensusCaller, too_few_reads_are_no_molecule) {
    BuiltFamily family;
    family.add_single({.bases = "ACGT"}).add_single({.bases = "ACGT"});
    ConsensusParameters parameters;
    parameters.min_reads = {3, 1, 0};
    ConsensusCaller caller{parameters};
    EXPECT_EQ(one_strand(caller, family).outcome, ConsensusOutcome::too_few_reads);
}

TEST(ConsensusCaller, one_read_has_the_values_of_its_own_rule) {
    BuiltFamily family;
    family.add_single({.bases = "ACGTN", .qualities = {10, 20, 30, 37, 40}});
    ConsensusCaller caller{{}};
    EXPECT_EQ(qualities_of(one_strand(caller, family).reads[0]), (std::vector{9, 19, 29, 35}));
    ConsensusParameters parameters;
    parameters.arithmetic = ConsensusArithmetic::fgbio;
    ConsensusCaller fgbio{parameters};
    EXPECT_EQ(qualities_of(one_strand(fgbio, family).reads[0]), (std::vector{10, 19, 29, 35}));
}

TEST(ConsensusCaller, the_consensus_is_as_long_as_min_reads_reads_are) {
    BuiltFamily family;
    for (int length : {4, 6, 8}) {
        family.add_single({.bases = std::string{"ACGTACGT"}.substr(0, static_cast<std::size_t>(length))});
    }
    for (auto const& [least, length] : {std::pair{1, 8}, std::pair{2, 6}, std::pair{3, 4}}) {
        ConsensusParameters parameters;
        parameters.min_reads = {least, 1, 0};
        ConsensusCaller caller{parameters};
        EXPECT_EQ(one_strand(caller, family).reads[0].length, length);
    }
}

TEST(ConsensusCaller, trailing_unreadable_bases_do_not_lengthen_it) {
    BuiltFamily forward, reverse;
    forward.add_single({.bases = "ACGTAC", .qualities = {30, 5, 30, 30, 5, 5}});
    reverse.add_single({.bases = "ACGTAC", .qualities = {5, 5, 30, 30, 5, 30}, .reverse = true});
    ConsensusCaller caller{{}};
    EXPECT_EQ(bases_of(one_strand(caller, forward).reads[0]), "ANGT");
    auto const& read = one_strand(caller, reverse).reads[0];
    EXPECT_EQ(bases_of(read), "GTNC");
    EXPECT_EQ(read.position, 102);
}

TEST(ConsensusCaller, soft_clips_are_off_and_hard_clips_do_not_matter) {
    BuiltFamily family;
    family.add_single({.bases = "TTACGTAC", .position = 100, .cigar = "2S6M"});
    family.add_single({.bases = "ACGTACGG", .position = 100, .cigar = "3H6M2S"});
    ConsensusCaller caller{{}};
    auto const& read = one_strand(caller, family).reads[0];
    EXPECT_EQ(bases_of(read), "ACGTAC");
    EXPECT_EQ(read.position, 100);
    EXPECT_EQ(read.total.minimum_depth, 2);
}

TEST(ConsensusCaller, clips_left_of_the_contig_start_are_no_trouble) {
    BuiltFamily family;
    family.add_single({.bases = "TTTTTACGT", .position = 0, .cigar = "5S4M"});
    ConsensusCaller caller{{}};
    auto const& read = one_strand(caller, family).reads[0];
    EXPECT_EQ(read.position, 0);
    EXPECT_EQ(bases_of(read), "ACGT");
}

TEST(ConsensusCaller, what_a_short_template_reads_beyond_its_mate_is_cut) {
    // A template of 6 bases, 100..105, read 10 bases from both ends.
    BuiltFamily family;
    family.add_pair({.bases = "ACGTACTTTT", .position = 100}, {.bases = "GGGGACGTAC", .position = 96, .reverse = true});
    ConsensusCaller caller{{}};
    auto const& molecule = one_strand(caller, family);
    ASSERT_EQ(molecule.read_count, 2);
    for (auto const& read : molecule.called()) {
        EXPECT_EQ(bases_of(read), "ACGTAC");
        EXPECT_EQ(read.position, 100);
    }
}

TEST(ConsensusCaller, the_cut_is_by_reference_position_beside_an_indel) {
    // Two deleted bases: a cut by distance in the read would take two bases too few.
    BuiltFamily family;
    family.add_pair({.bases = "ACGTACTTGG", .position = 100, .cigar = "4M2D6M"},
                    {.bases = "CCACGTACTT", .position = 98, .cigar = "6M2D4M", .reverse = true});
    ConsensusCaller caller{{}};
    auto const& molecule = one_strand(caller, family);
    ASSERT_EQ(molecule.read_count, 2);
    EXPECT_EQ(bases_of(molecule.reads[0]), "ACGTACTT");
    EXPECT_EQ(cigar_of(molecule.reads[0]), "4M2D4M");
    EXPECT_EQ(bases_of(molecule.reads[1]), "ACGTACTT");
}

TEST(ConsensusCaller, mates_that_overlap_are_one_witness) {
    BuiltFamily family;
    family.add_pair({.bases = "ACGTACGT", .position = 100}, {.bases = "ACGTACGT", .position = 104, .reverse = true});
    ConsensusCaller caller{{}};
    auto const& molecule = one_strand(caller, family);
    EXPECT_EQ(molecule.reads[0].total.maximum_depth, 1);
    // Overlap: 30 + 30, then the one-read rule: error 1e-6 + 1e-4. Alone: 29.
    EXPECT_EQ(qualities_of(molecule.reads[0]), (std::vector{29, 29, 29, 29, 39, 39, 39, 39}));
    EXPECT_EQ(qualities_of(molecule.reads[1]), (std::vector{39, 39, 39, 39, 29, 29, 29, 29}));
}

TEST(ConsensusCaller, two_poor_bases_of_mates_that_agree_pass_the_input_quality) {
    BuiltFamily family;
    family.add_pair({.bases = "ACG", .quality = 6}, {.bases = "ATG", .quality = 6, .reverse = true});
    ConsensusCaller caller{{}};
    auto const& molecule = one_strand(caller, family);
    ASSERT_EQ(molecule.read_count, 2);
    EXPECT_EQ(bases_of(molecule.reads[0]), "ANG");
    EXPECT_EQ(qualities_of(molecule.reads[0]), (std::vector{11, 0, 11}));
}

TEST(ConsensusCaller, mates_that_only_touch_are_not_merged) {
    BuiltFamily family;
    family.add_pair({.bases = "ACGT", .position = 100}, {.bases = "ACGT", .position = 104, .reverse = true});
    ConsensusCaller caller{{}};
    auto const& molecule = one_strand(caller, family);
    ASSERT_EQ(molecule.read_count, 2);
    EXPECT_EQ(qualities_of(molecule.reads[0]), (std::vector{29, 29, 29, 29}));
    EXPECT_EQ(molecule.reads[1].position, 104);
}

TEST(ConsensusCaller, mates_on_two_contigs_are_called_apart) {
    BuiltFamily family;
    family.add_pair({.bases = "ACGT"}, {.bases = "TTTT", .position = 100, .contig = 3});
    ConsensusCaller caller{{}};
    auto const& molecule = one_strand(caller, family);
    ASSERT_EQ(molecule.read_count, 2);
    EXPECT_EQ(molecule.reads[1].contig, 3);
    EXPECT_EQ(bases_of(molecule.reads[1]), "TTTT");
}

TEST(ConsensusCaller, flags_say_pair_strand_and_read_number) {
    BuiltFamily ab, ba;
    add_duplex(ab, ba, "ACGTACGT", "GGTTGGTT");
    ConsensusCaller caller{{}};
    auto const& both = caller.call({MoleculeLayout::two_strands, ab.fragments(), ba.fragments(), {}});
    ASSERT_EQ(both.read_count, 2);
    EXPECT_TRUE(both.duplex);
    EXPECT_EQ(both.reads[0].flags, 0x1 | 0x20 | 0x40);
    EXPECT_EQ(both.reads[1].flags, 0x1 | 0x10 | 0x80);
    // Seen on strand BA only, read 1 is the one on the right.
    auto const& one = caller.call({MoleculeLayout::two_strands, {}, ba.fragments(), {}});
    ASSERT_EQ(one.read_count, 2);
    EXPECT_FALSE(one.duplex);
    EXPECT_EQ(one.reads[0].flags, 0x1 | 0x10 | 0x40);
    EXPECT_EQ(one.reads[0].position, 300);
    EXPECT_EQ(one.reads[0].a.maximum_depth, 1);
    EXPECT_EQ(one.reads[0].b, ConsensusSupport{});
}

TEST(ConsensusCaller, a_molecule_whose_AB_reads_are_all_left_out_is_one_of_strand_BA) {
    BuiltFamily ab, ba;
    ab.add_pair({.bases = "ACGTTACG", .cigar = "4M1I3M"}, {.bases = "GGTTAGGT", .position = 300, .cigar = "4M1I3M", .reverse = true});
    for (int copy = 0; copy < 2; ++copy) {
        ba.add_pair({.bases = "GGTTGGT", .position = 300, .reverse = true}, {.bases = "ACGTACG"});
    }
    for (auto const arithmetic : {ConsensusArithmetic::tidemark, ConsensusArithmetic::fgbio}) {
        ConsensusCaller caller{{.arithmetic = arithmetic}};
        auto const& molecule = caller.call({MoleculeLayout::two_strands, ab.fragments(), ba.fragments(), {}});
        ASSERT_EQ(molecule.outcome, ConsensusOutcome::called);
        EXPECT_FALSE(molecule.duplex);
        EXPECT_EQ(molecule.losses.alignment, 2);
        ASSERT_EQ(molecule.read_count, 2);
        EXPECT_EQ(molecule.reads[0].flags, 0x1 | 0x10 | 0x40);
        EXPECT_EQ(bases_of(molecule.reads[0]), "GGTTGGT");
        EXPECT_EQ(bases_of(molecule.reads[1]), "ACGTACG");
    }
}

TEST(ConsensusCaller, reads_of_a_pair_from_different_strands_stay_and_fgbio_drops_them) {
    BuiltFamily ab, ba;
    ab.add_pair({.bases = "ACGTACG"}, {.bases = "GGTTAGGT", .position = 300, .cigar = "4M1I3M", .reverse = true});
    for (int copy = 0; copy < 2; ++copy) {
        ba.add_pair({.bases = "GGTTGGT", .position = 300, .reverse = true}, {.bases = "ACGTACG"});
    }
    ConsensusCaller caller{{}};
    auto const& molecule = caller.call({MoleculeLayout::two_strands, ab.fragments(), ba.fragments(), {}});
    ASSERT_EQ(molecule.read_count, 2);
    EXPECT_EQ(molecule.reads[0].flags, 0x1 | 0x20 | 0x40) << "AB was read at one end, so read 1 is AB's";
    EXPECT_EQ(molecule.reads[0].b.maximum_depth, 2);
    EXPECT_EQ(molecule.reads[1].b.maximum_depth, 0);
    ConsensusCaller compatible{{.arithmetic = ConsensusArithmetic::fgbio}};
    EXPECT_EQ(compatible.call({MoleculeLayout::two_strands, ab.fragments(), ba.fragments(), {}}).outcome, ConsensusOutcome::too_few_reads);
}

TEST(ConsensusCaller, one_strand_passes_only_where_the_third_number_is_zero) {
    BuiltFamily family;
    family.add_pair({.bases = "ACGT"}, {.bases = "ACGT", .position = 300, .reverse = true});
    ConsensusParameters parameters;
    for (int worse : {0, 1}) {
        parameters.min_reads = {1, 1, worse};
        ConsensusCaller caller{parameters};
        EXPECT_EQ(caller.call({MoleculeLayout::two_strands, family.fragments(), {}, {}}).outcome,
                  worse == 0 ? ConsensusOutcome::called : ConsensusOutcome::too_few_reads);
    }
}

TEST(ConsensusCaller, depths_and_errors_are_those_of_the_reads) {
    BuiltFamily family;
    family.add_single({.bases = "AAAAAAAAAA"}).add_single({.bases = "AAAAAAAAAA"}).add_single({.bases = "CAAAA"});
    ConsensusParameters parameters;
    parameters.per_base_arrays = true;
    ConsensusCaller caller{parameters};
    auto const& read = one_strand(caller, family).reads[0];
    EXPECT_EQ(read.total.maximum_depth, 3);
    EXPECT_EQ(read.total.minimum_depth, 2);
    EXPECT_FLOAT_EQ(read.total.error_rate, 1.0F / 25.0F);
    EXPECT_EQ(read.arrays.depth, (std::vector<std::int16_t>{3, 3, 3, 3, 3, 2, 2, 2, 2, 2}));
    EXPECT_EQ(read.arrays.errors, (std::vector<std::int16_t>{1, 0, 0, 0, 0, 0, 0, 0, 0, 0}));
    EXPECT_EQ(std::string(read.arrays.a_bases.begin(), read.arrays.a_bases.end()), "AAAAAAAAAA");
    EXPECT_TRUE(read.arrays.b_bases.empty());
}

TEST(ConsensusCaller, a_mate_of_65_bases_behind_an_odd_clip_shows_nothing_of_the_family_before) {
    // 65 = 1 + 64: the mate's bases end where a block ends.
    BuiltFamily before, after;
    std::string const c(130, 'C'), a(130, 'A');
    before.add_pair({.bases = c}, {.bases = c, .reverse = true});
    after.add_pair({.bases = a}, {.bases = "T" + std::string(65, 'A'), .cigar = "1S65M", .reverse = true});
    for (auto const arithmetic : {ConsensusArithmetic::tidemark, ConsensusArithmetic::fgbio}) {
        ConsensusCaller caller{{.arithmetic = arithmetic}}, fresh{{.arithmetic = arithmetic}};
        static_cast<void>(one_strand(caller, before));
        auto const used = summary_of(one_strand(caller, after));
        EXPECT_EQ(used, summary_of(one_strand(fresh, after)));
        EXPECT_EQ(used.find('N'), std::string::npos) << used;
    }
}

TEST(ConsensusCaller, a_family_that_follows_another_is_not_touched_by_it) {
    BuiltFamily large, small;
    for (int read = 0; read < 300; ++read) {
        large.add_single({.bases = std::string(200, 'T')});
    }
    small.add_single({.bases = "ACG"}).add_single({.bases = "ACG"});
    ConsensusCaller fresh{{}}, used{{}};
    auto const expected = summary_of(one_strand(fresh, small));
    (void)one_strand(used, large);
    EXPECT_EQ(summary_of(one_strand(used, small)), expected);
}

}  // namespace tidemark::test
