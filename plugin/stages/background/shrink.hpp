// Gamma-Poisson empirical Bayes: a cell's rate is pulled towards its parent's, the more the less it has seen.
#pragma once
#include <span>

namespace tidemark {

/// Errors seen among molecules, and how many the parent's rate would have given.
struct RateCell {
    double errors = 0;
    double expected = 0;
};

/// METHOD: squared coefficient of variation of the true rates around their parent, by the method of moments
/// (sum of (y-m)^2 - y over sum of m^2), pulled towards `usual` as if cells with a total m^2 of 1 had shown it; between
/// 0.01 and 20. A cell that expects few errors says little about dispersion, and its m^2 weighs it so.
[[nodiscard]] double moment_dispersion(std::span<RateCell const> cells, double usual);

/// A gamma posterior of a rate.
struct Posterior {
    double mean = 0;        ///< > 0, also without errors
    double dispersion = 0;  ///< squared coefficient of variation of the posterior, 1/(shape + errors)
};

/// Prior Gamma(mean `parent_rate`, squared coefficient of variation `dispersion` > 0), data `errors` of `molecules`.
/// (1e-5, 1, 0, 300000) gives mean 2.5e-6.
struct PriorRate {
    double mean = 0;
    double dispersion = 1;
};
[[nodiscard]] Posterior posterior_rate(PriorRate const& prior, double errors, double molecules);

}  // namespace tidemark
