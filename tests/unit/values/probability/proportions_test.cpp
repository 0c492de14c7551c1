// Limits as Newcombe printed them: Stat Med 1998 17:857 (one proportion, table I) and 17:873 (a difference, table II).
#include "values/probability/proportions.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace tidemark::test {
namespace {

void expect_limits(Limits const& limits, double lower, double upper) {
    EXPECT_NEAR(limits.lower, lower, 0.5e-4);
    EXPECT_NEAR(limits.upper, upper, 0.5e-4);
}

}  // namespace

TEST(Proportions, more_successes_than_trials_are_refused) {
    EXPECT_THROW((void)wilson_limits({3, 2}), std::logic_error);
    EXPECT_THROW((void)wilson_limits({-1, 2}), std::logic_error);
}

TEST(Proportions, nothing_is_known_without_trials) {
    expect_limits(wilson_limits({0, 0}), 0, 1);
    expect_limits(difference_limits({0, 0}, {1, 2}), -1, 1);
}

TEST(Proportions, score_limits_are_those_published) {
    expect_limits(wilson_limits({81, 263}), 0.2553, 0.3662);
    expect_limits(wilson_limits({15, 148}), 0.0624, 0.1605);
    expect_limits(wilson_limits({0, 20}), 0.0000, 0.1611);
    expect_limits(wilson_limits({1, 29}), 0.0061, 0.1718);
}

TEST(Proportions, limits_of_a_difference_are_those_published) {
    expect_limits(difference_limits({56, 70}, {48, 80}), 0.0524, 0.3339);
    expect_limits(difference_limits({9, 10}, {3, 10}), 0.1705, 0.8090);
    expect_limits(difference_limits({6, 7}, {2, 7}), 0.0582, 0.8062);
    expect_limits(difference_limits({5, 56}, {0, 29}), -0.0381, 0.1926);
    expect_limits(difference_limits({0, 10}, {0, 20}), -0.1611, 0.2775);
    expect_limits(difference_limits({10, 10}, {0, 20}), 0.6791, 1.0000);
    expect_limits(difference_limits({10, 10}, {0, 10}), 0.6075, 1.0000);
}

}  // namespace tidemark::test
