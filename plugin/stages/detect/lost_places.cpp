#include "stages/detect/lost_places.hpp"

#include <algorithm>
#include <vector>

#include "stages/detect/estimate.hpp"
#include "values/probability/solve.hpp"

namespace tidemark {
namespace {

/// Upper profile limit of f with `most_lost_share` of the places lost. `best`: the plain estimate, above 0.
double upper_with_most_lost(FractionLikelihood const& all_there, double best) {
    auto const lost = all_there.with(Dropout::given, most_lost_share);
    if (lost.places() < places_of_one_top) {
        return fraction_profile(lost, best_fraction(lost)).upper;
    }
    constexpr int accuracy = 13;    // bits
    constexpr double step = 1.25;   // a limit of 80 molecules lies so far above their estimate
    auto const top = top_at_share(lost, most_lost_share, std::min(best / (1 - most_lost_share), 1.0));
    double const bar = top.value - chi_square_quantile(0.95, 1) / (2 * lost.setting().distinct_share);
    auto const above_bar = [&](double fraction) { return lost.log_likelihood(fraction) - bar; };
    double low = top.fraction;
    double high = std::min(step * low, 1.0);
    while (high < 1 && above_bar(high) >= 0) {
        low = high;
        high = std::min(step * high, 1.0);
    }
    return high == 1 && above_bar(1) >= 0 ? 1 : root(above_bar, low, high, accuracy);
}

/// Every n-th place, at most `most_fitted_places`.
std::vector<Witness> even_subset(std::span<Witness const> places) {
    std::size_t const step = (places.size() + most_fitted_places - 1) / most_fitted_places;
    std::vector<Witness> chosen;
    for (std::size_t index = 0; index < places.size(); index += step) {
        chosen.push_back(places[index]);
    }
    return chosen;
}

/// The fraction at which places left over from most losses show as many molecules as all of them do at `fraction`.
double with_most_lost(FractionLikelihood const& likelihood, double fraction) {
    return fraction_of_net(likelihood, likelihood.signal(fraction) / (1 - most_lost_share));
}

/// How many times its plain estimate f may be, by these places.
double growth(FractionLikelihood const& subset) {
    double const best = best_fraction(subset);
    if (best <= 0) {
        return 1 / (1 - most_lost_share);
    }
    auto const told = fit_dropout(subset, best);
    return (told ? told->fraction_limits.upper : upper_with_most_lost(subset, best)) / best;
}

}  // namespace

Limits limits_with_losses(std::span<Witness const> places, FractionLikelihood const& likelihood,
                          FractionEstimate const& estimate) {
    auto limits = estimate.limits;
    if (estimate.dropout || likelihood.places() < 2) {
        return limits;
    }
    if (estimate.fraction <= 0) {
        limits.upper = with_most_lost(likelihood, limits.upper);
    } else if (likelihood.places() <= most_fitted_places) {
        limits.upper = std::max(limits.upper, upper_with_most_lost(likelihood, estimate.fraction));
    } else {
        double const grown = limits.upper * growth(FractionLikelihood{even_subset(places), likelihood.setting()});
        limits.upper = std::max(limits.upper, std::min(grown, with_most_lost(likelihood, limits.upper)));
    }
    return limits;
}

}  // namespace tidemark
