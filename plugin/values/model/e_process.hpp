// Evidence against "no tumor DNA since the landmark" that may be looked at after every draw, however many there will be.
// statistics.md 8.3.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

namespace tidemark {

/// One draw since the landmark, summed over its evaluable loci.
struct SurveillanceDraw {
    double molecules = 0;      ///< informative molecules N, > 0
    std::int64_t alt = 0;      ///< molecules with a tracked allele X, >= 0
    double background = 0;     ///< alt molecules expected without tumor L0, > 0
    double dispersion = 0;     ///< squared coefficient of variation of that mean from draw to draw; 0: known exactly
    bool operator==(SurveillanceDraw const&) const = default;
};

/// log E after every draw: E = mean over a fixed grid of VAF g of the product over draws of P_g(X) / P_0(X).
/// Without tumor the chance that E ever reaches 1/alpha is at most alpha, over any number of draws (Ville 1939).
/// METHOD: grid of 17 points 10^(-6 + j/4) with equal weights, fixed before any data. Without dispersion the factor is
/// exp(-N g) (1 + N g/L0)^X. With it, P_0 is the negative binomial and P_g its sum with a Poisson of mean N g, so that the
/// factor's mean without tumor stays 1. What is not known of L0 and the same in all draws is no dispersion, and not covered.
/// N 20 000, L0 0.2, X = 1, 0, 2: E = 2.548100 after the third. A number outside its range is std::logic_error.
[[nodiscard]] std::vector<double> log_e_values(std::span<SurveillanceDraw const> draws);

}  // namespace tidemark
