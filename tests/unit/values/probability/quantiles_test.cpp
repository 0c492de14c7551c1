#include "values/probability/quantiles.hpp"

#include <gtest/gtest.h>

namespace tidemark {

TEST(Quantiles, agree_with_scipy) {
    // scipy.stats.beta.ppf(0.975, 6, 12), beta.ppf(0.025, 2.5, 7.25), gamma.ppf(0.95, 1), gamma.ppf(0.025, 3.7)
    EXPECT_NEAR(beta_quantile(0.975, 6, 12), 0.5595827187543372, 1e-12);
    EXPECT_NEAR(beta_quantile(0.025, 2.5, 7.25), 0.050814205495634465, 1e-12);
    EXPECT_NEAR(gamma_quantile(0.95, 1), 2.995732273553991, 1e-12);
    EXPECT_NEAR(gamma_quantile(0.025, 3.7), 0.9408724643775055, 1e-12);
}

TEST(Quantiles, a_beta_tail_is_a_binomial_one_and_undoes_its_quantile) {
    EXPECT_NEAR(beta_at_most(0.5, 10, 4), 378.0 / 8192, 1e-14);
    EXPECT_NEAR(beta_at_most(0.5595827187543372, 6, 12), 0.975, 1e-12);
    EXPECT_EQ(beta_at_most(0, 2, 3), 0);
    EXPECT_EQ(beta_at_most(1, 2, 3), 1);
}

TEST(Quantiles, the_ends_of_probability_are_the_ends_of_the_range) {
    EXPECT_EQ(beta_quantile(0, 2, 3), 0);
    EXPECT_EQ(beta_quantile(1, 2, 3), 1);
    EXPECT_EQ(gamma_quantile(0, 2), 0);
}

}  // namespace tidemark
