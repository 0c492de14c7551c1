// Distributions of sums of whole numbers by their probability generating functions: the logarithms of independent parts
// add, and the exponential of the total is the distribution of the sum.
#pragma once
#include <cstddef>
#include <vector>

namespace tidemark {

/// log G(z) of a law on 0, 1, 2, …: value at z = 0 and the coefficients of z, z^2, … . For a Poisson of mean m: -m and m.
struct LogSeries {
    double at_zero = 0;
    std::vector<double> terms;   ///< terms[n] is the coefficient of z^n; terms[0] stays 0

    /// Adds c z^n, dropping what lies beyond the terms.
    void add(std::size_t power, double coefficient) {
        if (power < terms.size()) {
            terms[power] += coefficient;
        }
    }
};

/// P(0), …, P(limit - 1) of the law, limit = terms.size(). Every probability is a sum of the earlier ones
/// (n P(n) = sum of j c_j P(n-j)), exact whatever lies beyond `limit`; relative accuracy where all terms are >= 0.
/// Cost: limit x number of terms that are not zero.
[[nodiscard]] std::vector<double> probabilities_by_recursion(LogSeries const& law);

/// The same by two fast Fourier transforms with zero padding: absolute accuracy about 1e-14, and `limit` must hold all
/// of the law's mass. Cost: limit log limit.
[[nodiscard]] std::vector<double> probabilities_by_transform(LogSeries const& law);

/// The law of fixed + varied, where `varied` runs for a gamma distributed time of mean 1 and coefficient of variation
/// `variation` (its log generating function at time s is s times the one given): G = G_fixed (1 - k^2 log G_varied)^(-1/k^2).
/// A Poisson becomes a negative binomial, all parts of `varied` together. Both series have the same number of terms;
/// accuracy, limit and cost as above.
[[nodiscard]] std::vector<double> probabilities_at_gamma_time(LogSeries const& fixed, LogSeries const& varied,
                                                              double variation);

}  // namespace tidemark
