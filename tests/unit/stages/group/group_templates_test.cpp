#include "stages/group/group_templates.hpp"

#include <gtest/gtest.h>

#include "unit/stages/group/umis.hpp"

namespace tidemark::test {
namespace {

using enum GroupingStrategy;
using enum DuplexStrand;
using Families = std::vector<TemplateFamily>;

Families grouped(GroupingParameters parameters, std::vector<TemplateUmi> const& templates) {
    TemplateGrouper grouper{parameters};
    auto const families = grouper.group(templates);
    return {families.begin(), families.end()};
}

TemplateUmi low(std::string_view text) { return {umi(text), FirstHalf::lower_end}; }
TemplateUmi high(std::string_view text) { return {umi(text), FirstHalf::higher_end}; }
TemplateUmi any(std::string_view text) { return {umi(text), FirstHalf::unknown}; }

constexpr GroupingParameters duplex{paired, 1};

TEST(GroupTemplates, no_template_gives_nothing) { EXPECT_TRUE(grouped(duplex, {}).empty()); }

TEST(GroupTemplates, the_two_strands_of_a_molecule_share_a_family) {
    // fgbio's documentation: AAAA-GGGG is 1/A, GGGG-AAAA of the other strand 1/B.
    EXPECT_EQ(grouped(duplex, {low("AAAA-GGGG"), high("GGGG-AAAA")}), (Families{{0, a}, {0, b}}));
}

TEST(GroupTemplates, swapped_halves_of_one_direction_are_two_molecules) {
    EXPECT_EQ(grouped(duplex, {low("AAAA-GGGG"), low("GGGG-AAAA")}), (Families{{0, a}, {1, a}}));
    EXPECT_EQ(grouped(duplex, {low("AAAA-GGGG"), high("AAAA-GGGG")}), (Families{{0, a}, {1, b}}));
}

TEST(GroupTemplates, strands_of_equal_halves_are_told_apart_by_the_ends) {
    EXPECT_EQ(grouped(duplex, {low("ACGT-ACGT"), high("ACGT-ACGT")}), (Families{{0, a}, {0, b}}));
}

TEST(GroupTemplates, a_family_seen_on_the_second_strand_only_is_strand_b) {
    EXPECT_EQ(grouped(duplex, {high("GGGG-AAAA"), high("GGGG-AAAA")}), (Families{{0, b}, {0, b}}));
}

TEST(GroupTemplates, an_error_in_one_half_joins_both_strands_still) {
    EXPECT_EQ(grouped(duplex, {low("AAAA-GGGG"), low("AAAA-GGGG"), high("GGGT-AAAA")}),
              (Families{{0, a}, {0, a}, {0, b}}));
    EXPECT_EQ(grouped({paired, 0}, {low("AAAA-GGGG"), low("AAAA-GGGG"), high("GGGT-AAAA")}),
              (Families{{0, a}, {0, a}, {1, b}}));
}

TEST(GroupTemplates, one_half_may_be_empty) {
    // A UMI on read 1 only: it marks the lower end on one strand, and would mark the higher on the other.
    EXPECT_EQ(grouped(duplex, {low("ACGTA-"), high("-ACGTA"), low("-ACGTA"), high("ACGTA-")}),
              (Families{{1, a}, {1, b}, {0, a}, {0, b}}));
}

TEST(GroupTemplates, halves_of_different_length_are_joined_across_strands) {
    EXPECT_EQ(grouped(duplex, {low("ACGTAC-GG"), high("GG-ACGTAC"), high("GG-ACGTAA"), low("GG-ACGTAC")}),
              (Families{{0, a}, {0, b}, {0, b}, {1, a}}));
}

TEST(GroupTemplates, without_ends_either_orientation_matches) {
    EXPECT_EQ(grouped(duplex, {any("AAAA-GGGG"), any("AAAA-GGGG"), any("GGGG-AAAA"), any("GGGT-AAAA")}),
              (Families{{0, a}, {0, a}, {0, b}, {0, b}}));
    // Canonical AAAT-CAAA is one base from the swapped root CAAA-AAAA and three from AAAA-CAAA, so it is the B form.
    EXPECT_EQ(grouped(duplex, {any("AAAA-CAAA"), any("AAAA-CAAA"), any("CAAA-AAAT")}),
              (Families{{0, a}, {0, a}, {0, b}}));
    EXPECT_EQ(grouped(duplex, {any("AAAA-CCCC"), any("AAAA-CCCC"), any("ACCC-AAAA"), any("AAAA-ACCC")}),
              (Families{{0, a}, {0, a}, {0, b}, {0, a}}));
}

TEST(GroupTemplates, strands_without_ends_of_equal_halves_cannot_be_told) {
    EXPECT_EQ(grouped(duplex, {any("ACGT-ACGT"), any("ACGT-ACGT")}), (Families{{0, a}, {0, a}}));
}

TEST(GroupTemplates, other_strategies_have_no_strands) {
    EXPECT_EQ(grouped({adjacency, 1}, {low("AAAA-GGGG"), high("GGGG-AAAA")}), (Families{{0, none}, {1, none}}));
    EXPECT_EQ(grouped({identity, 0}, {low("ACGT"), high("ACGT")}), (Families{{0, none}, {0, none}}));
}

TEST(GroupTemplates, one_half_alone_has_no_strand_and_no_partner) {
    EXPECT_EQ(grouped(duplex, {low("ACGTACGT"), low("ACGT-ACGT")}), (Families{{1, none}, {0, a}}));
}

TEST(GroupTemplates, counts_of_many_templates_decide_as_those_of_few) {
    // 21 + 9: above 16 templates distinct UMIs are counted through a table.
    std::vector<TemplateUmi> templates(21, low("ACGTA"));
    templates.insert(templates.end(), 9, low("ACGTC"));
    templates.insert(templates.end(), 1, low("ACGCC"));
    TemplateGrouper grouper{{adjacency, 1}};
    auto const families = grouper.group(templates);
    EXPECT_EQ(families[0], (TemplateFamily{0, none}));
    EXPECT_EQ(families[29], (TemplateFamily{0, none}));
    EXPECT_EQ(families[30], (TemplateFamily{0, none}));
    ASSERT_EQ(grouper.distinct_umis().size(), 3U);
    EXPECT_EQ(grouper.distinct_umis()[0], (UmiCount{umi("ACGTA"), 21}));
    EXPECT_EQ(grouper.distinct_umis()[1], (UmiCount{umi("ACGTC"), 9}));
    EXPECT_EQ(grouper.families().roots.size(), 1U);
}

}  // namespace
}  // namespace tidemark::test
