// LAW of a level that nothing changes: it varies from draw to draw beside counting, by biology and by handling.
#pragma once
#include <algorithm>

namespace tidemark {

/// METHOD: variance of the logarithm of the level of a patient in whom nothing changes, from draw to draw beside counting; assumed, because
/// few draws cannot show it (docs/decisions/0025 and 0030).
inline constexpr double assumed_log_variance = 0.3 * 0.3;

/// By how much a count weighs less than counting alone would have it: 100 molecules without background at a variance of 0.09 weigh 1/(1 + 9), as
/// if they were ten; none weighs 1. `count` and `background` in molecules, both >= 0.
[[nodiscard]] inline double scatter_weight(double count, double background, double log_variance) {
    double const signal = std::max(0.0, count - background);
    return count > 0 ? 1 / (1 + log_variance * signal * signal / count) : 1;
}

}  // namespace tidemark
