// The weighted statistic: golden values by enumeration (statistics.md 5.2), slow plain enumeration, both ways of summing.
#include "values/model/exact_null.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <vector>

#include "values/probability/distributions.hpp"

namespace tidemark::test {
namespace {

std::vector<WitnessUnit> golden_units(double dispersion) {
    return {{{CountCell{.depth = 2000, .background = 0.04, .dispersion = dispersion, .copies = {}}}},
            {{CountCell{.depth = 3000, .background = 0.015, .dispersion = dispersion, .copies = {}}}},
            {{CountCell{.depth = 1500, .background = 0.15, .dispersion = dispersion, .copies = {}}}}};
}

constexpr ScoreParameters golden_scores{.tumor_fraction = 1e-4, .steps = 100000, .capped = false};

double golden_p(double dispersion, double sample_dispersion) {
    auto const units = golden_units(dispersion);
    auto const scores = likelihood_scores(units, golden_scores);
    StatisticLaw const law{units, scores, sample_dispersion};
    return law.null_tail(scores.cells[0][0].weight + scores.cells[2][0].weight);
}

/// A place whose background is a plain Poisson.
struct PlainPlace {
    double depth;
    double background;
    CellScore score;
};

double poisson(int count, double mean) { return std::exp(count * std::log(mean) - mean - std::lgamma(count + 1)); }

/// P(T >= critical with support at two places), every outcome gone through.
double enumerated_power(std::vector<PlainPlace> const& places, double fraction, std::int64_t critical, std::size_t place = 0,
                        std::int64_t value = 0, int supports = 0) {
    if (place == places.size()) {
        return value >= critical && supports >= 2 ? 1 : 0;
    }
    auto const& [depth, background, score] = places[place];
    double const mean = background + depth * fraction / 2;
    double sum = 0;
    for (int count = 0; count < 12 + 5 * mean; ++count) {
        sum += poisson(count, mean) * enumerated_power(places, fraction, critical, place + 1, value + count * score.weight,
                                                       supports + (score.support > 0 && count >= score.support ? 1 : 0));
    }
    return sum;
}

}  // namespace

TEST(ExactNull, power_asks_for_as_many_molecules_at_two_places_as_support_takes) {
    for (double const noisy : {2.0, 4.0}) {   // a sparse and a dense null
        std::vector<PlainPlace> const places{{.depth = 2000, .background = noisy, .score = {1, 0, 8}},
                                             {.depth = 1000, .background = 0.4, .score = {2, 0, 3}},
                                             {.depth = 2000, .background = 1e-3, .score = {8, 0, 1}},
                                             {.depth = 1500, .background = 1e-3, .score = {8, 0, 1}},
                                             {.depth = 500, .background = 1, .score = {0, 0, 6}}};
        std::vector<WitnessUnit> units;
        Scores scores;
        for (auto const& [depth, background, score] : places) {
            units.push_back({{CountCell{.depth = depth, .background = background, .dispersion = 0, .copies = {}}}});
            scores.cells.push_back({score});
        }
        StatisticLaw const law{units, scores, 0};
        for (double const fraction : {0.0, 1e-4, 1e-3, 3e-3}) {
            for (std::int64_t const critical : {9, 17}) {
                EXPECT_NEAR(law.power(fraction, critical, Breadth::two_places), enumerated_power(places, fraction, critical), 1e-7)
                    << noisy << " " << fraction << " " << critical;
            }
        }
    }
}

// At a fraction that the shallow place needs, the deep one surely shows hundreds.
TEST(ExactNull, a_deep_clean_place_beside_a_shallow_noisy_one_has_a_power_at_every_fraction) {
    std::vector<WitnessUnit> const units{{{CountCell{.depth = 20000, .background = 0.01, .dispersion = 0, .copies = {}}}},
                                         {{CountCell{.depth = 100, .background = 0.1, .dispersion = 0, .copies = {}}}}};
    auto const scores = likelihood_scores(units, {.tumor_fraction = 1e-3});
    EXPECT_GT(scores.cells[1].front().support, 1);
    StatisticLaw const law{units, scores, 0};
    double last = 0;
    for (double const fraction : {1e-4, 1e-3, 1e-2, 0.05, 0.1, 0.2, 0.5, 1.0}) {
        double const power = law.power(fraction, law.critical_value(0.01), Breadth::two_places);
        EXPECT_GE(power, last - 1e-9) << fraction;
        last = power;
    }
    // Two molecules or more of 100 at half of f = 0.2: 1 - 0.9^100 - 100 0.1 0.9^99, background aside.
    EXPECT_NEAR(law.power(0.2, law.critical_value(0.01), Breadth::two_places), 1 - std::pow(0.9, 100) - 10 * std::pow(0.9, 99), 1e-3);
}

TEST(ExactNull, molecules_that_a_higher_noise_level_explains_weigh_nothing) {
    // Expected at f0 = 1e-4: 0.1 tumor molecules over 0.001 of background, and 0.25 over 50. With kappa 0.5 the level moves by
    // 1 + 0.25 x 0.35 / (1 + 0.25 x 50.001) = 1.0065, the noisy molecules ask for 1.005.
    std::vector<WitnessUnit> const units{{{CountCell{.depth = 2000, .background = 1e-3, .dispersion = 0, .copies = {}},
                                           CountCell{.depth = 5000, .background = 50, .dispersion = 0, .copies = {}}}}};
    auto const known = likelihood_scores(units, {.tumor_fraction = 1e-4, .capped = false});
    EXPECT_EQ(known.cells[0][0].weight, 64);
    EXPECT_EQ(known.cells[0][1].weight, std::llround(64 * std::log1p(0.005) / std::log1p(100)));
    auto const spread = likelihood_scores(units, {.tumor_fraction = 1e-4, .sample_dispersion = 0.5, .capped = false});
    EXPECT_EQ(spread.cells[0][1].weight, 0);
    EXPECT_NEAR(static_cast<double>(spread.cells[0][0].weight) * spread.unit_weight, std::log1p(100) - std::log(1.0064814), 1e-6);
}

TEST(ExactNull, weights_are_log_likelihood_ratios_of_one_molecule) {
    auto const scores = likelihood_scores(golden_units(0), golden_scores);
    std::vector<double> const expected{1.2527629685, 2.3978952728, 0.4054651081};
    for (std::size_t index = 0; index < 3; ++index) {
        EXPECT_NEAR(static_cast<double>(scores.cells[index][0].weight) * scores.unit_weight, expected[index], 1.3e-5);
    }
}

// A noise level that is hardly known: T reaches sixty times its mean, so that its law is taken in grains. All weights and no spread of places
// make T a negative binomial, whose tail and the Poisson sum over it are known otherwise.
TEST(ExactNull, a_law_that_reaches_far_is_that_of_its_molecules_within_half_a_per_cent) {
    constexpr double kappa = 1.4361406616345072;
    std::vector<WitnessUnit> const units(500, {{CountCell{.depth = 20000, .background = 5, .copies = {}}}});
    StatisticLaw const law{units, pooled_scores(units), kappa};
    for (std::int64_t const t : {100, 2500, 8000, 16000, 30000}) {
        double const known = dispersed_at_least(t, 2500, kappa * kappa);
        EXPECT_NEAR(law.null_tail(t), known, 0.005 * known) << t;
    }
    auto const critical = law.critical_value(0.01);
    EXPECT_NEAR(static_cast<double>(critical), static_cast<double>(critical_count(2500, kappa * kappa, 0.01)), 0.003 * 16000);
    EXPECT_LE(law.null_tail(critical), 0.01);
    EXPECT_GT(law.null_tail(critical - 50), 0.01);
    // Power at a fraction of 3.2e-3: 16,000 tumor molecules on top.
    double const tumor = 1e7 * expected_vaf(TumorFractionCell{3.2e-3}, {}).value;
    double power = 0;
    double above = 1;
    for (std::int64_t noise = 0; noise < critical; ++noise) {
        double const next = dispersed_at_least(noise + 1, 2500, kappa * kappa);
        power += (above - next) * poisson_at_least(critical - noise, tumor);
        above = next;
    }
    EXPECT_NEAR(law.power(3.2e-3, critical, Breadth::any), power + above, 0.002);
}

TEST(ExactNull, p_under_poisson_is_the_enumerated_one) { EXPECT_NEAR(golden_p(0, 0), 0.0209294881, 1e-10); }

TEST(ExactNull, p_under_gamma_loci_is_the_enumerated_one) { EXPECT_NEAR(golden_p(0.5, 0), 0.0209639193, 1e-10); }

TEST(ExactNull, equal_units_count_as_often_as_they_stand_whatever_their_order) {
    auto const kinds = golden_units(0.5);
    auto const tails = [&](std::vector<std::size_t> const& order) {
        std::vector<WitnessUnit> units;
        for (auto const kind : order) {
            units.push_back(kinds[kind]);
        }
        StatisticLaw const law{units, likelihood_scores(units, {.tumor_fraction = 1e-4}), 0.25};
        std::vector<double> values{law.power(1e-3, 200, Breadth::two_places), law.expected_value(1e-3)};
        for (std::int64_t t = 0; t < 400; ++t) {
            values.push_back(law.null_tail(t));
        }
        return values;
    };
    auto const sorted = tails({0, 0, 0, 1, 1, 2});
    EXPECT_EQ(tails({2, 0, 1, 0, 0, 1}), sorted);
    EXPECT_NE(tails({2, 0, 1, 0, 1, 1}), sorted);
}

// 400 places that hardly ever show two molecules: each counts once, so T is a binomial number of places.
TEST(ExactNull, places_that_hardly_show_two_molecules_count_once) {
    constexpr int places = 400;
    constexpr double mean = 1e-3;
    std::vector<WitnessUnit> const units(
        places, WitnessUnit{{CountCell{.depth = 100, .background = mean, .dispersion = 0, .copies = {}}}});
    StatisticLaw const law{units, likelihood_scores(units, {.tumor_fraction = 1e-5}), 0};
    double const shown = -std::expm1(-mean);
    double chance = std::pow(1 - shown, places);   // of exactly t places
    double below = 0;
    for (int t = 0; t < 8; ++t) {
        EXPECT_NEAR(law.null_tail(t), 1 - below, 1e-13) << t;
        below += chance;
        chance *= shown / (1 - shown) * (places - t) / (t + 1);
    }
}

TEST(ExactNull, p_under_a_shared_noise_level_is_the_enumerated_one) {
    EXPECT_NEAR(golden_p(0, 0.25), 0.0212108776, 1e-10);
}

// 99 % gamma shape 2 at mu, 1 % gamma shape 0.5 at mean 2e-4. The weights are those of mu, as in the other rows.
TEST(ExactNull, p_under_hot_loci_is_the_enumerated_one) {
    auto units = golden_units(0.5);
    auto const scores = likelihood_scores(units, {.tumor_fraction = 1e-4, .steps = 5000, .capped = false});
    for (auto& unit : units) {
        auto& cell = unit.cells.front();
        cell.hot_share = 0.01;
        cell.hot_background = cell.depth * 2e-4;
        cell.hot_dispersion = 2;
        cell.background = 0.99 * cell.background + 0.01 * cell.hot_background;
    }
    StatisticLaw const law{units, scores, 0};
    EXPECT_NEAR(law.null_tail(scores.cells[0][0].weight + scores.cells[2][0].weight), 0.0251356659, 1e-10);
}

}  // namespace tidemark::test
