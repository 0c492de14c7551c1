// Qualities and base errors in bulk, against 10^(-Q/10).
#include "stages/simulate/base_calls.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <string>

namespace tidemark::test {
namespace {

struct Counted {
    std::map<int, double> bases;
    std::map<int, double> errors;
    double all = 0;
    double first_half_low = 0;
    double second_half_low = 0;
};

Counted called(ScenarioReads const& law, int reads, std::size_t length = 148) {
    BaseCallLaw const calls{law, length};
    Random random{7, "calls"};
    Counted counted;
    std::string const truth(length, 'C');
    std::string qualities;
    for (int read = 0; read < reads; ++read) {
        auto bases = truth;
        calls.call(bases, qualities, random);
        EXPECT_EQ(bases.size(), length);
        EXPECT_EQ(qualities.size(), length);
        for (std::size_t base = 0; base < length; ++base) {
            int const quality = qualities[base];
            ++counted.bases[quality];
            ++counted.all;
            counted.errors[quality] += bases[base] != 'C' ? 1 : 0;
            EXPECT_EQ(bases[base] == 'N', quality == 2);
            (base < length / 2 ? counted.first_half_low : counted.second_half_low) += quality < 37 ? 1 : 0;
        }
    }
    return counted;
}

}  // namespace

TEST(BaseCalls, each_bin_is_wrong_as_often_as_it_says) {
    auto const counted = called({}, 60'000);
    ASSERT_EQ(counted.bases.size(), 4U);
    for (auto const& [quality, bases] : counted.bases) {
        if (quality == 2) {
            continue;   // N, always
        }
        double const expected = bases * std::pow(10.0, -quality / 10.0);
        EXPECT_NEAR(counted.errors.at(quality), expected, 5 * std::sqrt(expected)) << quality;
    }
}

TEST(BaseCalls, most_bases_are_good_and_the_end_is_worse) {
    auto const counted = called({}, 20'000);
    EXPECT_GT(counted.bases.at(37) / counted.all, 0.88);
    EXPECT_LT(counted.bases.at(37) / counted.all, 0.97);
    EXPECT_GT(counted.second_half_low, 1.5 * counted.first_half_low);
}

TEST(BaseCalls, without_low_stretches_and_errors_bases_stay) {
    ScenarioReads law;
    law.low_quality = 0;
    law.calibration = 0;
    auto const counted = called(law, 500);
    EXPECT_EQ(counted.bases.size(), 1U);
    EXPECT_EQ(counted.errors.at(37), 0);
}

TEST(BaseCalls, calibration_multiplies_the_error) {
    ScenarioReads law;
    law.low_quality = 0;
    law.calibration = 1.5;
    auto const counted = called(law, 60'000);
    double const expected = 1.5 * counted.all * std::pow(10.0, -3.7);
    EXPECT_NEAR(counted.errors.at(37), expected, 5 * std::sqrt(expected));
}

TEST(BaseCalls, other_bases_are_equally_frequent_and_n_stays) {
    Random random{3, "other"};
    std::map<char, int> seen;
    for (int draw = 0; draw < 3'000; ++draw) {
        ++seen[other_base('G', random)];
    }
    EXPECT_EQ(seen.size(), 3U);
    EXPECT_FALSE(seen.contains('G'));
    for (auto const& [base, count] : seen) {
        EXPECT_NEAR(count, 1'000, 5 * std::sqrt(3'000 * (1.0 / 3) * (2.0 / 3))) << base;
    }
    EXPECT_EQ(other_base('N', random), 'N');
}

}  // namespace tidemark::test
