// How likely any tumor DNA is, given a prior: on request, and never the verdict (statistics.md 7).
#pragma once
#include "stages/detect/fraction_likelihood.hpp"

namespace tidemark {

/// Posterior chance that f > 0. METHOD: the prior has mass 1 - `prior` at 0 and the rest log-uniform from 1e-6 to 1 (the
/// trapezoid of 20 points per power of ten); the noise level is fitted at each f. 0 < prior < 1. A prior would differ between
/// strata, so the status never looks at it.
[[nodiscard]] double presence_probability(FractionLikelihood const& likelihood, double prior);

}  // namespace tidemark
