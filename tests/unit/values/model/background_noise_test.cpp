// The mixture of ordinary and hot places, and its stand-in that can run at gamma time, against plain sums.
#include "values/model/background_noise.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <complex>
#include <vector>

namespace tidemark::test {
namespace {

/// P(n) of a gamma-mixed Poisson by its factors.
double plain_chance(NegativeBinomial const& law, int count) {
    double const odds = law.mean * law.dispersion;
    double chance = std::pow(1 + odds, -1 / law.dispersion);
    for (int n = 1; n <= count; ++n) {
        chance *= (1 / law.dispersion + n - 1) / n * odds / (1 + odds);
    }
    return chance;
}

double plain_mixture(NoiseMixture const& law, int count) {
    return (1 - law.hot_share) * plain_chance(law.ordinary, count) + law.hot_share * plain_chance(law.hot, count);
}

NoiseMixture const mixture{0.02, {0.3, 0.5}, {4, 1.5}};

std::complex<double> generated(NoiseMixture const& law, std::complex<double> z) {
    auto const part = [&](NegativeBinomial const& each) {
        return each.dispersion == 0 ? std::exp(each.mean * (z - 1.0))
                                    : std::pow(1.0 + each.mean * each.dispersion * (1.0 - z), -1 / each.dispersion);
    };
    return (1 - law.hot_share) * part(law.ordinary) + law.hot_share * part(law.hot);
}

/// How often G winds round 0 on the unit circle: the number of its zeros inside.
int zeros_inside(NoiseMixture const& law) {
    constexpr int steps = 20000;
    double turned = 0;
    auto last = generated(law, 1);
    for (int step = 1; step <= steps; ++step) {
        auto const next = generated(law, std::polar(1.0, 2 * M_PI * step / steps));
        turned += std::arg(next / last);
        last = next;
    }
    return static_cast<int>(std::lround(turned / (2 * M_PI)));
}

}  // namespace

TEST(BackgroundNoise, chances_of_a_mixture_are_the_weighted_ones) {
    auto const chances = chances_of(mixture, 30);
    for (int count = 0; count < 30; ++count) {
        EXPECT_NEAR(chances[static_cast<std::size_t>(count)], plain_mixture(mixture, count), 1e-15);
    }
    EXPECT_NEAR(std::exp(mixture.log_chance_of_none()), plain_mixture(mixture, 0), 1e-15);
}

TEST(BackgroundNoise, the_exponential_of_the_log_series_is_the_mixture) {
    MixtureTerms terms{mixture, mixture.log_none(), std::pmr::get_default_resource()};
    std::vector<double> scaled{0};
    std::vector<double> chances{plain_mixture(mixture, 0)};
    for (int n = 1; n < 40; ++n) {
        scaled.push_back(terms.next());
        double sum = 0;
        for (int j = 1; j <= n; ++j) {
            sum += scaled[static_cast<std::size_t>(j)] * chances[static_cast<std::size_t>(n - j)];
        }
        chances.push_back(sum / n);
        EXPECT_NEAR(chances.back() / plain_mixture(mixture, n), 1, 1e-9) << n;
    }
}

TEST(BackgroundNoise, where_the_series_is_called_convergent_no_zero_lies_inside) {
    int convergent = 0;
    for (double const share : {0.001, 0.01, 0.1, 0.4, 0.8, 0.99}) {
        for (double const mean : {0.01, 0.5, 2.0, 6.0}) {
            for (double const ratio : {0.1, 3.0, 30.0}) {
                for (double const dispersion : {0.0, 0.05, 0.3, 1.0}) {
                    NoiseMixture const law{share, {mean, dispersion}, {ratio * mean, dispersion / 2}};
                    if (law.has_convergent_logarithm()) {
                        ++convergent;
                        EXPECT_EQ(zeros_inside(law), 0) << share << " " << mean << " " << ratio << " " << dispersion;
                    }
                }
            }
        }
    }
    EXPECT_GT(convergent, 150);
    // Two Poissons that outweigh each other by turns have zeros inside.
    NoiseMixture const torn{0.7, {1, 0}, {12, 0}};
    EXPECT_GT(zeros_inside(torn), 0);
    EXPECT_FALSE(torn.has_convergent_logarithm());
}

TEST(BackgroundNoise, the_divisible_form_keeps_mean_and_variance) {
    for (auto const& law : {mixture, NoiseMixture{0.7, {0.3, 0.5}, {4, 1.5}}, NoiseMixture{0.02, {4, 0.1}, {0.3, 1}}}) {
        double mean = 0;
        double square = 0;
        for (int count = 1; count < 2000; ++count) {
            mean += count * plain_mixture(law, count);
            square += static_cast<double>(count) * count * plain_mixture(law, count);
        }
        auto const noise = divisible(law);
        auto const jump = capped_moments(noise.jump, 0);
        EXPECT_NEAR(noise.ordinary.mean + noise.jumps * jump.first, mean, 1e-9);
        double const variance = noise.ordinary.mean + noise.ordinary.mean * noise.ordinary.mean * noise.ordinary.dispersion +
                                noise.jumps * jump.second;
        EXPECT_NEAR(variance, square - mean * mean, 1e-8);
    }
    EXPECT_GT(divisible(mixture).jumps, 0);
    EXPECT_EQ(divisible({0.7, {0.3, 0.5}, {4, 1.5}}).jumps, 0);
}

TEST(BackgroundNoise, capped_moments_count_the_rest_at_the_cap) {
    NegativeBinomial const law{2.5, 0.8};
    double first = 0;
    double second = 0;
    for (int count = 0; count < 3000; ++count) {
        double const counted = std::min(count, 4);
        first += counted * plain_chance(law, count);
        second += counted * counted * plain_chance(law, count);
    }
    EXPECT_NEAR(capped_moments(law, 4).first, first, 1e-12);
    EXPECT_NEAR(capped_moments(law, 4).second, second, 1e-12);
}

}  // namespace tidemark::test
