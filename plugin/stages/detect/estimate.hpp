// Tumor cell fraction by maximum likelihood over witnesses, with its interval (statistics.md 7).
#pragma once
#include <optional>

#include "stages/detect/fraction_likelihood.hpp"

namespace tidemark {

/// METHOD: so many places that are mixtures agree on one top of the likelihood.
inline constexpr std::size_t places_of_one_top = 20;

/// Up to so many molecules the limits of the fraction are those of counts, above of the likelihood.
inline constexpr double most_counted_molecules = 20;

/// Fraction with the highest likelihood, 0..1; 0 without molecules.
[[nodiscard]] double best_fraction(FractionLikelihood const& likelihood);

/// 95 % profile limits around `best`. METHOD: where fewer than `places_of_one_top` are mixtures (copy states, drop-out), another top may be
/// as good: the limits are the outermost ones within six times `best`, and what lies between is inside.
[[nodiscard]] Limits fraction_profile(FractionLikelihood const& likelihood, double best);

/// Fraction whose expected different tumor molecules are `net`; 1 where no fraction has so many.
[[nodiscard]] double fraction_of_net(FractionLikelihood const& likelihood, double net);

/// Highest and lowest estimate with one place left out, which says how much hangs on a single place; noise level and
/// drop-out share stay as all places fit them. Nothing with fewer than two places. METHOD: one Newton step ranks the
/// places, the eight at either end are then exact.
[[nodiscard]] std::optional<Limits> leave_one_out(FractionLikelihood const& likelihood, double best);

/// METHOD: profile likelihood above 20 alt molecules, or over a background above 100; up to 20 the Feldman-Cousins interval
/// of the net count of the clear cells (FractionLikelihood::ClearCount) over a background that varies, mapped to f through their sum of d v(f). Widened where needed to hold the
/// estimate itself.
[[nodiscard]] Limits fraction_interval(FractionLikelihood const& likelihood, double best);

/// One-sided 95 % upper bound for a sample that is not detected, by the clear cells.
[[nodiscard]] double fraction_upper_bound(FractionLikelihood const& likelihood);

}  // namespace tidemark
