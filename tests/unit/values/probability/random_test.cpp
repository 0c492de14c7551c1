// The generator against published numbers, the laws against their moments and point probabilities.
#include "values/probability/random.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <map>
#include <numeric>
#include <stdexcept>
#include <vector>

namespace tidemark {
namespace {

struct Moments {
    double mean = 0;
    double variance = 0;
};

Moments moments(int count, std::function<double()> const& draw) {
    std::vector<double> numbers;
    for (int index = 0; index < count; ++index) {
        numbers.push_back(draw());
    }
    double const mean = std::accumulate(numbers.begin(), numbers.end(), 0.0) / count;
    double squares = 0;
    for (double const number : numbers) {
        squares += (number - mean) * (number - mean);
    }
    return {mean, squares / (count - 1)};
}

double poisson_probability(std::int64_t count, double mean) {
    return std::exp(static_cast<double>(count) * std::log(mean) - mean - std::lgamma(static_cast<double>(count) + 1));
}

double binomial_probability(std::int64_t count, std::int64_t trials, double p) {
    auto const k = static_cast<double>(count);
    auto const n = static_cast<double>(trials);
    return std::exp(std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1) + k * std::log(p) +
                    (n - k) * std::log1p(-p));
}

/// Chi-square of drawn counts against a law, over the cells that expect at least ten; also the number of cells.
std::pair<double, int> chi_square(int draws, std::function<std::int64_t()> const& draw,
                                  std::function<double(std::int64_t)> const& probability) {
    std::map<std::int64_t, int> seen;
    for (int index = 0; index < draws; ++index) {
        ++seen[draw()];
    }
    double sum = 0;
    int cells = 0;
    for (std::int64_t value = 0; value <= 20'000; ++value) {
        double const expected = draws * probability(value);
        if (expected >= 10) {
            auto const found = seen.find(value);
            double const difference = (found == seen.end() ? 0 : found->second) - expected;
            sum += difference * difference / expected;
            ++cells;
        }
    }
    return {sum, cells};
}

/// The chi-square statistic of a true law is below this with probability 0.99999.
double chi_square_bound(int cells) { return cells + 4.3 * std::sqrt(2.0 * cells) + 12; }

}  // namespace

TEST(Random, bad_parameters_are_our_own_fault) {
    Random random{1, "x"};
    EXPECT_THROW((void)random.below(0), std::logic_error);
    EXPECT_THROW((void)random.gamma(0, 1), std::logic_error);
    EXPECT_THROW((void)random.gamma(1, -1), std::logic_error);
    EXPECT_THROW((void)random.poisson(-0.1), std::logic_error);
    EXPECT_THROW((void)random.binomial(-1, 0.5), std::logic_error);
    EXPECT_THROW((void)random.binomial(1, 1.5), std::logic_error);
    EXPECT_THROW((void)portable_log(0), std::logic_error);
}

TEST(Random, splitmix64_gives_the_published_sequence) {
    // Seed 1234567: the sequence of the reference implementation (Vigna), as quoted on Rosetta Code.
    std::uint64_t state = 1234567;
    for (std::uint64_t const expected : {6457827717110365317ULL, 3203168211198807973ULL, 9817491932198370423ULL,
                                         4593380528125082431ULL, 16408922859458223821ULL}) {
        EXPECT_EQ(splitmix64(state), expected);
    }
}

TEST(Random, xoshiro_gives_the_published_sequence) {
    // State 1, 2, 3, 4: the reference vectors of the rand_xoshiro crate.
    Random random{std::array<std::uint64_t, 4>{1, 2, 3, 4}};
    for (std::uint64_t const expected :
         {11520ULL, 0ULL, 1509978240ULL, 1215971899390074240ULL, 1216172134540287360ULL, 607988272756665600ULL,
          16172922978634559625ULL, 8476171486693032832ULL, 10595114339597558777ULL, 2904607092377533576ULL}) {
        EXPECT_EQ(random.next(), expected);
    }
}

TEST(Random, streams_of_other_names_or_seeds_differ) {
    auto const first = Random{1, "a"}.next();
    EXPECT_EQ(first, (Random{1, "a"}.next()));
    EXPECT_NE(first, (Random{1, "b"}.next()));
    EXPECT_NE(first, (Random{2, "a"}.next()));
}

TEST(Random, logarithm_and_exponential_agree_with_the_library) {
    for (double x = 1e-300; x < 1e300; x *= 3.7) {
        double const scale = std::max(1.0, std::abs(std::log(x)));
        EXPECT_NEAR(portable_log(x), std::log(x), 1e-15 * scale) << x;
    }
    for (double x = 0.5; x < 2; x += 0.001) {
        EXPECT_NEAR(portable_log(x), std::log(x), 3e-16) << x;
    }
    for (double x = -700; x < 700; x += 0.37) {
        EXPECT_NEAR(portable_exp(x) / std::exp(x), 1, 1e-14) << x;
    }
    EXPECT_EQ(portable_exp(0), 1);
    EXPECT_EQ(portable_exp(-800), 0);
}

TEST(Random, uniform_numbers_fill_the_unit_interval_evenly) {
    Random random{7, "uniform"};
    auto const [chi, cells] = chi_square(
        100'000, [&] { return static_cast<std::int64_t>(random.uniform() * 50); },
        [](std::int64_t cell) { return cell < 50 ? 0.02 : 0.0; });
    EXPECT_EQ(cells, 50);
    EXPECT_LT(chi, chi_square_bound(cells));
}

TEST(Random, integers_below_a_bound_are_even) {
    Random random{7, "below"};
    auto const [chi, cells] = chi_square(
        60'000, [&] { return static_cast<std::int64_t>(random.below(6)); },
        [](std::int64_t cell) { return cell < 6 ? 1.0 / 6 : 0.0; });
    EXPECT_LT(chi, chi_square_bound(cells));
    for (int index = 0; index < 1'000; ++index) {
        auto const number = random.between(-3, 3);
        EXPECT_TRUE(number >= -3 && number <= 3);
    }
}

TEST(Random, poisson_follows_its_law_on_both_paths) {
    for (double const mean : {0.002, 0.7, 9.0, 11.99, 12.01, 80.0, 1500.0}) {
        Random random{11, "poisson"};
        auto const [chi, cells] = chi_square(
            40'000, [&] { return random.poisson(mean); },
            [&](std::int64_t count) { return poisson_probability(count, mean); });
        EXPECT_GE(cells, 1) << mean;
        EXPECT_LT(chi, chi_square_bound(cells)) << mean;
    }
    Random random{11, "none"};
    EXPECT_EQ(random.poisson(0), 0);
}

TEST(Random, binomial_follows_its_law_on_every_path) {
    struct Case {
        std::int64_t trials;
        double p;
    };
    for (auto const [trials, p] : {Case{5, 0.3}, Case{5, 0.9}, Case{2'000, 1e-3}, Case{500, 0.5}, Case{3'000, 0.02},
                                   Case{3'000, 0.98}, Case{1'000'000, 2e-6}}) {
        Random random{13, "binomial"};
        auto const [chi, cells] = chi_square(
            40'000, [&] { return random.binomial(trials, p); },
            [&](std::int64_t count) { return count <= trials ? binomial_probability(count, trials, p) : 0; });
        EXPECT_GE(cells, 2) << trials << " " << p;
        EXPECT_LT(chi, chi_square_bound(cells)) << trials << " " << p;
    }
}

TEST(Random, binomial_keeps_its_edges) {
    Random random{13, "edges"};
    EXPECT_EQ(random.binomial(0, 0.5), 0);
    EXPECT_EQ(random.binomial(100, 0), 0);
    EXPECT_EQ(random.binomial(100, 1), 100);
}

TEST(Random, normal_and_gamma_have_their_moments) {
    Random random{17, "moments"};
    auto const normal = moments(200'000, [&] { return random.normal(); });
    EXPECT_NEAR(normal.mean, 0, 0.012);       // five standard errors of 1/sqrt(200,000)
    EXPECT_NEAR(normal.variance, 1, 0.017);
    for (double const shape : {0.3, 1.0, 2.5, 40.0}) {
        auto const gamma = moments(200'000, [&] { return random.gamma(shape, 3); });
        double const variance = 9 / shape;
        EXPECT_NEAR(gamma.mean, 3, 5 * std::sqrt(variance / 200'000)) << shape;
        EXPECT_NEAR(gamma.variance / variance, 1, 5 * std::sqrt((2 + 6 / shape) / 200'000)) << shape;
    }
}

TEST(Random, beta_has_its_mean_and_variance) {
    Random random{19, "beta"};
    auto const beta = moments(100'000, [&] { return random.beta(2, 5); });
    EXPECT_NEAR(beta.mean, 2.0 / 7, 0.0026);                // variance 10/392
    EXPECT_NEAR(beta.variance, 10.0 / (49 * 8), 0.0008);
}

}  // namespace tidemark
