// Tails and intervals against published or separately computed numbers.
#include "values/probability/distributions.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

#include "values/probability/feldman_cousins.hpp"

namespace tidemark::test {

TEST(Distributions, the_logarithm_of_a_lower_tail_is_finite_far_out) {
    for (std::int64_t const count : {0, 2, 7, 40}) {
        for (double const mean : {0.01, 3.0, 50.0, 690.0, 1500.0, 1e6}) {
            // Plain: the terms one by one, over the largest of them.
            long double largest = -1e30L;
            for (std::int64_t each = 0; each <= count; ++each) {
                largest = std::max(largest, each * std::log(static_cast<long double>(mean)) - mean - std::lgamma(each + 1.0L));
            }
            long double sum = 0;
            for (std::int64_t each = 0; each <= count; ++each) {
                sum += std::exp(each * std::log(static_cast<long double>(mean)) - mean - std::lgamma(each + 1.0L) - largest);
            }
            auto const expected = static_cast<double>(largest + std::log(sum));
            EXPECT_NEAR(log_poisson_at_most(count, mean), expected, 1e-12 * (1 + std::abs(expected))) << count << " of " << mean;
        }
    }
    EXPECT_THROW(static_cast<void>(log_poisson_at_most(-1, 3)), std::logic_error);
}

TEST(Distributions, arguments_outside_their_domain_are_refused) {
    EXPECT_THROW((void)poisson_at_least(1, -1), std::logic_error);
    EXPECT_THROW((void)poisson_at_least(1, std::nan("")), std::logic_error);
    EXPECT_THROW((void)binomial_at_least(1, 2, 1.5), std::logic_error);
    EXPECT_THROW((void)clopper_pearson(3, 2, 0.95), std::logic_error);
    EXPECT_THROW((void)critical_count(1, 0, 0), std::logic_error);
}

TEST(Distributions, poisson_tail_is_the_plain_sum_of_its_terms) {
    double sum = 0;
    double term = std::exp(-2.5);
    for (int count = 0; count < 7; ++count) {
        sum += term;
        term *= 2.5 / (count + 1);
    }
    EXPECT_NEAR(poisson_at_least(7, 2.5), 1 - sum, 1e-14);
    EXPECT_NEAR(poisson_at_most(6, 2.5), sum, 1e-14);
    EXPECT_EQ(poisson_at_least(0, 0), 1);
    EXPECT_EQ(poisson_at_least(1, 0), 0);
}

TEST(Distributions, baseline_test_of_the_golden_sample) {
    EXPECT_NEAR(poisson_at_least(2, 0.205), 0.0183499837, 1e-10);
}

TEST(Distributions, shared_dispersion_moves_tails_and_critical_counts_as_published) {
    EXPECT_NEAR(dispersed_at_least(11, 5, 0), 0.0136952686, 1e-10);
    EXPECT_NEAR(dispersed_at_least(31, 20, 0), 0.0134746813, 1e-10);
    EXPECT_NEAR(dispersed_at_least(11, 5, 0.0625), 0.0286587190, 1e-10);
    EXPECT_NEAR(dispersed_at_least(31, 20, 0.0625), 0.0698555275, 1e-10);
    EXPECT_NEAR(dispersed_at_least(11, 5, 0.25), 0.0685162329, 1e-10);
    EXPECT_NEAR(dispersed_at_least(31, 20, 0.25), 0.1586921310, 1e-10);
    EXPECT_EQ(critical_count(5, 0, 0.01), 12);
    EXPECT_EQ(critical_count(20, 0, 0.01), 32);
    EXPECT_EQ(critical_count(5, 0, 0.001), 14);
    EXPECT_EQ(critical_count(20, 0, 0.001), 36);
    EXPECT_EQ(critical_count(5, 0.0625, 0.01), 13);
    EXPECT_EQ(critical_count(20, 0.0625, 0.01), 39);
    EXPECT_EQ(critical_count(5, 0.0625, 0.001), 16);
    EXPECT_EQ(critical_count(20, 0.0625, 0.001), 47);
    EXPECT_EQ(critical_count(5, 0.25, 0.01), 16);
    EXPECT_EQ(critical_count(20, 0.25, 0.01), 54);
    EXPECT_EQ(critical_count(5, 0.25, 0.001), 21);
    EXPECT_EQ(critical_count(20, 0.25, 0.001), 71);
}

// statistics.md 3: what a shared noise level does to a plain Poisson test of nominal 1 %, printed to two digits.
TEST(Distributions, a_shared_noise_level_makes_a_poisson_test_as_large_as_published) {
    auto const size = [](double background, double variation) {
        return dispersed_at_least(critical_count(background, 0, 0.01), background, variation * variation);
    };
    EXPECT_NEAR(size(5, 0.25), 0.015, 0.0005);
    EXPECT_NEAR(size(20, 0.25), 0.055, 0.0005);
    EXPECT_NEAR(size(5, 0.5), 0.046, 0.0005);
    EXPECT_NEAR(size(20, 0.5), 0.14, 0.005);
}

TEST(Distributions, upper_bound_stays_positive_below_the_background) {
    EXPECT_NEAR(net_upper_bound(0, 0), 2.995732, 1e-6);
    EXPECT_NEAR(net_upper_bound(0, 7), 2.995732, 1e-6);
    EXPECT_NEAR(net_upper_bound(1, 0.2), 4.565261, 1e-6);
    EXPECT_NEAR(net_upper_bound(2, 1), 5.410005, 1e-6);
    EXPECT_NEAR(net_upper_bound(3, 1), 6.782383, 1e-6);
    EXPECT_GT(net_upper_bound(100, 5000), 0);
}

TEST(FeldmanCousins, published_limits_at_95_percent) {
    struct Row {
        std::int64_t count;
        double background, lower, upper;
    };
    for (auto const& row : {Row{0, 0, 0, 3.09}, Row{1, 0, 0.05, 5.14}, Row{3, 0, 0.82, 8.25}, Row{3, 0.2, 0.62, 8.05},
                            Row{5, 1, 0.97, 10.26}, Row{10, 1, 3.75, 16.82}, Row{0, 1, 0, 2.33}}) {
        auto const limits = feldman_cousins(row.count, row.background, 0.95);
        EXPECT_NEAR(limits.lower, row.lower, 0.006) << row.count << " over " << row.background;
        EXPECT_NEAR(limits.upper, row.upper, 0.006) << row.count << " over " << row.background;
    }
}

}  // namespace tidemark::test
