#include "values/survival/kaplan_meier.hpp"

#include <cmath>

namespace tidemark {
namespace {

constexpr double normal_97_5 = 1.959963984540054;
/// A product such as 20/21 x 10/20 may miss one half by rounding.
constexpr double half = 0.5 + 1e-12;

bool reaches_half(std::optional<double> value) { return value && *value <= half; }

void set_limits(SurvivalStep& step, double variance_of_log) {
    if (step.survival >= 1) {
        step.lo = step.hi = 1;
    } else if (step.survival > 0) {
        double const reach = normal_97_5 * std::sqrt(variance_of_log) / std::abs(std::log(step.survival));
        step.lo = std::pow(step.survival, std::exp(reach));
        step.hi = std::pow(step.survival, std::exp(-reach));
    }
}

}  // namespace

SurvivalCurve kaplan_meier(std::span<FollowUp const> subjects) {
    SurvivalCurve curve;
    double survival = 1;
    double variance_of_log = 0;
    for (auto const& row : risk_table(subjects, {})) {
        auto const at_risk = static_cast<double>(row.at_risk[0]);
        auto const events = static_cast<double>(row.events[0]);
        survival *= (at_risk - events) / at_risk;
        // Greenwood: d / (n (n - d)); the last subject's event takes the curve to 0, where there is no interval.
        variance_of_log += events < at_risk ? events / (at_risk * (at_risk - events)) : 0;
        auto& step = curve.steps.emplace_back(SurvivalStep{.time = row.time, .at_risk = row.at_risk[0], .events = row.events[0],
                                                           .censored = row.censored[0], .survival = survival, .lo = {}, .hi = {}});
        set_limits(step, variance_of_log);
        // A curve that has fallen to 0 lies below one half with both limits, whatever they are.
        bool const gone = survival <= 0;
        auto const first = [&](std::optional<double>& time, bool now) { time = time || !now ? time : std::optional{row.time}; };
        first(curve.median, survival <= half);
        first(curve.median_lo, gone || reaches_half(step.lo));
        first(curve.median_hi, !gone && reaches_half(step.hi));
    }
    return curve;
}

double survival_at(SurvivalCurve const& curve, double time) {
    double survival = 1;
    for (auto const& step : curve.steps) {
        if (step.time > time) {
            break;
        }
        survival = step.survival;
    }
    return survival;
}

}  // namespace tidemark
