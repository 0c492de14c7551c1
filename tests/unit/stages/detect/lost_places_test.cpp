// The interval where the counts cannot tell how many places are lost. Expected limits: plain sums over a fine grid of f and of the share.
#include "stages/detect/lost_places.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "stages/detect/estimate.hpp"

namespace tidemark::test {
namespace {

constexpr double rate = 1e-6;

std::vector<Witness> places_of(std::vector<std::int64_t> const& alt, double depth) {
    std::vector<Witness> list;
    for (auto const count : alt) {
        auto& witness = list.emplace_back();
        witness.loci = {list.size() - 1};
        witness.unit.cells.push_back({.depth = depth, .background = depth * rate, .dispersion = 0, .copies = {}});
        witness.alt = {count};
    }
    return list;
}

/// `each` molecules at the first `places`, one each unless said otherwise, and none at the others.
std::vector<std::int64_t> some_of(std::size_t all, std::size_t places, std::int64_t each = 1) {
    std::vector<std::int64_t> alt(all, 0);
    std::fill_n(alt.begin(), places, each);
    return alt;
}

struct Shares {
    double least;
    double most;
};

/// Highest f with sum of log((1 - share) B(x; d, q) + share B(x; d, e)) within 1.920729 of its top, the share free in its range.
double slow_upper(std::vector<std::int64_t> const& alt, double depth, Shares const& shares) {
    std::map<std::int64_t, double> places;
    for (auto const count : alt) {
        places[count] += 1;
    }
    auto const value = [&](double fraction) {
        double highest = -1e300;
        for (int step = 0; step <= (shares.least < shares.most ? 300 : 0); ++step) {
            double const share = shares.least + (shares.most - shares.least) * step / 300;
            double sum = 0;
            for (auto const& [count, number] : places) {
                auto const log_binomial = [&, x = static_cast<double>(count)](double q) {
                    return x * std::log(q) + (depth - x) * std::log1p(-q);
                };
                double const q = fraction / 2 + (1 - fraction / 2) * rate;
                double const here = log_binomial(q);
                double const lost = log_binomial(rate);
                double const high = std::max(here, lost);
                sum += number * (high + std::log((1 - share) * std::exp(here - high) + share * std::exp(lost - high)));
            }
            highest = std::max(highest, sum);
        }
        return highest;
    };
    double top = -1e300;
    std::map<double, double> values;
    for (double fraction = 1e-5; fraction < 0.03; fraction *= 1.002) {
        values[fraction] = value(fraction);
        top = std::max(top, values[fraction]);
    }
    double upper = 0;
    for (auto const& [fraction, each] : values) {
        upper = each >= top - 1.920729 ? fraction : upper;
    }
    return upper;
}

Limits limits_of(std::vector<Witness> const& places) {
    FractionLikelihood const likelihood{places};
    return limits_with_losses(places, likelihood, estimate_fraction(likelihood));
}

}  // namespace

TEST(LostPlaces, the_upper_limit_is_that_of_most_lost_and_the_lower_that_of_none_lost) {
    auto alt = some_of(100, 22);
    alt[0] = 2;
    alt[1] = 2;
    auto const places = places_of(alt, 2000);
    FractionLikelihood const likelihood{places};
    auto const estimate = estimate_fraction(likelihood);
    ASSERT_FALSE(estimate.dropout);
    auto const limits = limits_with_losses(places, likelihood, estimate);
    EXPECT_NEAR(estimate.limits.upper / slow_upper(alt, 2000, {0, 0}), 1, 0.002) << "24 molecules: profile";
    EXPECT_NEAR(limits.upper / slow_upper(alt, 2000, {0.6, 0.6}), 1, 0.002);
    EXPECT_GE(limits.upper, slow_upper(alt, 2000, {0, 0.6})) << "no share in between asks for more";
    EXPECT_GT(limits.upper, 1.5 * estimate.limits.upper);
    EXPECT_EQ(limits.lower, estimate.limits.lower);
}

TEST(LostPlaces, a_small_count_keeps_the_lower_limit_of_feldman_and_cousins) {
    auto const alt = some_of(50, 5);
    auto const limits = limits_of(places_of(alt, 2000));
    // 5 molecules over a background of 0.1: net 1.74 (published for 5 over 0: 1.84, over 0.5: 1.34), v = f/2 over 100 000.
    EXPECT_GT(limits.lower * 50000, 1.34);
    EXPECT_LT(limits.lower * 50000, 1.84);
    EXPECT_NEAR(limits.upper / slow_upper(alt, 2000, {0.6, 0.6}), 1, 0.002);
}

TEST(LostPlaces, what_the_counts_tell_and_what_cannot_be_lost_stays) {
    for (auto const& alt : {std::vector<std::int64_t>{20, 0, 22, 0, 19, 0, 18, 0, 21, 0, 20, 0},   // six of twelve lost
                            std::vector<std::int64_t>{12}}) {                                       // one place
        auto const places = places_of(alt, 2000);
        FractionLikelihood const likelihood{places};
        auto const estimate = estimate_fraction(likelihood);
        auto const limits = limits_with_losses(places, likelihood, estimate);
        EXPECT_EQ(limits.lower, estimate.limits.lower) << alt.size();
        EXPECT_EQ(limits.upper, estimate.limits.upper) << alt.size();
    }
}

TEST(LostPlaces, nothing_seen_at_all_may_be_so_many_molecules_on_the_places_that_are_left) {
    auto const places = places_of({0, 0, 0, 0}, 2000);
    auto const limits = limits_of(places);
    EXPECT_EQ(limits.lower, 0);
    EXPECT_NEAR(limits.upper * 4000 * 0.4, 3.09, 0.01) << "Feldman-Cousins 95 % of none over none: 3.09";
}

TEST(LostPlaces, where_every_place_shows_molecules_the_interval_hardly_grows) {
    auto const places = places_of({3, 2, 4}, 2000);
    FractionLikelihood const likelihood{places};
    auto const estimate = estimate_fraction(likelihood);
    ASSERT_FALSE(estimate.dropout);
    EXPECT_LT(limits_with_losses(places, likelihood, estimate).upper, 1.2 * estimate.limits.upper);
}

TEST(LostPlaces, above_five_thousand_places_the_limit_is_at_least_that_of_all_of_them) {
    // 60 molecules at 12 000 places: nothing is told, 2.5 times the plain limit.
    auto const alt = some_of(12000, 60);
    auto const few = places_of(alt, 500);
    FractionLikelihood const likelihood{few};
    auto const plain = estimate_fraction(likelihood).limits;
    EXPECT_NEAR(limits_of(few).upper / plain.upper, 2.5, 0.01);
    EXPECT_GE(limits_of(few).upper, 0.998 * slow_upper(alt, 500, {0.6, 0.6}));
    EXPECT_EQ(limits_of(few).lower, plain.lower);
    // 3 at each of two thirds of 6 000: a third is lost, and half of the places say so nearly as well.
    std::vector<std::int64_t> many(6000, 3);
    for (std::size_t index = 1; index < many.size(); index += 3) {
        many[index] = 0;
    }
    auto const limits = limits_of(places_of(many, 500));
    EXPECT_GE(limits.upper, slow_upper(many, 500, {0, 0.6}));
    EXPECT_LT(limits.upper, 1.1 * slow_upper(many, 500, {0, 0.6}));
}

}  // namespace tidemark::test
