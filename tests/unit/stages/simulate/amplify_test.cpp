// Family sizes and PCR errors in bulk, against the moments of their laws.
#include "stages/simulate/amplify.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <map>

namespace tidemark::test {
namespace {

struct Moments {
    double mean = 0;
    double variance = 0;
};

Moments family_moments(double mean, double dispersion, int draws) {
    ScenarioReads law;
    law.pairs_per_strand = mean;
    law.family_dispersion = dispersion;
    Random random{5, "families"};
    double sum = 0;
    double squares = 0;
    for (int draw = 0; draw < draws; ++draw) {
        auto const size = static_cast<double>(draw_family_size(law, random));
        EXPECT_GE(size, 1);
        sum += size;
        squares += size * size;
    }
    double const average = sum / draws;
    return {average, squares / draws - average * average};
}

}  // namespace

TEST(Amplify, family_sizes_have_the_mean_and_variance_of_one_plus_a_gamma_poisson_law) {
    constexpr int draws = 200'000;
    for (auto const& [mean, dispersion] : {std::pair{1.0, 0.3}, {1.25, 0.5}, {3.2, 0.0}, {4.48, 0.3}, {30.0, 1.0}}) {
        auto const seen = family_moments(mean, dispersion, draws);
        double const lambda = mean - 1;
        double const variance = lambda + dispersion * lambda * lambda;
        EXPECT_NEAR(seen.mean, mean, 5 * std::sqrt(variance / draws) + 1e-12) << mean;
        EXPECT_NEAR(seen.variance, variance, 0.05 * variance + 1e-12) << mean;
    }
}

TEST(Amplify, a_read_has_half_an_error_per_cycle_and_rate) {
    constexpr int families = 40'000;
    constexpr std::size_t size = 5;
    for (int const cycles : {1, 4, 6, 16}) {
        CopyErrorRates const rates{.substitution = 1e-4, .length = 150, .slips = {0.002}};
        Random random{6, "errors"};
        double substitutions = 0;
        double slips = 0;
        for (int family = 0; family < families; ++family) {
            std::size_t last = 0;
            for (auto const& error : draw_copy_errors(rates, cycles, size, random)) {
                ASSERT_GE(error.read, last);
                ASSERT_LT(error.read, size);
                ASSERT_TRUE(error.slip ? error.place == 0 : error.place < 150 && error.change < 3);
                last = error.read;
                (error.slip ? slips : substitutions) += 1;
            }
        }
        // Reads of a family share errors: the variance is at most `size` times the Poisson one.
        double const expected = families * size * cycles * 0.015 / 2;
        EXPECT_NEAR(substitutions, expected, 5 * std::sqrt(size * expected)) << cycles;
        EXPECT_NEAR(slips, expected * 0.002 / 0.015, 5 * std::sqrt(size * expected * 0.002 / 0.015)) << cycles;
    }
}

TEST(Amplify, early_errors_are_shared_as_the_doubling_says) {
    // Two reads share an error of cycle k with 4^-k; 2^(k-1) templates could make it: sum over k of rate / 2^(k+1).
    constexpr int families = 400'000;
    CopyErrorRates const rates{.substitution = 1e-4, .length = 100, .slips = {}};
    Random random{8, "shared"};
    double shared = 0;
    for (int family = 0; family < families; ++family) {
        std::map<std::pair<std::size_t, int>, int> reads;
        for (auto const& error : draw_copy_errors(rates, 16, 2, random)) {
            shared += ++reads[{error.place, error.change}] == 2 ? 1 : 0;
        }
    }
    double expected = 0;
    for (int cycle = 1; cycle <= shared_cycles; ++cycle) {
        expected += families * 0.01 / std::pow(2.0, cycle + 1);
    }
    EXPECT_NEAR(shared, expected, 5 * std::sqrt(expected) + 0.02 * expected);
}

TEST(Amplify, without_rates_there_are_no_errors) {
    Random random{9, "none"};
    EXPECT_TRUE(draw_copy_errors({.substitution = 0, .length = 100, .slips = {}}, 16, 10, random).empty());
}

}  // namespace tidemark::test
