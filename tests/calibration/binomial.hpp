// The binomial law by its plain sum: shares nothing with the program.
#pragma once
#include <cmath>

namespace tidemark::calibration {

/// P(Binomial(trials, chance) < count) by its own sum.
inline double binomial_below(double count, double trials, double chance) {
    double sum = 0;
    double log_term = trials * std::log1p(-chance);
    for (double each = 0; each < count; ++each) {
        sum += std::exp(log_term);
        log_term += std::log((trials - each) / (each + 1)) + std::log(chance) - std::log1p(-chance);
    }
    return sum;
}

/// What a normal number exceeds by three errors or more: where a few hits are expected, the exact binomial says what that is.
inline constexpr double three_errors = 0.00135;

/// More hits, or fewer, than a share lets be by chance.
inline bool too_many(double hits, double trials, double share) { return 1 - binomial_below(hits, trials, share) < three_errors; }
inline bool too_few(double hits, double trials, double share) { return binomial_below(hits + 1, trials, share) < three_errors; }

}  // namespace tidemark::calibration
