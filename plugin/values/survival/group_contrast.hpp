// Two groups followed over time: do their hazards differ (log-rank), and by what factor (proportional hazards).
#pragma once
#include <optional>
#include <span>

#include "values/survival/risk_table.hpp"

namespace tidemark {

struct LogRankTest {
    double observed = 0;     ///< events of the compared group
    double expected = 0;     ///< of the same, had both groups one hazard
    double variance = 0;     ///< hypergeometric, of observed - expected
    double chi_square = 0;   ///< one degree of freedom
    double p = 1;
};

/// Log-rank test (Mantel 1966), every event of weight 1. Absent where no event falls into a time at which both groups are at
/// risk: there is nothing to compare. Freireich's leukemia data: chi-square 16.79.
[[nodiscard]] std::optional<LogRankTest> log_rank(std::span<FollowUp const> reference, std::span<FollowUp const> compared);

struct HazardRatio {
    double ratio = 1;            ///< hazard of the compared group over that of the reference
    double lo = 0;               ///< 95 % interval of Wald on the log scale
    double hi = 0;
    double standard_error = 0;   ///< of log ratio
    double p = 1;                ///< Wald, two-sided
};

/// Cox's partial likelihood of one two-valued covariate, maximum by Newton.
/// METHOD: ties by Efron (1977), as R's survival does by default; Breslow's form is biased toward 1 with many ties.
/// Absent where the likelihood has no maximum: all events that tell the groups apart are of one group, or there are none.
/// Freireich's leukemia data, 6-MP against placebo: 0.208 (0.0925 to 0.466).
[[nodiscard]] std::optional<HazardRatio> hazard_ratio(std::span<FollowUp const> reference, std::span<FollowUp const> compared);

}  // namespace tidemark
