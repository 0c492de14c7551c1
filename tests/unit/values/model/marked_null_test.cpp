// The law of a sum of molecules with marks, against plain convolution.
#include "values/model/marked_null.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <map>

namespace tidemark::test {
namespace {

using Law = std::map<std::int64_t, double>;

Law convolved(Law const& left, Law const& right) {
    Law sum;
    for (auto const& [one, chance] : left) {
        for (auto const& [other, with] : right) {
            sum[one + other] += chance * with;
        }
    }
    return sum;
}

double negative_binomial(int count, double mean, double dispersion) {
    if (dispersion == 0) {
        return std::exp(-mean + count * std::log(mean) - std::lgamma(count + 1.0));
    }
    double const shape = 1 / dispersion;
    return std::exp(std::lgamma(count + shape) - std::lgamma(shape) - std::lgamma(count + 1.0) +
                    shape * std::log(shape / (shape + mean)) + count * std::log(mean / (shape + mean)));
}

/// P(count) by the sum over molecules: as many convolutions of the scores as molecules count.
Law cell_law(MarkedCell const& cell, Law const& score, double level) {
    constexpr int most = 25;
    Law total;
    Law several{{0, 1.0}};
    double rest = 1;
    for (int count = 0; count <= most; ++count) {
        auto const& c = cell.cell;
        double chance = (1 - c.hot_share) * negative_binomial(count, c.ordinary_background() * level, c.dispersion);
        chance += c.hot_share > 0 ? c.hot_share * negative_binomial(count, c.hot_background * level, c.hot_dispersion) : 0;
        if (cell.cap > 0 && count == cell.cap) {
            chance = rest;
        }
        for (auto const& [value, with] : several) {
            total[value] += chance * with;
        }
        rest -= chance;
        if (cell.cap > 0 && count == cell.cap) {
            break;
        }
        several = convolved(several, score);
    }
    return total;
}

double tail(Law const& law, std::int64_t t) {
    double sum = 0;
    for (auto const& [value, chance] : law) {
        sum += value >= t ? chance : 0;
    }
    return sum;
}

MarkLaw const marks{{0.2, 0.5, 0.3}, {std::log(2.0), 0, std::log(0.5)}};

/// Scores of a molecule of weight 1.1 (or 0.4) in steps of 0.2, by hand: 1.1 + 0.693, 1.1, 1.1 - 0.693 are 9, 6 (5.5), 2.
Law heavy() { return {{9, 0.2}, {6, 0.5}, {2, 0.3}}; }
Law light() { return {{5, 0.2}, {2, 0.5}, {0, 0.3}}; }

std::vector<MarkedCell> cells() {
    return {{.cell = {.depth = 1000, .background = 0.3, .dispersion = 0, .copies = {}}, .weight = 1.1, .cap = 3},
            {.cell = {.depth = 1000, .background = 0.5, .dispersion = 0.5, .copies = {}}, .weight = 0.4, .cap = 0},
            {.cell = {.depth = 1000, .background = 0.05, .dispersion = 0.8, .hot_share = 0.01, .hot_background = 1.2,
                      .hot_dispersion = 1, .copies = {}},
             .weight = 1.1, .cap = 2}};
}

Law enumerated(double level) {
    auto const list = cells();
    return convolved(convolved(cell_law(list[0], heavy(), level), cell_law(list[1], light(), level)),
                     cell_law(list[2], heavy(), level));
}

}  // namespace

TEST(MarkedNull, scores_are_whole_steps_and_never_negative) {
    EXPECT_EQ(marked_score(1.1, std::log(2.0), 0.2), 9);
    EXPECT_EQ(marked_score(0.4, std::log(0.5), 0.2), 0);
}

TEST(MarkedNull, tails_are_those_of_plain_convolution) {
    MarkedNull const null{cells(), marks, 0, 0.2};
    auto const law = enumerated(1);
    for (std::int64_t t = 0; t < 60; ++t) {
        EXPECT_NEAR(null.tail(t), tail(law, t), 2e-12) << t;
    }
    EXPECT_EQ(null.tail(0), 1);
    EXPECT_LT(null.tail(100000), 1e-12);
}

// Noise level s ~ Gamma(shape 1/kappa^2, mean 1), averaged by the trapezoid rule.
TEST(MarkedNull, the_noise_level_of_the_sample_moves_all_cells_together) {
    double const kappa = 0.4;
    double const shape = 1 / (kappa * kappa);
    MarkedNull const null{cells(), marks, kappa, 0.2};
    Law law;
    double weights = 0;
    constexpr int points = 200;
    for (int point = 1; point < points; ++point) {
        double const level = 7.0 * point / points;
        double const weight = std::exp((shape - 1) * std::log(level) - shape * level);
        weights += weight;
        for (auto const& [value, chance] : enumerated(level)) {
            law[value] += weight * chance;
        }
    }
    for (std::int64_t t : {1, 6, 11, 18, 25, 32}) {
        EXPECT_NEAR(null.tail(t), tail(law, t) / weights, 1e-6) << t;
    }
}

TEST(MarkedNull, cells_without_marks_add_their_weight_alone) {
    auto list = cells();
    list.resize(1);
    list[0].marked = false;
    list[0].cap = 0;
    MarkedNull const null{list, marks, 0, 0.2};
    // 1.1 is five and a half steps, six: one molecule is 6, two are 12.
    EXPECT_NEAR(null.tail(6), 1 - std::exp(-0.3), 1e-12);
    EXPECT_NEAR(null.tail(7), 1 - std::exp(-0.3) * 1.3, 1e-12);
}

}  // namespace tidemark::test
