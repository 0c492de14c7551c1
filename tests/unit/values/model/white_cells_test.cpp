#include "values/model/white_cells.hpp"

#include "unit/stages/select/candidate_builder.hpp"
#include <gtest/gtest.h>

namespace tidemark::test {
namespace {

WhiteCellLabel label(std::int64_t alt, std::int64_t depth, double expected = 0.01) {
    return label_white_cells({depth, alt, expected}, {});
}

MoleculeGroup const duplex{EvidenceClass::duplex, MoleculeStrand::none};
MoleculeGroup const simplex{EvidenceClass::simplex, MoleculeStrand::none};

LocusRow row(Variant variant, MoleculeGroup group, std::int64_t depth, std::int64_t alt) {
    LocusRow row{std::move(variant), group, {}, std::nullopt};
    row.counts.depth = depth;
    row.counts.alt = alt;
    return row;
}

}  // namespace

TEST(WhiteCellLabel, without_depth_nothing_is_told) {
    EXPECT_EQ(label(0, 0), WhiteCellLabel::unresolved);
}

// Clopper-Pearson by hand, nothing seen: upper limit 1 - 0.025^(1/d) is 0.0201 at 182 and 0.0200 (below) at 183.
TEST(WhiteCellLabel, absence_is_believed_from_the_depth_that_excludes_two_per_cent) {
    EXPECT_EQ(label(0, 182), WhiteCellLabel::unresolved);
    EXPECT_EQ(label(0, 183), WhiteCellLabel::clear);
}

TEST(WhiteCellLabel, one_molecule_that_background_can_explain_is_no_clonal_haematopoiesis) {
    EXPECT_EQ(label(1, 5000, 0.05), WhiteCellLabel::clear);
    EXPECT_EQ(label(1, 50, 0.05), WhiteCellLabel::unresolved);
}

// Poisson: P(X >= 3 | 0.05) = 2.0e-5, P(X >= 2 | 0.05) = 1.2e-3.
TEST(WhiteCellLabel, molecules_beyond_background_are_clonal_haematopoiesis_below_a_fifth) {
    EXPECT_EQ(label(3, 5000, 0.05), WhiteCellLabel::ch);
    EXPECT_EQ(label(2, 5000, 0.05), WhiteCellLabel::clear);
    EXPECT_EQ(label(199, 1000), WhiteCellLabel::ch);
}

TEST(WhiteCellLabel, a_fifth_to_three_tenths_is_unknown_and_from_there_on_germline) {
    EXPECT_EQ(label(200, 1000), WhiteCellLabel::origin_unknown);
    EXPECT_EQ(label(299, 1000), WhiteCellLabel::origin_unknown);
    EXPECT_EQ(label(300, 1000), WhiteCellLabel::germline);
    EXPECT_EQ(label(1000, 1000), WhiteCellLabel::germline);
}

TEST(WhiteCells, pool_all_samples_and_classes_of_an_allele) {
    SampleEvidence first;
    first.loci = {row(snv(7), duplex, 100, 1), row(snv(7), simplex, 50, 2), row(snv(8), duplex, 9, 9)};
    SampleEvidence second;
    second.loci = {row(snv(7), duplex, 10, 4)};
    WhiteCells const cells{std::vector{first, second}, {}};
    EXPECT_EQ(cells.at(snv(7), "GAT").depth, 160);
    EXPECT_EQ(cells.at(snv(7), "GAT").alt, 7);
    EXPECT_EQ(cells.at(snv(7, "G"), "GAT").depth, 0) << "another allele of the same place";
}

TEST(WhiteCells, expect_background_at_the_assumed_rate_where_the_table_has_none) {
    SampleEvidence sample;
    sample.loci = {row(snv(7), duplex, 2000, 0)};
    EXPECT_DOUBLE_EQ(WhiteCells(std::vector{sample}, {}).at(snv(7), "GAT").expected, 2.0) << "2000 x 1e-3";
}

TEST(WhiteCells, expect_the_samples_own_rate_of_the_context_and_class) {
    SampleEvidence sample;
    sample.loci = {row(snv(7), duplex, 1000, 0)};
    sample.contexts = {
        {duplex, "GAT", "A>C", 99'000, 0}, {duplex, "CAT", "A>C", 900'000, 999}, {simplex, "GAT", "A>C", 1000, 900}};
    // A>C of the class: (0 + 999 + 1) / (999,000 + 1,000) = 1e-3; of the context: (0 + 1) / (99,000 + 1,000) = 1e-5.
    EXPECT_NEAR(WhiteCells(std::vector{sample}, {}).at(snv(7), "GAT").expected, 1000 * 1e-5, 1e-12);
}

TEST(WhiteCells, a_foreign_background_rate_is_used_as_it_stands) {
    SampleEvidence sample;
    sample.loci = {row(snv(7), duplex, 1000, 0)};
    sample.loci[0].background_rate = 2e-6;
    EXPECT_DOUBLE_EQ(WhiteCells(std::vector{sample}, {}).at(snv(7), "GAT").expected, 0.002);
}

// Clopper-Pearson by hand: 0 of 400 ends at 1 - 0.025^(1/400) = 0.0092; 20 of 1000 begins at 0.0123, 5 of 1000 at 0.0016.
TEST(WhiteCellComparison, absence_clears_only_what_its_depth_could_have_shown) {
    auto const above = compare_white_cells({400, 0, 0.004}, 1000, 20, {});
    EXPECT_EQ(above.label, WhiteCellLabel::clear);
    EXPECT_NEAR(above.upper, 0.00918, 1e-4);
    EXPECT_EQ(compare_white_cells({400, 0, 0.004}, 1000, 5, {}).label, WhiteCellLabel::unresolved);
    EXPECT_EQ(compare_white_cells({400, 0, 0.004}, 1000, 0, {}).label, WhiteCellLabel::clear) << "nothing to explain";
}

TEST(WhiteCellComparison, present_alleles_are_the_tumors_only_where_plasma_lies_above) {
    // 10 of 1000 ends at 0.0183; 100 of 1000 begins at 0.0821.
    EXPECT_EQ(compare_white_cells({1000, 10, 0.01}, 1000, 12, {}).label, WhiteCellLabel::ch);
    EXPECT_EQ(compare_white_cells({1000, 10, 0.01}, 1000, 0, {}).label, WhiteCellLabel::ch);
    EXPECT_EQ(compare_white_cells({1000, 10, 0.01}, 1000, 100, {}).label, WhiteCellLabel::clear);
    EXPECT_EQ(compare_white_cells({1000, 250, 0.01}, 1000, 240, {}).label, WhiteCellLabel::origin_unknown);
    EXPECT_EQ(compare_white_cells({1000, 480, 0.01}, 1000, 700, {}).label, WhiteCellLabel::germline) << "lost in the tumor";
}

}  // namespace tidemark::test
