#include "stages/genotype/match_indel.hpp"

#include <gtest/gtest.h>

#include "stages/genotype/haplotype_score.hpp"
#include "unit/stages/genotype/plan_builder.hpp"

namespace tidemark::test {
namespace {

/// A run of six A between C and G, the run at 100.
std::string const& homopolymer_contig() {
    static std::string const bases = plain_contig().substr(0, 99) + "CAAAAAAG" + plain_contig().substr(107, 200);
    return bases;
}

std::string const& contig = plain_contig();

CountParameters collapsed() {
    CountParameters parameters;
    parameters.declared = DeclaredEvidence::deduplicated;
    return parameters;
}

LocusCounts count_one(std::string const& on, Variant const& variant, ReadText const& read) {
    return counts_at(count_reads(plan_on(on, {variant}), {read}, collapsed()), variant);
}

/// As the program would track it, wherever a repeat lets it slide.
Variant normal(std::string const& on, std::int64_t anchor, std::string const& ref, std::string const& alt) {
    return left_aligned({"chr1", Position{anchor}, ref, alt}, ReferenceSlice{Position{0}, on});
}

Variant deletion_at(std::string const& on, std::int64_t anchor, std::size_t bases) {
    return normal(on, anchor, on.substr(static_cast<std::size_t>(anchor), bases + 1),
                  on.substr(static_cast<std::size_t>(anchor), 1));
}

Variant insertion_at(std::int64_t anchor, std::string const& inserted) {
    auto const base = contig.substr(static_cast<std::size_t>(anchor), 1);
    return normal(contig, anchor, base, base + inserted);
}

TEST(HaplotypeScore, an_exact_stretch_scores_one_a_base_and_unreadable_bases_nothing) {
    AlignableBases const haplotype{"GGGACGTACGTTTGGG"};
    EXPECT_EQ(haplotype_score(haplotype, AlignableBases{"ACGTACGTTT"}), 10);
    EXPECT_EQ(haplotype_score(haplotype, AlignableBases{"ACGTNCGTTT"}), 9);
    EXPECT_EQ(haplotype_score(haplotype, AlignableBases{"ACGTGCGTTT"}), 9 - 4);
}

TEST(HaplotypeScore, a_gap_costs_six_and_one_a_base_and_is_found_where_it_lies) {
    std::string const left = contig.substr(50, 40);
    std::string const right = contig.substr(95, 40);
    AlignableBases const haplotype{contig.substr(50, 85)};
    AlignableBases const stretch{left + right};
    EXPECT_EQ(haplotype_score(haplotype, stretch), 80 - 6 - 5);
    EXPECT_TRUE(has_gap(haplotype, stretch, 30, 55));
    EXPECT_FALSE(has_gap(haplotype, stretch, 0, 30));
}

TEST(IndelWindow, holds_every_place_to_which_a_repeat_lets_the_event_slide) {
    auto const& bases = homopolymer_contig();
    auto const plan = plan_on(bases, {deletion_at(bases, 99, 1)});
    ASSERT_EQ(plan.loci.size(), 1U);
    EXPECT_EQ(plan.loci[0].window, (Interval{Position{99}, Position{107}})) << "C, six A, G";
}

TEST(MatchIndel, a_read_that_spans_without_event_shows_the_reference) {
    auto const variant = deletion_at(contig, 200, 3);
    auto const counts = count_one(contig, variant, {.position = 150, .bases = contig.substr(150, 100)});
    EXPECT_EQ(counts.depth, 1);
    EXPECT_EQ(counts.alt, 0);
}

TEST(MatchIndel, a_read_that_ends_inside_the_repeat_could_not_have_shown_it) {
    auto const& bases = homopolymer_contig();
    auto const variant = deletion_at(bases, 99, 1);
    EXPECT_EQ(count_one(bases, variant, {.position = 20, .bases = bases.substr(20, 86)}).depth, 0);
    EXPECT_EQ(count_one(bases, variant, {.position = 20, .bases = bases.substr(20, 87)}).depth, 1);
    EXPECT_EQ(count_one(bases, variant, {.position = 100, .bases = bases.substr(100, 90)}).depth, 0);
}

TEST(MatchIndel, an_event_placed_anywhere_in_the_repeat_is_the_left_aligned_one) {
    auto const& bases = homopolymer_contig();
    auto const variant = deletion_at(bases, 99, 1);
    for (std::size_t kept = 80; kept <= 85; ++kept) {
        auto const rest = 200 - 20 - kept - 1;
        ReadText const read{.position = 20, .cigar = std::to_string(kept) + "M1D" + std::to_string(rest) + "M",
                            .bases = bases.substr(20, kept) + bases.substr(20 + kept + 1, rest)};
        EXPECT_EQ(count_one(bases, variant, read).alt, 1) << kept;
    }
}

TEST(MatchIndel, an_insertion_counts_by_its_bases) {
    auto const variant = insertion_at(200, "GATTACA");
    auto const read_with = [&](std::string const& inserted) {
        return ReadText{.position = 150, .cigar = "51M7I49M",
                        .bases = contig.substr(150, 51) + inserted + contig.substr(201, 49)};
    };
    auto const same = count_one(contig, variant, read_with("GATTACA"));
    EXPECT_EQ(same.alt, 1);
    EXPECT_EQ(same.depth, 1);
    auto const another = count_one(contig, variant, read_with("CCCCCCC"));
    EXPECT_EQ(another.alt, 0);
    EXPECT_EQ(another.other, 1);
}

TEST(MatchIndel, an_inserted_base_below_the_floor_makes_the_molecule_unreadable) {
    auto const variant = insertion_at(200, "GATTACA");
    ReadText read{.position = 150, .cigar = "51M7I49M",
                  .bases = contig.substr(150, 51) + "GATTACA" + contig.substr(201, 49)};
    read.low = std::string(read.bases.size(), 'I');
    read.low[53] = '!';
    auto const counts = count_one(contig, variant, read);
    EXPECT_EQ(counts.unreadable, 1);
    EXPECT_EQ(counts.depth, 0);
}

TEST(MatchIndel, a_soft_clip_that_fits_the_allele_better_is_support) {
    auto const variant = deletion_at(contig, 200, 20);
    // The aligner clipped the twelve bases behind a deletion of twenty.
    ReadText const read{.position = 140, .cigar = "61M12S",
                        .bases = contig.substr(140, 61) + contig.substr(221, 12)};
    EXPECT_EQ(count_one(contig, variant, read).alt, 1);
}

TEST(MatchIndel, a_soft_clip_of_something_else_is_no_support) {
    auto const variant = deletion_at(contig, 200, 20);
    ReadText const read{.position = 140, .cigar = "61M12S", .bases = contig.substr(140, 61) + contig.substr(300, 12)};
    EXPECT_EQ(count_one(contig, variant, read).alt, 0);
}

TEST(MatchIndel, mismatches_that_hide_a_deletion_near_a_reads_end_are_the_deletion) {
    auto const variant = deletion_at(contig, 200, 10);
    // Eight bases behind the deletion, written as mismatches instead of a gap.
    auto const bases = contig.substr(140, 61) + contig.substr(211, 8);
    int mismatches = 0;
    for (std::size_t index = 61; index < bases.size(); ++index) {
        mismatches += bases[index] != contig[140 + index] ? 1 : 0;
    }
    ASSERT_GE(mismatches, 3);
    EXPECT_EQ(count_one(contig, variant, {.position = 140, .bases = bases}).alt, 1);
}

TEST(MatchIndel, one_mismatch_beside_the_locus_is_an_error_and_the_read_shows_the_reference) {
    auto const variant = deletion_at(contig, 200, 3);
    ReadText read{.position = 150, .bases = contig.substr(150, 100)};
    read.bases[56] = snv_at(contig, 206).alt[0];
    auto const counts = count_one(contig, variant, read);
    EXPECT_EQ(counts.depth, 1);
    EXPECT_EQ(counts.alt, 0);
    EXPECT_EQ(counts.other, 0);
}

TEST(MatchIndel, another_length_at_the_place_is_a_third_allele) {
    auto const variant = deletion_at(contig, 200, 4);
    ReadText const read{.position = 150, .cigar = "51M7D60M",
                        .bases = contig.substr(150, 51) + contig.substr(208, 60)};
    auto const counts = count_one(contig, variant, read);
    EXPECT_EQ(counts.alt, 0);
    EXPECT_EQ(counts.other, 1);
}

TEST(MatchIndel, siblings_at_one_place_compete_for_a_molecule) {
    auto const shorter = deletion_at(contig, 200, 4);
    auto const longer = deletion_at(contig, 200, 7);
    ReadText const read{.position = 150, .cigar = "51M7D60M",
                        .bases = contig.substr(150, 51) + contig.substr(208, 60)};
    auto const evidence = count_reads(plan_on(contig, {shorter, longer}), {read}, collapsed());
    EXPECT_EQ(counts_at(evidence, longer).alt, 1);
    EXPECT_EQ(counts_at(evidence, shorter).alt, 0);
    EXPECT_EQ(counts_at(evidence, shorter).other, 1);
    EXPECT_TRUE(evidence.haplotypes.empty()) << "two alleles of one place are no phase";
}

TEST(MatchIndel, fifty_bases_in_and_out) {
    std::string const inserted = contig.substr(300, 50);
    auto const insertion = insertion_at(200, inserted);
    ReadText const longer{.position = 150, .cigar = "51M50I60M",
                          .bases = contig.substr(150, 51) + inserted + contig.substr(201, 60)};
    EXPECT_EQ(count_one(contig, insertion, longer).alt, 1);
    ReadText const clipped{.position = 150, .cigar = "51M30S", .bases = contig.substr(150, 51) + inserted.substr(0, 30)};
    EXPECT_EQ(count_one(contig, insertion, clipped).alt, 1) << "a part of the insertion, soft-clipped";
    auto const deletion = deletion_at(contig, 200, 50);
    ReadText const shorter{.position = 150, .cigar = "51M50D60M",
                           .bases = contig.substr(150, 51) + contig.substr(251, 60)};
    EXPECT_EQ(count_one(contig, deletion, shorter).alt, 1);
}

TEST(MatchIndel, mates_that_disagree_about_an_indel_are_a_disagreement) {
    auto const variant = deletion_at(contig, 200, 3);
    auto reads = pair_over(contig, "m", 150, 100);
    reads[0].cigar = "51M3D49M";
    reads[0].bases = contig.substr(150, 51) + contig.substr(204, 49);
    auto const counts = counts_at(count_reads(plan_on(contig, {variant}), reads, collapsed()), variant);
    EXPECT_EQ(counts.mate_disagreement, 1);
    EXPECT_EQ(counts.depth, 0);
}

TEST(MatchIndel, a_complex_allele_is_matched_by_its_haplotype) {
    Variant const variant{"chr1", Position{200}, contig.substr(200, 4), "TTGACC" == contig.substr(200, 6) ? "GG" : "TTGACC"};
    ReadText const read{.position = 150, .cigar = "50M4D6I60M",
                        .bases = contig.substr(150, 50) + variant.alt + contig.substr(204, 60)};
    EXPECT_EQ(count_one(contig, variant, read).alt, 1);
    EXPECT_EQ(count_one(contig, variant, {.position = 150, .bases = contig.substr(150, 100)}).depth, 1);
}

}  // namespace
}  // namespace tidemark::test
