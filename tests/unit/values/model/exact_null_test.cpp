// The weighted statistic: golden values by enumeration (statistics.md 5.2), slow plain enumeration, both ways of summing.
#include "values/model/exact_null.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

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

}  // namespace

TEST(ExactNull, weights_are_log_likelihood_ratios_of_one_molecule) {
    auto const scores = likelihood_scores(golden_units(0), golden_scores);
    std::vector<double> const expected{1.2527629685, 2.3978952728, 0.4054651081};
    for (std::size_t index = 0; index < 3; ++index) {
        EXPECT_NEAR(static_cast<double>(scores.cells[index][0].weight) * scores.unit_weight, expected[index], 1.3e-5);
    }
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
