// Places that a draw lost: how many, and whether the counts can tell (statistics.md 4, 7).
#pragma once
#include <optional>

#include "stages/detect/fraction_likelihood.hpp"

namespace tidemark {

struct DropoutFit {
    double fraction = 0;        ///< best f with drop-out fitted
    Limits fraction_limits;     ///< 95 % profile limits of f, the share fitted along
    double share = 0;           ///< best share of absent places
    Limits limits;              ///< its 95 % profile limits

    /// Whether none lost is excluded: a fact, and no guess of the best fit.
    [[nodiscard]] bool shows_loss() const { return limits.lower > 0; }
};

/// Above so many places drop-out is not fitted: it takes hundreds of passes over all of them.
inline constexpr std::size_t most_fitted_places = 5000;

struct LikelihoodTop {
    double fraction = 0;
    double value = 0;   ///< log likelihood, to 0.001
};

/// Highest likelihood at a given share of absent places, f near `start`: scoring steps on f.
[[nodiscard]] LikelihoodTop top_at_share(FractionLikelihood const& likelihood, double share, double start);

/// `plain`: likelihood without drop-out, `plain_best` its best fraction. Nothing where the counts cannot tell; f is then a
/// lower bound if loci were lost.
/// METHOD: the counts can tell where there are ten molecules and the interval of f with a free share of lost places is at
/// most 1.4 times as wide (on log f; 1.2 times up to 20 molecules) as if it were known which places are lost, or its limits
/// are less than 1.7-fold apart.
/// A significance test would keep plain f just where a loss is likely but not yet proven.
[[nodiscard]] std::optional<DropoutFit> fit_dropout(FractionLikelihood const& plain, double plain_best);

/// Whether the counts exclude that no place is lost although they cannot tell how many are. Never below ten molecules or above
/// `most_fitted_places`. METHOD: the likelihood at a share of 0.1, 0.2, 0.4 or 0.6 lies above that of none lost by more than the 95 %
/// limits of `fit_dropout` allow, so a claim rests on the same bar either way.
[[nodiscard]] bool loss_is_shown(FractionLikelihood const& plain, double plain_best);

}  // namespace tidemark
