#include "stages/detect/fraction_estimate.hpp"

#include <utility>

#include "stages/detect/estimate.hpp"

namespace tidemark {

namespace {

FractionEstimate settled(FractionLikelihood const& plain, FractionEstimate estimate) {
    auto const chosen = plain.with(estimate.dropout ? Dropout::fitted : Dropout::none);
    if (estimate.dropout) {
        estimate.fraction = estimate.dropout->fraction;
        estimate.limits = estimate.dropout->fraction_limits;
    } else {
        estimate.limits = fraction_interval(plain, estimate.fraction);
    }
    estimate.point = chosen.fitted(estimate.fraction);
    estimate.leave_one_out = leave_one_out(chosen, estimate.fraction);
    return estimate;
}

}  // namespace

FractionEstimate estimate_all_there(FractionLikelihood const& likelihood) {
    return settled(likelihood, {.fraction = best_fraction(likelihood), .limits = {}, .dropout = {}, .point = {}, .leave_one_out = {}});
}

FractionEstimate estimate_fraction(FractionLikelihood const& likelihood) {
    FractionEstimate estimate{.fraction = best_fraction(likelihood), .limits = {}, .dropout = {}, .point = {},
                              .leave_one_out = {}};
    estimate.dropout = fit_dropout(likelihood, estimate.fraction);
    return settled(likelihood, std::move(estimate));
}

}  // namespace tidemark
