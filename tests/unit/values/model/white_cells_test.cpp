#include "values/model/white_cells.hpp"

#include "unit/stages/select/candidate_builder.hpp"
#include <gtest/gtest.h>

#include <cmath>
#include <utility>

namespace tidemark::test {
namespace {

WhiteCellLabel label(std::int64_t alt, std::int64_t depth, double expected = 0.01) {
    return label_white_cells({depth, alt, expected}, {});
}

MoleculeGroup const duplex{EvidenceClass::duplex, MoleculeStrand::none};
MoleculeGroup const simplex{EvidenceClass::simplex, MoleculeStrand::none};

/// `context` as the model files A>C of merged strands: by its mirror image, GAT as ATC with T>G.
BackgroundRate kind(MoleculeGroup group, double rate, std::string context = {}) {
    BackgroundRate row;
    row.level = context.empty() ? BackgroundLevel::evidence_class : BackgroundLevel::context;
    row.group = group;
    row.substitution = context.empty() ? "" : "T>G";
    row.context = std::move(context);
    row.rate = rate;
    row.dispersion = 0.5;
    return row;
}

/// The same with a chance to be hot; `rate` becomes that of an ordinary locus.
template <typename Rate>
Rate hot(Rate rate, double share, double hot_rate) {
    rate.rate = (1 - share) * rate.rate + share * hot_rate;
    rate.hot_share = share;
    rate.hot_rate = hot_rate;
    rate.hot_dispersion = 1;
    return rate;
}

/// What the white cells' own molecules taught: nothing that a run with a model should use.
BackgroundModel own_model() {
    BackgroundModel model;
    model.rates = {kind(duplex, 7e-4), kind(simplex, 3e-5)};
    return model;
}

WhiteCellCounts seen(std::int64_t alt, double expected) {
    return {.depth = 5000, .alt = alt, .expected = expected, .ordinary_expected = expected};
}

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

// Negative binomial by hand, mean 5 and dispersion 0.5 (shape 2): P(X >= 17) = 0.019 where Poisson says 2.0e-5.
TEST(WhiteCellLabel, rates_that_spread_explain_more_than_poisson) {
    EXPECT_FALSE(show_allele({.depth = 5000, .alt = 17, .expected = 5, .dispersion = 0.5}, {}));
    EXPECT_TRUE(show_allele({.depth = 5000, .alt = 17, .expected = 5}, {}));
    EXPECT_FALSE(show_allele({.depth = 5000, .alt = 0, .expected = 0}, {}));
}

TEST(WhiteCells, pool_all_samples_and_classes_of_an_allele) {
    SampleEvidence first;
    first.loci = {row(snv(7), duplex, 100, 1), row(snv(7), simplex, 50, 2), row(snv(8), duplex, 9, 9)};
    SampleEvidence second;
    second.loci = {row(snv(7), duplex, 10, 4)};
    WhiteCells const cells{std::vector{first, second}, own_model()};
    EXPECT_EQ(cells.at(snv(7), "GAT").depth, 160);
    EXPECT_EQ(cells.at(snv(7), "GAT").alt, 7);
    EXPECT_EQ(cells.at(snv(7, "G"), "GAT").depth, 0) << "another allele of the same place";
}

TEST(WhiteCells, expect_what_the_run_expects_of_plasma_at_their_own_level) {
    SampleEvidence sample;
    sample.loci = {row(snv(7), duplex, 1000, 0)};
    BackgroundModel run;
    run.rates = {kind(duplex, 1e-6), kind(duplex, 4e-6, "ATC")};
    auto at_locus = kind(duplex, 3e-5);
    at_locus.level = BackgroundLevel::locus;
    at_locus.locus = snv(8);
    run.rates.push_back(at_locus);
    sample.loci.push_back(row(snv(8), duplex, 1000, 0));
    BackgroundLaw const law{run};
    WhiteCells const cells{std::vector{sample}, own_model()};
    EXPECT_DOUBLE_EQ(cells.at(snv(7), "GAT", {&law}).expected, 1000 * 4e-6);
    EXPECT_DOUBLE_EQ(cells.at(snv(7), "CAT", {&law}).expected, 1000 * 1e-6);
    std::vector<double> const levels{2.5};
    EXPECT_DOUBLE_EQ(cells.at(snv(7), "GAT", {&law, levels}).expected, 2.5 * 1000 * 4e-6);
    EXPECT_DOUBLE_EQ(cells.at(snv(8), "GAT", {&law, levels}).expected, 2.5 * 1000 * 3e-5) << "the locus' own rate";
    EXPECT_DOUBLE_EQ(cells.at(snv(7), "GAT", {&law}).dispersion, 0.5);
}

TEST(WhiteCells, a_class_that_the_run_does_not_know_has_the_rate_of_their_own_molecules) {
    SampleEvidence sample;
    sample.loci = {row(snv(7), duplex, 1000, 0), row(snv(7), simplex, 500, 0)};
    BackgroundModel run;
    run.rates = {kind(duplex, 1e-6)};
    BackgroundLaw const law{run};
    std::vector<double> const levels{2};
    // Duplex by the run at level 2; simplex by their own model, 3e-5, which is at their level already.
    EXPECT_DOUBLE_EQ(WhiteCells(std::vector{sample}, own_model()).at(snv(7), "GAT", {&law, levels}).expected,
                     1000 * 2e-6 + 500 * 3e-5);
}

TEST(WhiteCells, a_foreign_background_rate_is_used_as_it_stands) {
    SampleEvidence sample;
    sample.loci = {row(snv(7), duplex, 1000, 0)};
    sample.loci[0].background_rate = 2e-6;
    auto const counts = WhiteCells(std::vector{sample}, own_model()).at(snv(7), "GAT");
    EXPECT_DOUBLE_EQ(counts.expected, 0.002);
    EXPECT_EQ(counts.dispersion, 0);
}

TEST(WhiteCells, a_locus_that_controls_show_to_be_hot_is_not_taken_for_blood) {
    SampleEvidence sample;
    sample.loci = {row(snv(7), duplex, 5000, 25)};
    BackgroundModel unknown;
    unknown.rates = {hot(kind(duplex, 1e-6), 0.005, 5e-3)};
    BackgroundModel known;
    known.rates = {hot(kind(duplex, 1e-6), 0.9, 5e-3)};
    WhiteCells const cells{std::vector{sample}, own_model()};
    BackgroundLaw const of_unknown{unknown};
    BackgroundLaw const of_known{known};
    EXPECT_TRUE(show_allele(cells.at(snv(7), "GAT", {&of_unknown}), {}));
    EXPECT_FALSE(show_allele(cells.at(snv(7), "GAT", {&of_known}), {}));
    EXPECT_NEAR(cells.at(snv(7), "GAT", {&of_known}).expected, 0.9 * 25, 0.01);
    EXPECT_NEAR(cells.at(snv(7), "GAT", {&of_known}).ordinary_expected, 0.005, 1e-9);
}

// Gamma by hand: shape 1/0.5 + 2, expected 2 + 0.05.
TEST(WithWhiteCells, alt_molecules_raise_a_rate_as_those_of_a_control_do) {
    auto const raised = with_white_cells({.rate = 1e-5, .dispersion = 0.5}, seen(2, 0.05));
    EXPECT_NEAR(raised.rate, 1e-5 * 4 / 2.05, 1e-18);
    EXPECT_DOUBLE_EQ(raised.dispersion, 0.25);
}

// Ordinary foretold 0.005 (shape 2), P(2) = 1.8563e-5; hot 0.25 (shape 1), P(2) = 0.8 x 0.2^2 = 0.032: share 0.8965 after 0.005;
// rates 1e-6 x 4/2.005 and 5e-5 x 3/1.25.
TEST(WithWhiteCells, the_chance_of_being_hot_follows_how_well_either_kind_foretold_them) {
    double const ordinary = 3 * std::pow(0.0025 / 1.0025, 2) / std::pow(1.0025, 2);
    double const share = 0.005 * 0.032 / (0.005 * 0.032 + 0.995 * ordinary);
    auto const raised = with_white_cells(hot(AppliedRate{.rate = 1e-6, .dispersion = 0.5}, 0.005, 5e-5), seen(2, 0.005));
    EXPECT_NEAR(raised.hot_share, share, 1e-9);
    EXPECT_NEAR(raised.hot_rate, 1.2e-4, 1e-12);
    EXPECT_DOUBLE_EQ(raised.hot_dispersion, 1.0 / 3);
    EXPECT_NEAR(raised.rate, (1 - share) * 1e-6 * 4 / 2.005 + share * 1.2e-4, 1e-12);
}

TEST(WithWhiteCells, white_cells_that_show_nothing_or_less_than_expected_change_nothing) {
    auto const rate = hot(AppliedRate{.rate = 1e-6, .dispersion = 0.5}, 0.005, 5e-5);
    for (auto const& counts : {seen(0, 0.005), seen(0, 40), seen(3, 5)}) {
        auto const after = with_white_cells(rate, counts);
        EXPECT_NEAR(after.rate, rate.rate, 1e-20);
        EXPECT_EQ(after.dispersion, rate.dispersion);
        EXPECT_EQ(after.hot_share, rate.hot_share);
        EXPECT_EQ(after.hot_rate, rate.hot_rate);
    }
}

TEST(WithWhiteCells, an_exact_rate_stays) {
    EXPECT_EQ(with_white_cells({.rate = 1e-5}, seen(2, 0.05)).rate, 1e-5);
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
