// The e-process: refused numbers, the golden table, laws, and its error over twelve draws by simulation.
#include "values/model/e_process.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>
#include <vector>

#include "values/model/series_policy.hpp"
#include "values/probability/distributions.hpp"
#include "values/probability/random.hpp"

namespace tidemark {
namespace {

using Draws = std::vector<SurveillanceDraw>;

double e_value(Draws const& draws) { return std::exp(log_e_values(draws).back()); }

/// P(x) of a Poisson of mean signal + background x s, averaged over s ~ Gamma(mean 1, variance v) on a fine grid.
double plain_chance(int x, double signal, double background, double variance) {
    double const shape = 1 / variance;
    double sum = 0;
    double total = 0;
    for (double s = 0.0005; s < 8; s += 0.001) {
        double const weight = std::exp((shape - 1) * std::log(s) - shape * s);
        double const mean = signal + background * s;
        sum += weight * std::exp(x * std::log(mean) - mean - std::lgamma(x + 1.0));
        total += weight;
    }
    return sum / total;
}

struct Scenario {
    double molecules;
    double background;
    double vaf;
    double dispersion;   // of the true background
    int draws;
    double alpha = 0.01;
};

struct Rates {
    double per_sample = 0;
    double confirm_next = 0;
    double anytime = 0;
};

/// Share of simulated patients with a signal at any draw, the same draws under each policy.
Rates signal_rates(Scenario const& scenario, int patients) {
    Random random{20, "surveillance"};
    Rates rates;
    for (int patient = 0; patient < patients; ++patient) {
        Draws draws;
        std::vector<DrawEvidence> evidence;
        for (int draw = 0; draw < scenario.draws; ++draw) {
            double const level = scenario.dispersion > 0 ? random.gamma(1 / scenario.dispersion, 1) : 1;
            auto const alt = random.poisson(scenario.molecules * scenario.vaf + scenario.background * level);
            draws.push_back({scenario.molecules, alt, scenario.background, scenario.dispersion});
            evidence.push_back({dispersed_at_least(alt, scenario.background, scenario.dispersion), {}});
        }
        auto const values = log_e_values(draws);
        for (std::size_t draw = 0; draw < values.size(); ++draw) {
            evidence[draw].log_e_value = values[draw];
        }
        auto const any = [&](SeriesPolicy policy) {
            for (auto const& signal : series_signals(policy, evidence, scenario.alpha)) {
                if (signal.value()) {
                    return 1.0 / patients;
                }
            }
            return 0.0;
        };
        rates.per_sample += any(SeriesPolicy::per_sample);
        rates.confirm_next += any(SeriesPolicy::confirm_next);
        rates.anytime += any(SeriesPolicy::anytime);
    }
    return rates;
}

/// Three standard errors of a share.
double noise(double share, int patients) { return 3 * std::sqrt(share * (1 - share) / patients); }

}  // namespace

TEST(EProcess, a_draw_without_molecules_or_background_is_our_own_mistake) {
    for (auto const& draw : {SurveillanceDraw{0, 0, 0.2, 0}, {100, 0, 0, 0}, {100, -1, 0.2, 0}, {100, 0, 0.2, -0.1},
                             {100, 0, std::nan(""), 0}}) {
        EXPECT_THROW((void)log_e_values(Draws{draw}), std::logic_error);
    }
    EXPECT_TRUE(log_e_values({}).empty());
}

TEST(EProcess, the_golden_table_is_met) {
    // statistics.md 8.3, printed digits; the last of the fifth is cut, not rounded.
    EXPECT_NEAR(e_value({{2e4, 0, 0.2, 0}}), 0.3716917, 5e-8);
    EXPECT_NEAR(e_value({{2e4, 3, 0.2, 0}}), 35.09211, 5e-6);
    EXPECT_NEAR(e_value({{2e4, 1, 0.2, 0}, {2e4, 0, 0.2, 0}, {2e4, 2, 0.2, 0}}), 2.548100, 5e-7);
    EXPECT_NEAR(e_value({{2e4, 1, 0.2, 0}, {2e4, 1, 0.2, 0}, {2e4, 2, 0.2, 0}, {2e4, 1, 0.2, 0}}), 21.39050, 5e-6);
    EXPECT_NEAR(e_value({{1e5, 4, 1, 0}, {1e5, 5, 1, 0}}), 80.99029, 1e-5);
}

TEST(EProcess, earlier_values_do_not_change_when_a_draw_arrives) {
    Draws draws{{2e4, 1, 0.2, 0.1}, {3e4, 0, 0.4, 0}, {1e4, 2, 0.1, 0.1}};
    auto const whole = log_e_values(draws);
    draws.pop_back();
    EXPECT_EQ(log_e_values(draws), (std::vector<double>{whole[0], whole[1]}));
}

TEST(EProcess, a_dispersed_factor_is_the_ratio_of_two_averaged_laws) {
    for (int const alt : {0, 1, 4, 9}) {
        double sum = 0;
        for (int point = 0; point < 17; ++point) {
            double const signal = 1e5 * std::pow(10.0, -6 + point / 4.0);
            sum += plain_chance(alt, signal, 2, 0.25) / plain_chance(alt, 0, 2, 0.25) / 17;
        }
        EXPECT_NEAR(e_value({{1e5, alt, 2, 0.25}}), sum, 2e-6 * sum) << alt;
    }
}

TEST(EProcess, without_tumor_the_mean_is_one_under_either_law) {
    // All outcomes weighed by their chance.
    for (double const dispersion : {0.0, 0.0625, 0.5}) {
        double mean = 0;
        for (int alt = 0; alt < 300; ++alt) {
            double const chance = dispersed_at_least(alt, 3, dispersion) - dispersed_at_least(alt + 1, 3, dispersion);
            mean += chance * e_value({{1e3, alt, 3, dispersion}});
        }
        EXPECT_NEAR(mean, 1, 1e-6) << dispersion;
    }
}

TEST(EProcess, dispersion_takes_weight_from_a_surplus_and_vanishes_smoothly) {
    EXPECT_LT(e_value({{1e5, 8, 2, 0.25}}), e_value({{1e5, 8, 2, 0}}));
    EXPECT_NEAR(e_value({{1e5, 8, 2, 1e-9}}), e_value({{1e5, 8, 2, 0}}), 1e-5 * e_value({{1e5, 8, 2, 0}}));
}

TEST(EProcess, large_counts_stay_finite) {
    auto const values = log_e_values(Draws{{1e7, 2'000'000, 100, 0.1}, {1e7, 0, 100, 0.1}, {1e7, 0, 1e-12, 0}});
    for (double const value : values) {
        EXPECT_TRUE(std::isfinite(value));
    }
}

TEST(EProcess, no_more_than_alpha_of_patients_without_tumor_signal_over_twelve_draws) {
    int const patients = 4000;
    for (double const dispersion : {0.0, 0.0625}) {
        auto const rates = signal_rates({1e5, 1, 0, dispersion, 12}, patients);
        EXPECT_LE(rates.anytime, 0.01) << dispersion;
        EXPECT_LE(rates.confirm_next, 0.01) << dispersion;
        // Any of twelve: more than alpha, at most what twelve exact tests of 1 % give.
        EXPECT_GT(rates.per_sample, 0.01) << dispersion;
        EXPECT_LE(rates.per_sample, 0.114 + noise(0.114, patients)) << dispersion;
    }
    auto const published = signal_rates({1e5, 1, 0, 0, 12}, patients);
    EXPECT_NEAR(published.per_sample, 0.043, noise(0.043, patients));
}

TEST(EProcess, a_weak_tumor_is_found_as_often_as_published) {
    int const patients = 3000;
    auto const weak = signal_rates({2e4, 0.2, 5e-5, 0, 8}, patients);
    EXPECT_NEAR(weak.per_sample, 0.64, noise(0.64, patients));
    EXPECT_NEAR(weak.confirm_next, 0.09, noise(0.09, patients) + 0.005);
    EXPECT_NEAR(weak.anytime, 0.68, noise(0.68, patients) + 0.005);
    auto const stronger = signal_rates({2e4, 0.2, 1e-4, 0, 8}, patients);
    EXPECT_NEAR(stronger.per_sample, 0.98, noise(0.98, patients) + 0.005);
    EXPECT_NEAR(stronger.confirm_next, 0.58, noise(0.58, patients) + 0.005);
    EXPECT_NEAR(stronger.anytime, 0.994, noise(0.994, patients) + 0.0005);
}

}  // namespace tidemark
