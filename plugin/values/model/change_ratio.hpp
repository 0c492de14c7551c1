// LAW of a change: the ratio of two tumor fractions seen through molecule counts, with an interval that may be open
// upward and is never drawn from a normal approximation at small counts.
#pragma once
#include <optional>

namespace tidemark {

/// One draw, summed over the loci it shares with the other.
struct PooledCounts {
    double alt = 0;          ///< molecules with a tracked allele, >= 0
    double molecules = 0;    ///< informative molecules (or any multiple of what one unit of fraction makes visible), > 0
    double background = 0;   ///< alt molecules expected without tumor, >= 0, taken as known
};

/// follow-up over baseline. An absent ratio: the baseline shows nothing to divide by. An absent upper limit: unbounded.
struct RatioInterval {
    std::optional<double> ratio;
    double lo = 0;
    std::optional<double> hi;
};

/// The 95 % interval of record (contract 7.12): exact conditional without background, else the profile likelihood
/// widened to the exact conditional limits with background wherever those are wider, so that a false "at least 50 %
/// less" stays at or below 2.5 % at any count.
/// 12 of 20 000 -> 5 of 20 000: 0.417 (0.115 to 1.27).
[[nodiscard]] RatioInterval change_ratio(PooledCounts const& baseline, PooledCounts const& follow_up);

/// Exact conditional interval without background: given X0 + X1, X1 is binomial with odds r N1/N0 (Clopper-Pearson).
[[nodiscard]] RatioInterval exact_ratio(PooledCounts const& baseline, PooledCounts const& follow_up);

/// Profile likelihood of two Poisson counts with known background: all r whose deviance is at most 3.841.
[[nodiscard]] RatioInterval profile_ratio(PooledCounts const& baseline, PooledCounts const& follow_up);

/// Exact conditional limits with known background: the widest over all baseline levels that an exact Poisson interval
/// of level 1 - 2e-4 allows, that share of the error being paid for (Berger and Boos 1994).
[[nodiscard]] RatioInterval exact_ratio_with_background(PooledCounts const& baseline, PooledCounts const& follow_up);

/// Deviance of "no change": twice what the profile likelihood loses when the ratio is 1. Scaling counts, molecules and background of a draw by one
/// factor weighs its likelihood by it.
[[nodiscard]] double no_change_deviance(PooledCounts const& baseline, PooledCounts const& follow_up);

/// Chance of as many of the molecules of both draws in the follow-up as were seen, or more, when nothing changed: the exact conditional tail, the
/// highest over all baseline levels that an exact interval of the error `spent` on each side allows, plus that error; without background the
/// tail itself. (12 of 20 000, 30 of 20 000: 396 in 10^5.)
[[nodiscard]] double no_rise_chance(PooledCounts const& baseline, PooledCounts const& follow_up, double spent);

}  // namespace tidemark
