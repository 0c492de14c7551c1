#include "values/probability/proportions.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace tidemark {
namespace {

constexpr double z = 1.959963984540054;   // 97.5 % point of the normal law

double share(Proportion const& proportion) {
    return static_cast<double>(proportion.successes) / static_cast<double>(proportion.trials);
}

}  // namespace

Limits wilson_limits(Proportion const& proportion) {
    if (proportion.successes < 0 || proportion.successes > proportion.trials) {
        throw std::logic_error{"a proportion has more successes than trials"};
    }
    if (proportion.trials == 0) {
        return {0, 1};
    }
    double const n = static_cast<double>(proportion.trials);
    double const p = share(proportion);
    double const center = (p + z * z / (2 * n)) / (1 + z * z / n);
    double const half = z * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n);
    // Rounding must not put the share itself outside: at 0 and n a limit is the end of the range.
    return {proportion.successes == 0 ? 0 : std::max(center - half, 0.0),
            proportion.successes == proportion.trials ? 1 : std::min(center + half, 1.0)};
}

Limits difference_limits(Proportion const& first, Proportion const& second) {
    if (first.trials == 0 || second.trials == 0) {
        return {-1, 1};
    }
    auto const one = wilson_limits(first);
    auto const two = wilson_limits(second);
    double const p1 = share(first);
    double const p2 = share(second);
    return {p1 - p2 - std::hypot(p1 - one.lower, two.upper - p2), p1 - p2 + std::hypot(one.upper - p1, p2 - two.lower)};
}

}  // namespace tidemark
