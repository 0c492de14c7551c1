// What the interval of the fraction must allow for where the counts cannot tell how many places a draw lost
// (statistics.md 7, 14).
#pragma once
#include <span>

#include "stages/detect/fraction_estimate.hpp"

namespace tidemark {

/// METHOD: upper end of the range of drop-out for which intervals must hold (statistics.md 14). Where the counts cannot tell the
/// share of lost places, it may be anything from none to this.
inline constexpr double most_lost_share = 0.6;

/// 95 % interval of f, 0..1, for a sample that is not NOT_DETECTED. `places`: what `likelihood` was made of, `estimate`: its own.
/// METHOD: where the share of lost places is told, its profile limits as they are. Else the hull of the intervals for every share
/// from 0 to `most_lost_share`, each taken as known: whichever is true, its own interval is inside. Losses only lower what is seen,
/// so the lower limit is that of the plain interval and the upper one that of the profile at `most_lost_share`. At an estimate
/// of 0 no place says anything of losses: the upper limit is where 1 - `most_lost_share` of the molecules are those of the plain one.
/// With one place the plain interval: what could be lost is all there is.
/// Above 5,000 places the upper limit grows as it does on an even subset of at most so many (over its own plain estimate, so that
/// its fewer molecules count), at most as at an estimate of 0.
[[nodiscard]] Limits limits_with_losses(std::span<Witness const> places, FractionLikelihood const& likelihood,
                                        FractionEstimate const& estimate);

}  // namespace tidemark
