#include "stages/detect/dropout.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "stages/detect/estimate.hpp"
#include "values/probability/solve.hpp"

namespace tidemark {
namespace {

constexpr double fewest_molecules = 10;

/// How far below its top the log likelihood is at a 95 % limit. Places that share molecules say less than their number.
double limit_depth(FractionLikelihood const& likelihood) {
    return chi_square_quantile(0.95, 1) / (2 * likelihood.setting().distinct_share);
}

Limits share_limits(FractionLikelihood const& likelihood, double fraction, double share) {
    constexpr int accuracy = 10;   // bits
    constexpr double most = 0.99;
    double const bar = likelihood.fit(fraction, share).sum.value - limit_depth(likelihood);
    double const kept = fraction * (1 - share);   // what f and the share leave of the signal
    auto const above_bar = [&](double each) {
        return top_at_share(likelihood, each, std::min(kept / (1 - each), 1.0)).value - bar;
    };
    return {.lower = share == 0 || above_bar(0) >= 0 ? 0 : root(above_bar, 0, share, accuracy),
            .upper = above_bar(most) >= 0 ? 1 : root(above_bar, share, most, accuracy)};
}

/// Whether the interval says as much as one could know.
bool can_tell(FractionLikelihood const& likelihood, FractionPoint const& point, Limits const& limits) {
    constexpr double narrow = 1.7;
    constexpr double small_count = 20;
    if (limits.lower <= 0) {
        return false;
    }
    double const widening = likelihood.molecules_alt() > small_count ? 1.4 : 1.2;
    double const width = std::log(limits.upper / limits.lower);
    // Information counts a place by its chance to be there: what is known once it is known which are.
    double const known = 2 * std::sqrt(chi_square_quantile(0.95, 1) / likelihood.at(point).information) / point.fraction;
    return width < std::log(narrow) || width < widening * known;
}

/// Whether `can_tell` may come out, from depths and the plain fraction alone: a bound that spares the fit. For Poisson counts
/// of mean l the correlation of log f and the share is r^2 = (sum l)^2 / (sum l x sum (e^l - 1)); the larger f is, the
/// smaller. Were 0.6 of all places lost, f would be 2.5 times the plain one.
bool may_tell(FractionLikelihood const& likelihood, double plain_best) {
    double molecules = 0;
    double contrast = 0;
    for (double const mean : likelihood.signals(std::min(2.5 * plain_best, 1.0))) {
        molecules += mean;
        contrast += std::expm1(std::min(mean, 50.0));
    }
    double const open = 1 - molecules / std::max(contrast, molecules);   // share of the information on f that is left
    constexpr double widest = 2;
    constexpr double narrow_error = 0.15;
    return open > 1 / (widest * widest) || 1 / std::sqrt(std::max(molecules * open, 1e-12)) < narrow_error;
}

}  // namespace

LikelihoodTop top_at_share(FractionLikelihood const& likelihood, double share, double start) {
    constexpr int most_steps = 12;
    constexpr double largest_change = 4;
    constexpr double near_top = 1e-3;   // of the likelihood, far below what a limit rests on
    double fraction = start;
    double top = start;
    double highest = -std::numeric_limits<double>::infinity();
    for (int step = 0; step < most_steps; ++step) {
        auto const sum = likelihood.fit(fraction, share).sum;
        double const gain = sum.value - highest;
        if (gain < 0) {   // too far
            fraction = (fraction + top) / 2;
            continue;
        }
        highest = sum.value;
        top = fraction;
        if (gain < near_top) {
            break;
        }
        double const next = fraction + sum.score / std::max(sum.information, 1e-300);
        fraction = std::clamp(next, fraction / largest_change, std::min(largest_change * fraction, 1.0));
    }
    return {top, highest};
}

std::optional<DropoutFit> fit_dropout(FractionLikelihood const& plain, double plain_best) {
    if (plain.molecules_alt() < fewest_molecules || plain_best <= 0 || plain.places() < 2 || plain.places() > most_fitted_places ||
        !may_tell(plain, plain_best)) {
        return std::nullopt;
    }
    auto const likelihood = plain.with(Dropout::fitted);
    double const fraction = best_fraction(likelihood);
    auto const point = likelihood.fitted(fraction);
    auto const limits = fraction_profile(likelihood, fraction);
    if (!can_tell(likelihood, point, limits)) {
        return std::nullopt;
    }
    return DropoutFit{fraction, limits, point.dropout, share_limits(likelihood, fraction, point.dropout)};
}

bool loss_is_shown(FractionLikelihood const& plain, double plain_best) {
    if (plain.molecules_alt() < fewest_molecules || plain_best <= 0 || plain.places() < 2 || plain.places() > most_fitted_places) {
        return false;
    }
    double const bar = plain.log_likelihood(plain_best) + limit_depth(plain);
    auto const free = plain.with(Dropout::fitted);
    return std::ranges::any_of(std::array{0.1, 0.2, 0.4, 0.6}, [&](double share) {
        return top_at_share(free, share, std::min(plain_best / (1 - share), 1.0)).value > bar;
    });
}

}  // namespace tidemark
