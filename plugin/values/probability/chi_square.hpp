// The upper tail of chi-square, for tests whose degrees of freedom need not be whole.
#pragma once

namespace tidemark {

/// 95 % quantile of chi-square with one degree of freedom: a deviance beyond it lies outside a profile interval.
inline constexpr double deviance_limit = 3.841458820694124;

/// P(X >= value) for chi-square with `degrees` > 0 of freedom; 1 for value <= 0. (3.841459, 1) gives 0.05.
[[nodiscard]] double chi_square_at_least(double value, double degrees);

}  // namespace tidemark
