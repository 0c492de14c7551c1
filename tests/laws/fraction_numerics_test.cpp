// No NaN and no infinity for any counts in the domain, and the likelihood as 50 digits have it.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <boost/multiprecision/cpp_bin_float.hpp>
#include <cmath>

#include "stages/detect/estimate.hpp"
#include "stages/detect/fraction_estimate.hpp"
#include "stages/detect/presence.hpp"
#include "values/probability/random.hpp"

namespace tidemark::test {
namespace {

using Precise = boost::multiprecision::cpp_bin_float_50;

double power_of_ten(double low, double high) {
    return std::pow(10.0, low + (high - low) * (*rc::gen::inRange(0, 10001)) / 10000.0);
}

Witness any_place() {
    Witness place;
    double const depth = std::floor(power_of_ten(0, 7));
    CopyState copies;
    copies.total_copies = *rc::gen::inRange(1, 9);
    copies.multiplicity = *rc::gen::inRange(1, static_cast<int>(copies.total_copies) + 1);
    copies.normal_copies = *rc::gen::inRange(1, 3);
    copies.cancer_cell_fraction = *rc::gen::element(1.0, 0.4, 0.001);
    place.unit.cells.push_back({.depth = depth, .background = depth * power_of_ten(-12, -0.31),
                                .dispersion = *rc::gen::element(0.0, 1e-6, 0.5, 4.0),
                                .sample_factor = *rc::gen::element(true, false), .copies = copies});
    auto const share = *rc::gen::element(0.0, 1e-5, 0.01, 0.5, 1.0);
    place.alt = {std::min(static_cast<std::int64_t>(std::ceil(share * depth)), static_cast<std::int64_t>(depth))};
    if (*rc::gen::inRange(0, 4) == 0) {
        auto other = copies;
        other.total_copies += 1;
        place.copy_states = {{copies, 0.75}, {other, 0.25}};
    }
    return place;
}

Precise precise_term(CountCell const& cell, std::int64_t alt, double fraction) {
    Precise const f = fraction;
    auto const& copies = cell.copies;
    Precise const v = f * copies.cancer_cell_fraction * copies.multiplicity /
                      (f * copies.total_copies + (1 - f) * copies.normal_copies);
    Precise const e = Precise{cell.background} / cell.depth;
    Precise const q = v + (1 - v) * e;
    Precise value = alt * log(q) + (Precise{cell.depth} - alt) * log(1 - q);
    if (cell.dispersion > 0) {   // signal over background by convolution, against the Poisson of the sum
        Precise const signal = v * cell.depth;
        Precise const background = (1 - v) * e * cell.depth;
        auto const log_poisson = [](std::int64_t n, Precise const& mean) -> Precise {
            return n * log(mean) - mean - lgamma(Precise{n + 1});
        };
        Precise sum = 0;
        for (std::int64_t b = 0; b <= alt; ++b) {
            Precise gain = background - (b + 1 / Precise{cell.dispersion}) * log(1 + background * cell.dispersion);
            for (std::int64_t k = 0; k < b; ++k) {
                gain += log(1 + k * Precise{cell.dispersion});
            }
            sum += exp(log_poisson(alt - b, signal) + log_poisson(b, background) + gain);
        }
        value += log(sum) - log_poisson(alt, signal + background);
    }
    return value;
}

}  // namespace

TEST(FractionNumerics, every_number_is_finite_and_in_order) {
    bool const held = rc::check([] {
        std::vector<Witness> list;
        for (int left = *rc::gen::inRange(0, 12); left > 0; --left) {
            list.push_back(any_place());
        }
        FractionLikelihood const likelihood{list, {.sample_dispersion = *rc::gen::element(0.0, 0.25, 1.5)}};
        auto const estimate = estimate_fraction(likelihood);
        RC_ASSERT(estimate.fraction >= 0 && estimate.fraction <= 1);
        RC_ASSERT(estimate.limits.lower >= 0 && estimate.limits.lower <= estimate.fraction);
        RC_ASSERT(estimate.limits.upper <= 1 && estimate.limits.upper >= estimate.fraction);
        if (estimate.dropout) {
            RC_ASSERT(estimate.dropout->limits.lower >= 0 && estimate.dropout->limits.upper <= 1);
        }
        if (estimate.leave_one_out) {
            RC_ASSERT(estimate.leave_one_out->lower >= 0 && estimate.leave_one_out->upper <= 1);
        }
        double const bound = fraction_upper_bound(likelihood);
        RC_ASSERT(bound >= 0 && bound <= 1);
        double const presence = presence_probability(likelihood, 0.5);
        RC_ASSERT(presence >= 0 && presence <= 1);
        for (double const fraction : {0.0, 1e-12, 0.5, 1.0}) {
            auto const sum = likelihood.at(likelihood.fitted(fraction));
            RC_ASSERT(std::isfinite(sum.value) && std::isfinite(sum.score) && std::isfinite(sum.information));
        }
    });
    EXPECT_TRUE(held);
}

TEST(FractionNumerics, the_likelihood_agrees_with_fifty_digits) {
    for (double const depth : {50.0, 3000.0, 1e7}) {
        for (double const rate : {1e-12, 1e-5, 1e-3, 0.2}) {
            for (double const dispersion : {0.0, 0.5}) {
                for (double const fraction : {1e-9, 1e-5, 0.01, 0.5, 0.999}) {
                    for (std::int64_t const alt : {std::int64_t{0}, std::int64_t{1}, std::int64_t{40}}) {
                        Witness place;
                        place.unit.cells.push_back({.depth = depth, .background = depth * rate, .dispersion = dispersion,
                                                    .copies = {}});
                        place.alt = {alt};
                        if (dispersion > 0 && depth * rate * dispersion < 0.02) {
                            continue;   // too small to matter: left out on purpose
                        }
                        double const value = FractionLikelihood{{&place, 1}}.at({fraction, 0, 0}).value;
                        auto const expected = static_cast<double>(precise_term(place.unit.cells[0], alt, fraction));
                        EXPECT_NEAR(value, expected, 1e-6 + 1e-9 * std::abs(expected))
                            << depth << " " << rate << " " << dispersion << " " << fraction << " " << alt;
                    }
                }
            }
        }
    }
}

TEST(FractionNumerics, two_hundred_thousand_loci_give_the_fraction_of_their_sums) {
    Random random{3, "many"};
    std::vector<Witness> list;
    double molecules = 0;
    double net = 0;
    for (int index = 0; index < 200000; ++index) {
        auto& place = list.emplace_back();
        double const depth = static_cast<double>(random.between(500, 1500));
        place.unit.cells.push_back({.depth = depth, .background = depth * 1e-6, .dispersion = 0.5, .copies = {}});
        place.alt = {random.poisson(depth * 6e-6)};
        molecules += depth;
        net += static_cast<double>(place.alt[0]) - depth * 1e-6;
    }
    auto const estimate = estimate_fraction(FractionLikelihood{list, {.sample_dispersion = 0.25}});
    EXPECT_NEAR(estimate.fraction, 2 * net / molecules, 0.01 * estimate.fraction);
    EXPECT_LT(estimate.limits.lower, 1e-5);
    EXPECT_GT(estimate.limits.upper, 1e-5);
    // About 1200 molecules, 200 of them background with a CV of 25 %: 3.92 sqrt(1200 + 50^2) molecules of 1e8 f.
    EXPECT_NEAR(estimate.limits.upper - estimate.limits.lower, 2.39e-6, 0.1e-6);
}

}  // namespace tidemark::test
