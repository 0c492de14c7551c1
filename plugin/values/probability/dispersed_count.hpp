// Counts that vary more than Poisson: a Poisson whose mean is gamma distributed (negative binomial), against the Poisson of
// the same mean. `dispersion` is the squared coefficient of variation of that mean; 0 is the Poisson itself.
#pragma once
#include <cstddef>
#include <vector>

namespace tidemark {

/// log P(count) under the dispersed law minus log P(count) under the Poisson, and its derivatives.
/// (count 3, mean 2, dispersion 0.5): 3!/2! ... = log 1·1.5·2 - 5 log 2 + 2 = -0.367123.
struct DispersionGain {
    double value = 0;
    double by_mean = 0;
    double by_dispersion = 0;
};

/// Count >= 0 (may be part of a count), mean > 0, dispersion >= 0; exact to about 1e-9 absolute, smooth in all three, for
/// counts to 1e7.
[[nodiscard]] DispersionGain dispersion_gain(double count, double mean, double dispersion);

/// A Poisson signal over a background that varies: mean `signal`, and a negative binomial of mean `background`.
struct SignalOverBackground {
    double signal = 0;
    double background = 0;
    double dispersion = 0;   ///< of the background
};

/// log P(0), ..., log P(most) of the sum (Delaporte's law), by its three-term recursion; -1e300 where a count cannot be.
[[nodiscard]] std::vector<double> log_chances(SignalOverBackground const& law, std::size_t most);

/// log P(count) under that law minus log P(count) under the Poisson of the same mean, and its slopes by signal and background.
struct SignalGain {
    double value = 0;
    double by_signal = 0;
    double by_background = 0;
};

/// METHOD: exact up to 1000 molecules; above, the negative binomial of the sum's mean and variance, which differs only far from
/// the mean. Mean above 0.
[[nodiscard]] SignalGain signal_gain(double count, SignalOverBackground const& law);

}  // namespace tidemark
