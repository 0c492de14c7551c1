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

TEST(Quantiles, the_ends_of_probability_are_the_ends_of_the_range) {
    EXPECT_EQ(beta_quantile(0, 2, 3), 0);
    EXPECT_EQ(beta_quantile(1, 2, 3), 1);
    EXPECT_EQ(gamma_quantile(0, 2), 0);
}

}  // namespace tidemark
