// Bias and coverage of the tumor fraction on simulated tubes: a fixed sample of the grid of tests/calibrate/fraction_coverage.
#include <gtest/gtest.h>

#include "support/fraction_tube.hpp"

namespace tidemark::test {
namespace {

constexpr int draws = 200;

void expect_calibrated(FractionTube const& tube) {
    auto const score = score_of(tube, draws, 5);
    auto const name = ::testing::Message() << "f " << tube.fraction << ", " << tube.loci << " loci of " << tube.depth
                                           << " molecules, rate " << tube.rate << ", drop-out " << tube.dropout << ", kappa "
                                           << tube.sample_dispersion;
    // Three standard deviations of the Monte-Carlo error.
    double const error = 3 * std::sqrt(0.95 * 0.05 / draws);
    EXPECT_GE(score.covered, 0.93 - error) << name;
    if (score.mutant > 20) {
        EXPECT_LE(score.covered, 0.975 + 3 * std::sqrt(0.975 * 0.025 / draws)) << name;
        EXPECT_LT(std::abs(score.mean / tube.fraction - 1), 0.05 + 3 * score.standard_error / tube.fraction) << name;
    }
}

}  // namespace

TEST(FractionCoverage, holds_for_known_copies_from_nothing_to_half) {
    for (double const fraction : {0.0, 1e-3, 0.5}) {
        for (int const loci : {1, 16, 100}) {
            expect_calibrated({.fraction = fraction, .loci = loci});
        }
    }
}

TEST(FractionCoverage, holds_over_a_background_that_varies_between_samples_and_loci) {
    for (double const fraction : {0.0, 5e-3}) {
        for (double const rate : {1e-5, 1e-3}) {
            expect_calibrated({.fraction = fraction, .loci = 16, .depth = 5000, .rate = rate, .rate_dispersion = 0.5,
                               .sample_dispersion = rate == 1e-3 ? 0.5 : 0.25});
        }
    }
}

TEST(FractionCoverage, holds_when_loci_are_lost_and_the_counts_can_tell) {
    for (double const dropout : {0.2, 0.6}) {
        expect_calibrated({.fraction = 0.01, .loci = 16, .dropout = dropout});
        expect_calibrated({.fraction = 0.004, .loci = 50, .dropout = dropout});
    }
}

TEST(FractionCoverage, holds_when_loci_are_lost_and_the_counts_cannot_tell) {
    for (double const dropout : {0.2, 0.6}) {
        for (auto const& [loci, molecules] : {std::pair{8, 5.0}, std::pair{50, 16.0}, std::pair{200, 40.0}}) {
            FractionTube const tube{.fraction = molecules / (0.875 * loci * 2000 * (1 - dropout)), .loci = loci, .dropout = dropout};
            auto const score = score_of(tube, draws, 5);
            auto const name = ::testing::Message() << loci << " loci, " << molecules << " molecules, drop-out " << dropout;
            EXPECT_GE(score.covered, 0.93 - 3 * std::sqrt(0.95 * 0.05 / score.judged)) << name;
            EXPECT_LT(score.told, 0.6) << name;
            EXPECT_TRUE(dropout < 0.6 || score.plain_covered < 0.8) << name << ": nothing was to be mended";
        }
    }
}

TEST(FractionCoverage, holds_where_two_copy_states_are_averaged) {
    for (double const fraction : {1e-3, 0.02, 0.3}) {
        expect_calibrated({.fraction = fraction, .loci = 16, .copies = TubeCopies::uncertain});
    }
}

}  // namespace tidemark::test
