// Whether small p-values come more often than they should, and how far they reach.
#pragma once
#include <span>

#include "values/probability/random.hpp"

namespace tidemark {

/// Upper part of the QQ plot that inflation is measured on.
inline constexpr double inflation_tail = 0.1;

struct Inflation {
    double factor = 0;
    double lower = 0;   ///< 95 % limits, two-sided
    double upper = 0;
};

/// Mean over all p-values of log(0.1/p) where p < 0.1, else 0, over its expectation 0.1: 1 for uniform ones. p > 0.
/// (0.01, 0.5) gives 2.302585 / 2 / 0.1 = 11.5.
[[nodiscard]] double inflation_factor(std::span<double const> p_values);

/// METHOD: the usual ratio of medians says nothing about tests that mostly count no molecule at all; what decides is how
/// many p-values are small and how small they are, and this factor has both: area under the upper tail of the QQ plot
/// (on -log p) against its diagonal. Limits: percentiles of 1,000 bootstrap samples of size `independent` (at most the number
/// of p-values, at least 1), the upper one at least that of the share of p-values below 0.1 (Clopper-Pearson).
[[nodiscard]] Inflation tail_inflation(std::span<double const> p_values, double independent, Random& random);

}  // namespace tidemark
