// The negative binomial against its plain product form, and its slopes against difference quotients.
#include "values/probability/dispersed_count.hpp"

#include <gtest/gtest.h>

#include <boost/multiprecision/cpp_bin_float.hpp>
#include <cmath>
#include <vector>

#include "values/probability/distributions.hpp"
#include "values/probability/feldman_cousins.hpp"

namespace tidemark::test {
namespace {

using Precise = boost::multiprecision::cpp_bin_float_50;

/// prod over k < x of (1 + k d) (m/(1 + m d))^x (1 + m d)^(-1/d), against m^x e^-m: 50 digits, term by term.
double plain_gain(int count, double mean, double dispersion) {
    Precise const d = dispersion;
    Precise const m = mean;
    Precise sum = 0;
    for (int k = 0; k < count; ++k) {
        sum += log(1 + k * d);
    }
    return static_cast<double>(sum - (count + 1 / d) * log(1 + m * d) + m);
}

}  // namespace

TEST(DispersedCount, agrees_with_the_product_in_fifty_digits) {
    for (int const count : {0, 1, 2, 3, 24, 25, 60, 1500}) {
        for (double const mean : {1e-6, 0.2, 2.0, 30.0, 900.0, 2e4}) {
            for (double const dispersion : {1e-9, 1e-6, 1e-3, 0.0625, 0.5, 2.0}) {
                double const expected = plain_gain(count, mean, dispersion);
                EXPECT_NEAR(dispersion_gain(count, mean, dispersion).value, expected, 1e-6 + 1e-10 * std::abs(expected))
                    << count << " " << mean << " " << dispersion;
            }
        }
    }
}

TEST(DispersedCount, slopes_are_the_difference_quotients_in_fifty_digits) {
    for (int const count : {0, 3, 40, 700}) {
        for (double const mean : {0.5, 20.0, 650.0}) {
            for (double const dispersion : {1e-4, 0.01, 0.3}) {
                auto const gain = dispersion_gain(count, mean, dispersion);
                double const dm = mean * 1e-5;
                double const dd = dispersion * 1e-5;
                double const by_mean =
                    (plain_gain(count, mean + dm, dispersion) - plain_gain(count, mean - dm, dispersion)) / (2 * dm);
                double const by_dispersion =
                    (plain_gain(count, mean, dispersion + dd) - plain_gain(count, mean, dispersion - dd)) / (2 * dd);
                EXPECT_NEAR(gain.by_mean, by_mean, 1e-6 * (1 + std::abs(by_mean))) << count << " " << mean << " " << dispersion;
                EXPECT_NEAR(gain.by_dispersion, by_dispersion, 1e-4 * (1 + std::abs(by_dispersion)))
                    << count << " " << mean << " " << dispersion;
            }
        }
    }
}

TEST(DispersedCount, signal_over_background_is_the_plain_convolution) {
    // Plain products, term by term: 50 digits leave room for the sum.
    for (int const count : {0, 1, 4, 30, 200}) {
        for (double const signal : {1e-9, 0.3, 25.0, 180.0}) {
            for (double const background : {0.05, 2.0, 40.0}) {
                for (double const dispersion : {0.01, 0.5, 3.0}) {
                    Precise const excess = Precise{background} * dispersion;
                    std::vector<Precise> poisson{exp(-Precise{signal})};
                    std::vector<Precise> noise{exp(-log(1 + excess) / dispersion)};
                    for (int n = 1; n <= count; ++n) {
                        poisson.push_back(poisson.back() * signal / n);
                        noise.push_back(noise.back() * (1 + (n - 1) * Precise{dispersion}) / n * background / (1 + excess));
                    }
                    Precise sum = 0;
                    for (std::size_t b = 0; b < noise.size(); ++b) {
                        sum += noise[b] * poisson[noise.size() - 1 - b];
                    }
                    double const expected = static_cast<double>(log(sum));
                    double const here = log_chances({signal, background, dispersion}, static_cast<std::size_t>(count)).back();
                    EXPECT_NEAR(here, expected, 1e-8 * (1 + std::abs(expected)))
                        << count << " " << signal << " " << background << " " << dispersion;
                }
            }
        }
    }
}

TEST(DispersedCount, slopes_by_signal_and_background_are_difference_quotients) {
    for (double const count : {0.0, 3.0, 40.0, 1300.0}) {
        for (double const signal : {0.5, 30.0, 900.0}) {
            SignalOverBackground const law{signal, 20, 0.3};
            double const step = 1e-4;
            auto const value = [&](double more_signal, double more_background) {
                return signal_gain(count, {signal + more_signal, 20 + more_background, 0.3}).value;
            };
            auto const gain = signal_gain(count, law);
            double const by_signal = (value(step, 0) - value(-step, 0)) / (2 * step);
            double const by_background = (value(0, step) - value(0, -step)) / (2 * step);
            EXPECT_NEAR(gain.by_signal, by_signal, 1e-5 * (1 + std::abs(by_signal))) << count << " " << signal;
            EXPECT_NEAR(gain.by_background, by_background, 1e-5 * (1 + std::abs(by_background))) << count << " " << signal;
        }
    }
}

TEST(DispersedCount, no_dispersion_is_the_poisson) {
    EXPECT_EQ(dispersion_gain(7, 3, 0).value, 0);
    EXPECT_EQ(signal_gain(7, {3, 2, 0}).value, 0);
    // e^-3 3^2/2 = 0.2240418
    EXPECT_NEAR(std::exp(log_chances({1, 2, 0}, 2).back()), 0.2240418, 1e-7);
    // shape 2, mean 3: C(3, 2) (3/5)^2 (2/5)^2 = 0.1728
    EXPECT_NEAR(std::exp(log_chances({0, 3, 0.5}, 2).back()), 0.1728, 1e-10);
}

TEST(DispersedCount, both_tails_make_one) {
    for (int const count : {0, 3, 50}) {
        EXPECT_NEAR(dispersed_at_most(count, 12, 0.3) + dispersed_at_least(count + 1, 12, 0.3), 1, 1e-12);
    }
}

TEST(DispersedCount, a_background_that_varies_widens_feldman_cousins_and_the_upper_bound) {
    auto const sharp = feldman_cousins(12, 6, 0.95);
    auto const wide = feldman_cousins(12, 6, 0.95, 0.25);
    EXPECT_LT(wide.lower, sharp.lower);
    EXPECT_GT(wide.upper, 0.95 * sharp.upper);
    EXPECT_EQ(feldman_cousins(12, 6, 0.95, 0), sharp);
    EXPECT_EQ(net_upper_bound(0, 0, 0.25), net_upper_bound(0, 0));
    EXPECT_GT(net_upper_bound(30, 60, 0.25), net_upper_bound(30, 60));
}

}  // namespace tidemark::test
