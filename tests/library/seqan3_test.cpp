// What SeqAn3 does where values/genome and stages/genotype lean on it.
#include <gtest/gtest.h>

#include <seqan3/alignment/configuration/align_config_gap_cost_affine.hpp>
#include <seqan3/alignment/configuration/align_config_method.hpp>
#include <seqan3/alignment/configuration/align_config_output.hpp>
#include <seqan3/alignment/configuration/align_config_scoring_scheme.hpp>
#include <seqan3/alignment/pairwise/align_pairwise.hpp>
#include <seqan3/alignment/scoring/nucleotide_scoring_scheme.hpp>
#include <seqan3/alphabet/nucleotide/dna15.hpp>

#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace tidemark::test {
namespace {

std::vector<seqan3::dna15> letters(std::string_view text) {
    std::vector<seqan3::dna15> made;
    for (char const letter : text) {
        made.push_back(seqan3::assign_char_to(letter, seqan3::dna15{}));
    }
    return made;
}

struct FreeEnds {
    bool first_leading = false;
    bool second_leading = false;
    bool first_trailing = false;
    bool second_trailing = false;
};

/// Match 1, mismatch -4, gap -6 and -1 for each base.
struct Aligned {
    int score = 0;
    std::size_t first_begin = 0;
};

Aligned align(std::string_view first, std::string_view second, FreeEnds ends) {
    auto const config =
        seqan3::align_cfg::method_global{seqan3::align_cfg::free_end_gaps_sequence1_leading{ends.first_leading},
                                         seqan3::align_cfg::free_end_gaps_sequence2_leading{ends.second_leading},
                                         seqan3::align_cfg::free_end_gaps_sequence1_trailing{ends.first_trailing},
                                         seqan3::align_cfg::free_end_gaps_sequence2_trailing{ends.second_trailing}} |
        seqan3::align_cfg::scoring_scheme{
            seqan3::nucleotide_scoring_scheme<std::int8_t>{seqan3::match_score{1}, seqan3::mismatch_score{-4}}} |
        seqan3::align_cfg::gap_cost_affine{seqan3::align_cfg::open_score{-6}, seqan3::align_cfg::extension_score{-1}} |
        seqan3::align_cfg::output_score{} | seqan3::align_cfg::output_begin_position{} | seqan3::align_cfg::output_alignment{};
    auto const one = letters(first);
    auto const other = letters(second);
    for (auto const& result : seqan3::align_pairwise(std::tie(one, other), config)) {
        return {result.score(), result.sequence1_begin_position()};
    }
    return {};
}

}  // namespace

TEST(Seqan3, free_ends_of_sequence_one_leave_its_own_ends_unaligned_for_nothing) {
    // A haplotype first, a read second. The flags name the sequence whose overhang is free, not the one that gets the gap.
    constexpr std::string_view haplotype{"TTTTTACGTGCAAAAA"};
    constexpr std::string_view inside{"ACGTGC"};
    EXPECT_EQ(align(haplotype, inside, {.first_leading = true, .first_trailing = true}).score, 6);
    EXPECT_EQ(align(haplotype, inside, {.first_leading = true, .first_trailing = true}).first_begin, 5U);
    // The other way round both overhangs of five cost a gap: 6 - 2 * (6 + 5).
    EXPECT_EQ(align(haplotype, inside, {.second_leading = true, .second_trailing = true}).score, -16);
    EXPECT_EQ(align(inside, haplotype, {.second_leading = true, .second_trailing = true}).score, 6);
}

TEST(Seqan3, leading_and_trailing_are_the_left_and_the_right_end) {
    EXPECT_EQ(align("TTTTTACGTGC", "ACGTGC", {.first_leading = true}).score, 6);
    EXPECT_EQ(align("TTTTTACGTGC", "ACGTGC", {.first_trailing = true}).score, 6 - 11);
    EXPECT_EQ(align("ACGTGCTTTTT", "ACGTGC", {.first_trailing = true}).score, 6);
}

TEST(Seqan3, a_gap_costs_its_opening_and_every_base_the_first_included) {
    EXPECT_EQ(align("ACGTGCCATGAC", "ACGTGCCATGAC", {}).score, 12);
    EXPECT_EQ(align("ACGTGCCATGAC", "ACGTGCATGAC", {}).score, 11 - 7);     // one base: 6 + 1
    EXPECT_EQ(align("ACGTGCTTCATGAC", "ACGTGCCATGAC", {}).score, 12 - 8);   // two: 6 + 2
}

TEST(Seqan3, a_complement_keeps_the_meaning_of_ambiguity_letters) {
    // IUPAC: R = A or G, so its complement is T or C, which is Y.
    std::string const bases{"ACGTRYKMSWBVDHN"};
    std::string const others{"TGCAYRMKSWVBHDN"};
    for (std::size_t index = 0; index < bases.size(); ++index) {
        EXPECT_EQ(seqan3::to_char(seqan3::complement(seqan3::assign_char_to(bases[index], seqan3::dna15{}))), others[index])
            << bases[index];
    }
}

TEST(Seqan3, small_letters_are_their_capitals_and_what_is_no_base_is_N) {
    EXPECT_EQ(seqan3::to_char(seqan3::assign_char_to('a', seqan3::dna15{})), 'A');
    EXPECT_EQ(seqan3::to_char(seqan3::assign_char_to('u', seqan3::dna15{})), 'T');
    for (char const letter : {'n', '.', '*', '=', 'Z'}) {
        EXPECT_EQ(seqan3::to_char(seqan3::assign_char_to(letter, seqan3::dna15{})), 'N') << letter;
    }
}

TEST(Seqan3, without_a_rule_of_our_own_N_matches_only_N) {
    // Why the genotype's scheme sets its row and column to 0.
    seqan3::nucleotide_scoring_scheme<std::int8_t> const scheme{seqan3::match_score{1}, seqan3::mismatch_score{-4}};
    auto const unknown = seqan3::assign_char_to('N', seqan3::dna15{});
    EXPECT_EQ(scheme.score(unknown, unknown), 1);
    EXPECT_EQ(scheme.score(unknown, seqan3::assign_char_to('A', seqan3::dna15{})), -4);
}

}  // namespace tidemark::test
