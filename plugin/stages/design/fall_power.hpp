// What it takes to show that a fraction fell: the exact conditional test of two counts (statistics.md 8.1 and 9).
#pragma once
#include <cstdint>
#include <optional>

namespace tidemark {

/// Two draws at equal depth. `baseline`: expected tumor molecules before, > 0; `fall`: share that is gone, 0 < fall <= 1.
struct PlannedFall {
    double baseline = 0;
    double fall = 0.5;
};

/// Chance that the two-sided 95 % interval of the ratio lies below 1.
/// METHOD: given X0 + X1 = n, X1 is Binomial(n, r/(1+r)) with r = 1 - fall; a fall is shown where
/// P(Binomial(n, 1/2) <= X1) <= 0.025 (Clopper-Pearson), n averaged over its Poisson law. Background is left out: it
/// must be small beside the baseline molecules. (50, 0.5) gives 0.8017.
[[nodiscard]] double fall_power(PlannedFall const& planned);

/// Smallest whole number of expected baseline molecules from which on that chance stays at 80 %: 50 for a two-fold fall,
/// 26 three-fold, 16 five-fold, 11 ten-fold. Nothing where a million do not suffice.
[[nodiscard]] std::optional<std::int64_t> baseline_molecules_needed(double fall);

}  // namespace tidemark
