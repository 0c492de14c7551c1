// Whether tumor DNA changed its pace once in a series, when, and how fast it moved before and after. statistics.md 8.2.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "values/model/growth.hpp"

namespace tidemark {

inline constexpr std::size_t fewest_growth_change_detected = 5;
inline constexpr std::size_t most_growth_change_draws = 12;

struct BoundedValue {
    double value = 0;
    double lo = 0;   ///< 95 %
    double hi = 0;
};

/// A rate with its 95 % limits; absent where the draws do not bound it (the search goes to 2 per day either way).
struct BoundedRate {
    std::optional<double> value;
    std::optional<double> lo;
    std::optional<double> hi;
};

/// One change point: days on the draws' scale, slopes of the natural logarithm of the fraction per day.
struct GrowthChangePoint {
    BoundedValue day;
    BoundedRate before;
    BoundedRate after;
};

struct GrowthChangeFit {
    double gain = 0;         ///< deviance that the change point explains, weighted
    double penalty = 0;      ///< what a change point has to gain
    std::optional<GrowthChangePoint> change{};   ///< where it gains more
};

/// Absent with fewer than five detected draws, more than twelve draws, or fewer than five days. `draws` by day.
/// METHOD: log fraction in two straight pieces that meet at a knot, two days of draws at least on each side, against one piece.
/// Detected draws are Poisson counts over background, others speak by the chance of fewer molecules than their critical count
/// (growth_rate's likelihood). No patient follows an exponential exactly: the logarithm scatters beyond counting with a variance v,
/// found where the deviances of the m + 4 detected draws from two pieces, each over 1 + v times its molecules, add up to m (0 where
/// counting leaves less); with these weights (quasi-likelihood) both are compared. Penalised: the gain must exceed m ((0.05/k)^(-2/m) - 1), the
/// point that an F(2, m) statistic passes by chance 0.05/k, for k stretches between days that can hold the knot (Bonferroni); so the
/// unknown scatter and the search are paid for. As m grows this is chi-square's -2 ln(0.05/k).
/// Intervals by parametric bootstrap, seeded with `seed`: counts drawn from the fit with a scatter that is itself drawn (deviances adding up
/// to a chi-square of m), and the knot searched again; percentiles, widened to hold the estimate. A slope that the
/// draws bear as well at the fastest rate (0.01 of deviance) is not bounded by them, and neither is a limit found there.
[[nodiscard]] std::optional<GrowthChangeFit> growth_change(std::span<GrowthDraw const> draws, std::uint64_t seed = 1);

}  // namespace tidemark
