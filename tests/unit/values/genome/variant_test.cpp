#include "values/genome/variant.hpp"

#include <gtest/gtest.h>

namespace tidemark {
namespace {

Variant at(std::int64_t one_based, std::string ref, std::string alt) {
    return {"c", Position::from_one_based(one_based), std::move(ref), std::move(alt)};
}

/// Aligned against `bases`, the whole contig.
std::string aligned(std::string const& bases, Variant const& variant) {
    return to_text(left_aligned(variant, {Position{0}, bases}));
}

}  // namespace

TEST(VariantKind, follows_from_the_lengths_and_the_anchor) {
    EXPECT_EQ(at(5, "A", "C").kind(), VariantKind::snv);
    EXPECT_EQ(at(5, "AC", "GT").kind(), VariantKind::mnv);
    EXPECT_EQ(at(5, "A", "AC").kind(), VariantKind::insertion);
    EXPECT_EQ(at(5, "AC", "A").kind(), VariantKind::deletion);
    EXPECT_EQ(at(5, "AC", "GTT").kind(), VariantKind::complex);
    EXPECT_EQ(at(5, "A", "CC").kind(), VariantKind::complex) << "without the anchor base it is no plain insertion";
}

// Expected values of these are those that bcftools norm 1.16 printed for the same lines.
TEST(LeftAligned, a_deletion_in_a_repeat_moves_to_its_first_unit) {
    EXPECT_EQ(aligned("GGGCACACACAGGG", at(8, "CAC", "C")), "c:3:GCA>G");
}

TEST(LeftAligned, an_insertion_in_a_run_moves_to_its_begin) {
    EXPECT_EQ(aligned("GCTTTTTG", at(6, "T", "TT")), "c:2:C>CT");
}

TEST(LeftAligned, shared_bases_on_both_sides_are_trimmed) {
    EXPECT_EQ(aligned("ACGTACGT", at(2, "CGT", "CTT")), "c:3:G>T");
}

TEST(LeftAligned, a_multi_nucleotide_variant_keeps_its_unchanged_inner_base) {
    EXPECT_EQ(aligned("ACGTACGT", at(2, "CGT", "TGA")), "c:2:CGT>TGA");
}

TEST(LeftAligned, a_deletion_of_the_first_base_of_a_contig_keeps_the_base_after_it) {
    EXPECT_EQ(aligned("AGCT", at(1, "AG", "G")), "c:1:AG>G");
}

TEST(LeftAligned, an_aligned_variant_stays_as_it_is) {
    auto const once = left_aligned(at(8, "CAC", "C"), {Position{0}, "GGGCACACACAGGG"});
    EXPECT_EQ(left_aligned(once, {Position{0}, "GGGCACACACAGGG"}), once);
}

TEST(LeftAligned, a_window_stops_the_shift_at_its_first_base) {
    EXPECT_EQ(to_text(left_aligned(at(6, "T", "TT"), {Position{3}, "TTT"})), "c:4:T>TT");
}

}  // namespace tidemark
