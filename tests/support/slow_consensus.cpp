#include "support/slow_consensus.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <string_view>

namespace tidemark::test {
namespace {

constexpr std::string_view letters{"ACGT"};

long double probability(int phred) {
    return std::pow(10.0L, -static_cast<long double>(phred) / 10.0L);
}

long double two_trials(long double x, long double y) {
    return x + y - 4.0L / 3.0L * x * y;
}

SlowCall called(char base, long double error) {
    auto const exact = -10.0L * std::log10(error) + 0.001L;
    SlowCall call{base, static_cast<int>(std::clamp(std::floor(exact), 2.0L, 93.0L)), false};
    call.near_tie = std::abs(exact - std::round(exact)) < 1e-7L;
    return call;
}

/// fgbio's rule of six nats, on probabilities.
long double fgbio_two_trials(long double x, long double y) {
    if (x < y) {
        std::swap(x, y);
    }
    return std::log(x) - std::log(y) >= 6.0L ? x : two_trials(x, y);
}

template <typename Trials>
SlowCall posterior_call(SlowColumn const& column, int pre_umi, int post_umi, Trials trials) {
    std::array<long double, 4> log_likelihood{};
    for (auto const& [base, quality] : column) {
        auto const error = trials(probability(post_umi), probability(quality));
        for (std::size_t candidate = 0; candidate < 4; ++candidate) {
            log_likelihood[candidate] += std::log(letters[candidate] == base ? 1.0L - error : error / 3.0L);
        }
    }
    auto const best = static_cast<std::size_t>(std::max_element(log_likelihood.begin(), log_likelihood.end()) -
                                               log_likelihood.begin());
    long double others = 0;
    bool tie = false;
    for (std::size_t candidate = 0; candidate < 4; ++candidate) {
        if (candidate != best) {
            auto const behind = log_likelihood[candidate] - log_likelihood[best];
            others += std::exp(behind);
            tie = tie || behind > -1e-12L;
        }
    }
    if (tie) {
        return {'N', 2, true};
    }
    return called(letters[best], trials(probability(pre_umi), others / (1.0L + others)));
}

}  // namespace

SlowCall slow_column(SlowColumn const& column, int pre_umi, int post_umi) {
    return posterior_call(column, pre_umi, post_umi, two_trials);
}

SlowCall slow_one_read(char base, int quality, int pre_umi, int post_umi) {
    return called(base, two_trials(probability(quality), probability(std::min(pre_umi, post_umi))));
}

SlowCall slow_fgbio_column(SlowColumn const& column, int pre_umi, int post_umi) {
    return posterior_call(column, pre_umi, post_umi, fgbio_two_trials);
}

SlowCall slow_fgbio_one_read(char base, int quality, int pre_umi, int post_umi) {
    return called(base, fgbio_two_trials(probability(quality), probability(std::min(pre_umi, post_umi))));
}

std::pair<char, int> slow_merge(std::pair<char, int> one, std::pair<char, int> two) {
    if (one.first == 'N') {
        return two.first == 'N' ? std::pair{'N', 0} : two;
    }
    if (two.first == 'N') {
        return one;
    }
    if (one.first == two.first) {
        return {one.first, std::min(one.second + two.second, 93)};
    }
    if (std::abs(one.second - two.second) <= 2) {
        return {'N', 0};
    }
    return {one.second > two.second ? one.first : two.first, std::abs(one.second - two.second)};
}

}  // namespace tidemark::test
