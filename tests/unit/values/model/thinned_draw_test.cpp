// Less evidence of the same tube: what stays is chosen by name alone, and what it says is what such a tube says.
#include "values/model/thinned_draw.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "support/plain_series.hpp"
#include "values/model/detection_limit.hpp"

namespace tidemark::test {
namespace {

DetectionResult drawn(PlainTube const& tube, double fraction, std::uint64_t seed = 1) {
    std::mt19937_64 random{seed};
    return plain_counts(tube, fraction, random);
}

std::int64_t depth_of(DetectionResult const& result) {
    std::int64_t sum = 0;
    for (auto const& locus : result.variants) {
        sum += locus.depth;
    }
    return sum;
}

std::int64_t alt_of(DetectionResult const& result) {
    std::int64_t sum = 0;
    for (auto const& locus : result.variants) {
        sum += locus.alt_molecules;
    }
    return sum;
}

}  // namespace

TEST(ThinnedDraw, a_draw_without_molecules_is_not_evaluable_and_has_no_limit) {
    DetectionResult const nothing;
    EXPECT_EQ(judge_counts(nothing).status, SampleStatus::not_evaluable);
    EXPECT_FALSE(thinned_limit(nothing, {}));
    EXPECT_FALSE(thinned_limit(drawn({}, 0), {.loci = nullptr, .molecule_share = 0}));
}

TEST(ThinnedDraw, all_the_evidence_is_the_draw_itself) {
    auto const whole = drawn({.loci = 20, .depth = 500, .rate = 1e-5}, 0.01);
    EXPECT_EQ(thin_counts(whole, {"P", "S"}, {}), whole);
}

TEST(ThinnedDraw, molecules_stay_in_the_share_asked_for_and_the_background_with_them) {
    auto const whole = drawn({.loci = 200, .depth = 1000, .rate = 1e-4}, 0.2);
    auto const thinned = thin_counts(whole, {"P", "S"}, {.loci = nullptr, .molecule_share = 0.25});
    // Binomial: four standard deviations of 200,000 and of some 20,000 trials.
    EXPECT_NEAR(static_cast<double>(depth_of(thinned)), 0.25 * 200'000, 4 * std::sqrt(200'000 * 0.25 * 0.75));
    auto const alt = static_cast<double>(alt_of(whole));
    EXPECT_NEAR(static_cast<double>(alt_of(thinned)), 0.25 * alt, 4 * std::sqrt(alt * 0.25 * 0.75));
    for (auto const& locus : thinned.variants) {
        EXPECT_NEAR(locus.background, 1e-4 * static_cast<double>(locus.depth), 1e-12);
        EXPECT_LE(locus.alt_molecules, locus.depth);
    }
}

TEST(ThinnedDraw, neither_the_order_of_loci_nor_other_loci_change_what_stays_of_one) {
    auto const whole = drawn({.loci = 50, .depth = 300, .rate = 1e-4}, 0.1);
    KeptEvidence const kept{.loci = nullptr, .molecule_share = 0.3};
    auto const thinned = thin_counts(whole, {"P", "S"}, kept);
    auto turned = whole;
    std::ranges::reverse(turned.variants);
    turned.variants.resize(20);
    auto const again = thin_counts(turned, {"P", "S"}, kept);
    for (auto const& locus : again.variants) {
        EXPECT_EQ(locus, *std::ranges::find(thinned.variants, locus.variant, &VariantResult::variant));
    }
    EXPECT_NE(thin_counts(whole, {"P", "T"}, kept).variants, thinned.variants) << "another draw is thinned by its own hash";
}

TEST(ThinnedDraw, a_locus_that_is_not_kept_is_set_aside_with_its_counts_untold) {
    auto const whole = drawn({.loci = 3, .depth = 300, .rate = 1e-4}, 0.1);
    std::set<Variant> const one{whole.variants[1].variant};
    auto const thinned = thin_counts(whole, {"P", "S"}, {.loci = &one, .molecule_share = 1});
    EXPECT_EQ(thinned.variants[0].state, "set_aside");
    EXPECT_EQ(thinned.variants[0].reason, "parity");
    EXPECT_EQ(thinned.variants[1], whole.variants[1]);
    EXPECT_EQ(judge_counts(thinned).molecules_n, 300);
}

TEST(ThinnedDraw, loci_are_ranked_apart_for_each_patient) {
    Variant const variant{"chr1", Position::from_one_based(5), "C", "T"};
    EXPECT_EQ(locus_rank("P1", variant), locus_rank("P1", variant));
    EXPECT_NE(locus_rank("P1", variant), locus_rank("P2", variant));
}

TEST(ThinnedDraw, half_the_molecules_have_twice_the_limit_where_the_background_is_small) {
    // Two molecules at two places decide at e N << 1: the limit is an expected count over molecules.
    PlainTube const tube{.loci = 40, .depth = 500, .rate = 1e-8};
    auto const whole = thinned_limit(drawn(tube, 0), {}, 1e-6);
    auto const half = thinned_limit(drawn(tube, 0), {.loci = nullptr, .molecule_share = 0.5}, 1e-6);
    ASSERT_TRUE(whole && half);
    EXPECT_NEAR(*half / *whole, 2, 0.02);
}

TEST(ThinnedDraw, the_limit_of_a_tube_without_background_is_that_of_two_molecules_at_two_places) {
    // Every molecule is a signal: P(at least two of L places show one) = 0.95, by plain bisection.
    PlainTube const tube{.loci = 10, .depth = 1000, .rate = 1e-9};
    auto const power = [&](double fraction) {
        double const shown = 1 - std::exp(-1000 * fraction / 2);
        return 1 - std::pow(1 - shown, 10) - 10 * shown * std::pow(1 - shown, 9);
    };
    double low = 0;
    double high = 0.1;
    for (int step = 0; step < 60; ++step) {
        (power((low + high) / 2) < 0.95 ? low : high) = (low + high) / 2;
    }
    EXPECT_NEAR(*thinned_limit(drawn(tube, 0), {}, 1e-6) / high, 1, 1e-3);
}

TEST(ThinnedDraw, status_is_told_by_p_and_breadth) {
    PlainTube const tube{.loci = 10, .depth = 1000, .rate = 1e-6};
    auto blank = drawn(tube, 0);
    for (auto& locus : blank.variants) {
        locus.alt_molecules = 0;
    }
    EXPECT_EQ(judge_counts(blank).status, SampleStatus::not_detected);
    EXPECT_EQ(judge_counts(blank).tumor_fraction_cell_lo, 0);
    // No molecule: 2.996 expected are the one-sided limit, each unit of f shows 10 x 1000 / 2.
    EXPECT_NEAR(*judge_counts(blank).tumor_fraction_cell_hi, 2.9957 / 5000, 1e-6);
    auto single = blank;
    single.variants[0].alt_molecules = 4;
    EXPECT_EQ(judge_counts(single).status, SampleStatus::indeterminate);
    EXPECT_EQ(judge_counts(single).reasons, std::vector<std::string>{"single_locus"});
    auto both = single;
    both.variants[1].alt_molecules = 4;
    auto const seen = judge_counts(both);
    EXPECT_EQ(seen.status, SampleStatus::detected);
    EXPECT_NEAR(*seen.tumor_fraction_cell, (8 - 0.01) / 5000, 1e-9);
    // Feldman and Cousins 1998, table V (95 %): 8 molecules without background are 2.94 to 15.29.
    EXPECT_NEAR(*seen.tumor_fraction_cell_lo * 5000, 2.94, 0.05);
    EXPECT_NEAR(*seen.tumor_fraction_cell_hi * 5000, 15.29, 0.05);
}

TEST(ThinnedDraw, a_guard_that_thinning_cannot_lift_stays) {
    auto doubtful = drawn({.loci = 10, .depth = 1000, .rate = 1e-6}, 0.02);
    doubtful.status = SampleStatus::indeterminate;
    doubtful.reasons = {"ch_suspect_only"};
    EXPECT_EQ(judge_counts(doubtful).status, SampleStatus::indeterminate);
    EXPECT_EQ(judge_counts(doubtful).reasons, std::vector<std::string>{"ch_suspect_only"});
    doubtful.reasons = {"single_locus"};
    EXPECT_EQ(judge_counts(doubtful).status, SampleStatus::detected);
}

TEST(ThinnedDraw, an_empty_draw_has_the_upper_limit_of_no_molecule_and_a_failed_one_stays_failed) {
    auto const empty = emptied(judge_counts(drawn({.loci = 10, .depth = 1000, .rate = 1e-6}, 0.02)));
    EXPECT_EQ(empty.status, SampleStatus::not_detected);
    EXPECT_EQ(empty.tumor_fraction_cell, 0);
    EXPECT_NEAR(*empty.tumor_fraction_cell_hi, 2.9957 / 5000, 1e-6);
    DetectionResult failed;
    failed.reasons = {"input_failed"};
    EXPECT_EQ(emptied(failed), failed);
}

}  // namespace tidemark::test
