// Quantiles behind exact intervals of counts: Clopper-Pearson limits are beta quantiles, Garwood's are gamma quantiles.
#pragma once

namespace tidemark {

/// Value below which a Beta(a, b) variable lies with the given probability. probability in [0, 1], a and b > 0, not
/// necessarily whole. beta_quantile(0.975, 6, 12) = 0.5596.
[[nodiscard]] double beta_quantile(double probability, double a, double b);

/// Chance that a Beta(a, b) variable is at most `value`, in [0, 1]; a and b > 0. beta_at_most(0.5, 10, 4) = 378/8192, the chance of ten heads
/// or more of thirteen.
[[nodiscard]] double beta_at_most(double value, double a, double b);

/// Value below which a Gamma(shape, scale 1) variable lies with the given probability. probability in [0, 1),
/// shape > 0. gamma_quantile(0.95, 1) = 2.9957, the upper limit of a count of zero.
[[nodiscard]] double gamma_quantile(double probability, double shape);

}  // namespace tidemark
