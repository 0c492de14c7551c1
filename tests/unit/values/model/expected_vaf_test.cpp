// Golden shares of molecules (statistics.md 2) and their inverse.
#include "values/model/expected_vaf.hpp"

#include <gtest/gtest.h>

namespace tidemark::test {
namespace {

CopyState copies(double multiplicity, double total, double normal = 2, double ccf = 1) {
    return {multiplicity, total, normal, ccf};
}

}  // namespace

TEST(ExpectedVaf, a_share_that_no_fraction_explains_has_no_inverse) {
    EXPECT_FALSE(fraction_from_vaf(Vaf{0.6}, copies(1, 4)));
    EXPECT_FALSE(fraction_from_vaf(Vaf{0.9}, copies(1, 2)));
    EXPECT_FALSE(fraction_from_vaf(Vaf{-0.1}, copies(1, 2)));
}

TEST(ExpectedVaf, the_largest_share_is_that_of_pure_tumor) {
    EXPECT_EQ(largest_vaf({.multiplicity = 1, .total_copies = 4}).value, 0.25);
    EXPECT_EQ(largest_vaf({.multiplicity = 1, .total_copies = 1}).value, 1);
    EXPECT_EQ(largest_vaf({.multiplicity = 1, .total_copies = 2, .normal_copies = 2, .cancer_cell_fraction = 0.4}).value, 0.2);
}

TEST(ExpectedVaf, golden_copy_states) {
    EXPECT_NEAR(expected_vaf(TumorFractionCell{0.01}, copies(1, 2)).value, 0.005, 1e-12);
    EXPECT_NEAR(expected_vaf(TumorFractionCell{0.01}, copies(2, 3)).value, 0.00995025, 1e-8);
    EXPECT_NEAR(expected_vaf(TumorFractionCell{0.01}, copies(1, 1)).value, 0.00502513, 1e-8);
    EXPECT_NEAR(expected_vaf(TumorFractionCell{0.01}, copies(6, 8)).value, 0.0291262, 1e-7);
    EXPECT_NEAR(expected_vaf(TumorFractionCell{0.01}, copies(1, 1, 1)).value, 0.01, 1e-12);
    EXPECT_NEAR(expected_vaf(TumorFractionCell{0.01}, copies(1, 2, 2, 0.4)).value, 0.002, 1e-12);
    EXPECT_NEAR(expected_vaf(TumorFractionCell{0.3}, copies(2, 4)).value, 0.230769, 1e-6);
}

// F = f psi / (f psi + 2 (1 - f)) of statistics.md 1 is the share of an allele on all psi copies: ploidy 4 and f = 1 % give 1.980 %.
TEST(ExpectedVaf, an_allele_on_all_copies_is_as_frequent_as_tumor_dna_by_mass) {
    EXPECT_NEAR(expected_vaf(TumorFractionCell{0.01}, copies(4, 4)).value, 0.01980, 5e-6);
}

TEST(ExpectedVaf, the_inverse_returns_the_fraction) {
    for (auto const& state : {copies(1, 2), copies(2, 3), copies(1, 1), copies(6, 8), copies(1, 1, 1), copies(1, 2, 2, 0.4)}) {
        for (double const fraction : {0.0, 1e-9, 0.01, 0.5, 1.0}) {
            auto const back = fraction_from_vaf(expected_vaf(TumorFractionCell{fraction}, state), state);
            ASSERT_TRUE(back);
            EXPECT_NEAR(back->value, fraction, 1e-12);
        }
    }
}

TEST(ExpectedVaf, the_slope_is_the_difference_quotient) {
    for (auto const& state : {copies(1, 2), copies(2, 3), copies(1, 4), copies(6, 8)}) {
        double const step = 1e-6;
        double const above = expected_vaf(TumorFractionCell{0.2 + step}, state).value;
        double const below = expected_vaf(TumorFractionCell{0.2 - step}, state).value;
        EXPECT_NEAR(expected_vaf_slope(TumorFractionCell{0.2}, state), (above - below) / (2 * step), 1e-7);
    }
}

TEST(ExpectedVaf, copies_of_nothing_give_no_nan) {
    EXPECT_EQ(expected_vaf(TumorFractionCell{1}, copies(1, 0)).value, 1);
    EXPECT_EQ(expected_vaf(TumorFractionCell{0}, copies(1, 0)).value, 0);
}

TEST(StatedCopies, what_the_panel_does_not_say_is_assumed_and_flagged) {
    PanelEntry entry;
    EXPECT_TRUE(stated_copies(entry).assumed);
    EXPECT_EQ(stated_copies(entry).copies, CopyState{});
    entry.multiplicity = 2;
    entry.total_copies = 3;
    entry.normal_copies = 1;
    EXPECT_FALSE(stated_copies(entry).assumed);
    EXPECT_EQ(stated_copies(entry).copies, copies(2, 3, 1));
}

TEST(StatedCopies, several_states_keep_their_average_share) {
    PanelEntry entry;
    entry.copy_states = {{1, 3, 0.75}, {2, 3, 0.25}};
    auto const stated = stated_copies(entry);
    EXPECT_FALSE(stated.assumed);
    EXPECT_EQ(stated.copies, copies(1.25, 3));
    ASSERT_EQ(stated.states.size(), 2U);
    EXPECT_EQ(stated.states[1].copies, copies(2, 3));
    EXPECT_EQ(stated.states[1].weight, 0.25);
}

}  // namespace tidemark::test
