// Two kinds of loci are told apart; where nothing was seen the stated default is left.
#include "stages/background/hot_loci.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace tidemark::test {
namespace {

/// P(count) of a gamma-mixed Poisson, factor by factor.
double plain_chance(double mean, double dispersion, int count) {
    double chance = std::pow(1 + mean * dispersion, -1 / dispersion);
    for (int n = 1; n <= count; ++n) {
        chance *= (1 / dispersion + n - 1) / n * mean * dispersion / (1 + mean * dispersion);
    }
    return chance;
}

/// What so many alleles of 5,000 molecules show on average; rate 1e-5, dispersion 0.5; hot: 1e-3, dispersion 1.
std::vector<PlaceCount> expected_places(double alleles, double hot_share) {
    std::vector<PlaceCount> places;
    for (int errors = 0; errors < 60; ++errors) {
        double const chance =
            (1 - hot_share) * plain_chance(0.05, 0.5, errors) + hot_share * plain_chance(5, 1, errors);
        places.push_back({.rate = 1e-5, .depth = 5000, .errors = static_cast<double>(errors), .alleles = alleles * chance});
    }
    return places;
}

}  // namespace

TEST(HotLoci, a_count_has_the_chance_of_the_gamma_mixed_poisson) {
    for (int count : {0, 1, 2, 7}) {
        EXPECT_NEAR(std::exp(log_chance({0.3, 0.7}, count)) / plain_chance(0.3, 0.7, count), 1, 1e-12);
    }
    EXPECT_NEAR(log_chance({0.3, 0}, 2), 2 * std::log(0.3) - 0.3 - std::log(2.0), 1e-12);
}

TEST(HotLoci, without_places_the_default_is_left) {
    auto const loci = fit_hot_loci({}, 1e-5);
    EXPECT_NEAR(loci.hot_share, 0.005, 1e-12);
    EXPECT_NEAR(loci.hot_rate, 5e-4, 1e-12);
    EXPECT_NEAR(loci.hot_dispersion, 1, 1e-12);
    EXPECT_NEAR(loci.locus_dispersion, 0.5, 1e-12);
}

TEST(HotLoci, places_too_shallow_to_tell_leave_the_default) {
    std::vector<PlaceCount> const places{{.rate = 1e-7, .depth = 20, .errors = 0, .alleles = 1000}};
    auto const loci = fit_hot_loci(places, 1e-7);
    EXPECT_NEAR(loci.hot_share / 0.005, 1, 0.05);
    EXPECT_NEAR(loci.hot_rate / 5e-6, 1, 0.05);
}

TEST(HotLoci, one_percent_of_hot_loci_is_found_among_many_places) {
    auto const loci = fit_hot_loci(expected_places(100000, 0.01), 1e-5);
    EXPECT_NEAR(loci.hot_share / 0.01, 1, 0.1);
    EXPECT_NEAR(loci.hot_rate / 1e-3, 1, 0.1);
    EXPECT_NEAR(loci.hot_dispersion, 1, 0.1);
    EXPECT_NEAR(loci.locus_dispersion, 0.5, 0.25);
}

TEST(HotLoci, many_places_without_hot_ones_say_so) {
    auto const loci = fit_hot_loci(expected_places(300000, 0), 1e-5);
    EXPECT_LT(loci.hot_share, 0.001);
    EXPECT_LT(loci.hot_share * loci.hot_rate, 0.02 * 1e-5);
}

TEST(HotLoci, a_count_that_only_a_hot_locus_shows_is_hot) {
    LocusMixture const loci{.hot_share = 0.01, .hot_rate = 1e-3, .hot_dispersion = 1, .locus_dispersion = 0.5};
    auto const chance = [&](double errors) { return chance_of_hot(loci, {.rate = 1e-5, .depth = 5000, .errors = errors}); };
    double const hot = 0.01 * plain_chance(5, 1, 2);
    EXPECT_NEAR(chance(2), hot / (hot + 0.99 * plain_chance(0.05, 0.5, 2)), 1e-12);
    EXPECT_GT(chance(6), 0.999);
    EXPECT_LT(chance(0), 0.01);
}

}  // namespace tidemark::test
