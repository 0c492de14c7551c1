// The share of subjects still free of the event at every time, with an interval at each.
#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "values/survival/risk_table.hpp"

namespace tidemark {

/// The curve from this time up to the next.
struct SurvivalStep {
    double time = 0;
    std::size_t at_risk = 0;
    std::size_t events = 0;
    std::size_t censored = 0;
    double survival = 1;
    std::optional<double> lo;   ///< 95 % interval at this time, within 0..1; absent where the curve has reached 0
    std::optional<double> hi;
};

/// A curve starts at 1 at time 0 and is a step at every distinct time.
struct SurvivalCurve {
    std::vector<SurvivalStep> steps;
    std::optional<double> median;      ///< first time with survival <= 1/2; absent where the curve stays above
    std::optional<double> median_lo;   ///< first time whose lower, and whose upper limit is <= 1/2: 95 % interval
    std::optional<double> median_hi;
};

/// Product-limit estimate (Kaplan, Meier 1958) with Greenwood's variance.
/// METHOD: interval on the scale log(-log S), as it cannot leave 0..1 and holds its level in small groups (Kalbfleisch,
/// Prentice 1980); the median's interval inverts it (Brookmeyer, Crowley 1982). At S = 1 both limits are 1.
/// Freireich's 21 patients on 6-MP: 0.857 (0.620 to 0.952) at 6 weeks, median 23.
[[nodiscard]] SurvivalCurve kaplan_meier(std::span<FollowUp const> subjects);

/// The curve's value at a time: 1 before its first step.
[[nodiscard]] double survival_at(SurvivalCurve const& curve, double time);

}  // namespace tidemark
