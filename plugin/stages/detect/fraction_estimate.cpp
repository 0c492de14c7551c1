#include "stages/detect/fraction_estimate.hpp"

#include "stages/detect/estimate.hpp"

namespace tidemark {

FractionEstimate estimate_fraction(FractionLikelihood const& likelihood) {
    FractionEstimate estimate{.fraction = best_fraction(likelihood), .limits = {}, .dropout = {}, .point = {},
                              .leave_one_out = {}};
    estimate.dropout = fit_dropout(likelihood, estimate.fraction);
    auto const chosen = likelihood.with(estimate.dropout ? Dropout::fitted : Dropout::none);
    if (estimate.dropout) {
        estimate.fraction = estimate.dropout->fraction;
        estimate.limits = estimate.dropout->fraction_limits;
    } else {
        estimate.limits = fraction_interval(likelihood, estimate.fraction);
    }
    estimate.point = chosen.fitted(estimate.fraction);
    estimate.leave_one_out = leave_one_out(chosen, estimate.fraction);
    return estimate;
}

}  // namespace tidemark
