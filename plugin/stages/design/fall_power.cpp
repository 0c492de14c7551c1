#include "stages/design/fall_power.hpp"

#include <algorithm>
#include <cmath>

#include "values/probability/distributions.hpp"

namespace tidemark {
namespace {

constexpr double tail = 0.025;
constexpr double wanted_power = 0.80;

double at_most(std::int64_t count, std::int64_t trials, double probability) {
    return count < 0 ? 0 : count >= trials ? 1 : 1 - binomial_at_least(count + 1, trials, probability);
}

/// Binomial(trials, 1/2) is its own mirror image, and its lower tail keeps all digits as an upper one.
double lower_half_tail(std::int64_t count, std::int64_t trials) {
    return count < 0 ? 0 : binomial_at_least(trials - count, trials, 0.5);
}

}  // namespace

double fall_power(PlannedFall const& planned) {
    double const ratio = 1 - planned.fall;
    double const mean = planned.baseline * (1 + ratio);
    double const share = ratio / (1 + ratio);
    double const width = 9 * std::sqrt(mean) + 20;
    auto const last = static_cast<std::int64_t>(mean + width);
    auto const start = static_cast<std::int64_t>(std::max(0.0, mean - width));
    // The largest follow-up count that shows a fall grows by 0 or 1 with each molecule more.
    std::int64_t shown = start > 0 ? std::max<std::int64_t>(-1, start / 2 - static_cast<std::int64_t>(2 * std::sqrt(static_cast<double>(start))) - 5) : -1;
    double power = 0;
    for (auto total = start; total <= last; ++total) {
        while (lower_half_tail(shown + 1, total) <= tail) {
            ++shown;
        }
        if (shown >= 0) {
            power += std::exp(log_poisson(total, mean)) * at_most(shown, total, share);
        }
    }
    return std::clamp(power, 0.0, 1.0);
}

std::optional<std::int64_t> baseline_molecules_needed(double fall) {
    constexpr std::int64_t most = 1'000'000;
    auto const enough = [&](std::int64_t molecules) {
        return fall_power({static_cast<double>(molecules), fall}) >= wanted_power;
    };
    std::int64_t above = 1;
    while (!enough(above)) {
        above *= 2;
        if (above > most) {
            return std::nullopt;
        }
    }
    std::int64_t below = above / 2;
    while (above - below > 1) {
        auto const middle = below + (above - below) / 2;
        (enough(middle) ? above : below) = middle;
    }
    return above;
}

}  // namespace tidemark
