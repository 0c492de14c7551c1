#include "values/probability/beta_binomial.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

namespace tidemark::test {
namespace {

/// Slow plain formula: the chance of `count` as a product over single trials of Polya's urn.
double by_urn(BetaBinomial const& law, std::int64_t count) {
    double const size = 1 / law.overdispersion - 1;
    double const a = law.probability * size;
    double const b = (1 - law.probability) * size;
    double chance = 1;
    for (std::int64_t trial = 0; trial < law.trials; ++trial) {
        auto const done = static_cast<double>(trial);
        auto const successes = static_cast<double>(count);
        chance *= trial < count ? (a + done) / (size + done) : (b + done - successes) / (size + done);
        chance *= trial < count ? (static_cast<double>(law.trials) - done) / (done + 1) : 1;
    }
    return chance;
}

}  // namespace

TEST(BetaBinomial, arguments_outside_the_domain_are_refused) {
    EXPECT_THROW(static_cast<void>(beta_binomial_at_least({5, 0, 0.1}, 1)), std::logic_error);
    EXPECT_THROW(static_cast<void>(beta_binomial_at_least({5, 0.5, 1}, 1)), std::logic_error);
    EXPECT_THROW(static_cast<void>(hypergeometric_at_least(1, 5, 3, 4)), std::logic_error);
}

TEST(BetaBinomial, chances_and_tails_are_those_of_the_urn) {
    BetaBinomial const law{12, 0.3, 0.2};
    double tail = 0;
    for (std::int64_t count = 12; count >= 0; --count) {
        EXPECT_NEAR(std::exp(log_chance(law, count)), by_urn(law, count), 1e-13) << count;
        tail += by_urn(law, count);
        EXPECT_NEAR(beta_binomial_at_least(law, count), tail, 1e-12) << count;
    }
    EXPECT_EQ(beta_binomial_at_least(law, 13), 0);
    EXPECT_EQ(log_chance(law, 13), -1e300);
}

TEST(BetaBinomial, without_overdispersion_it_is_the_binomial) {
    EXPECT_NEAR(beta_binomial_at_least({10, 0.5, 0}, 9), 11.0 / 1024, 1e-14);
    EXPECT_NEAR(beta_binomial_at_least({10, 0.5, 1e-12}, 9), 11.0 / 1024, 1e-9);
}

TEST(BetaBinomial, a_clone_of_a_million_templates_is_tested_too) {
    double const middle = beta_binomial_at_least({1'000'000, 0.5, 0.01}, 500'000);
    EXPECT_NEAR(middle, 0.5, 1e-4);
}

}  // namespace tidemark::test
