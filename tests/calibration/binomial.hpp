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

}  // namespace tidemark::calibration
