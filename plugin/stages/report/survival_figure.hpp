// Kaplan-Meier curves as a figure, with the numbers at risk under it.
#pragma once
#include <string>
#include <vector>

#include "values/patient/figure.hpp"
#include "values/survival/survival_report.hpp"

namespace tidemark {

/// Times at which numbers at risk are told: 0 and at most six more, round in the analysis' unit, none after its last time.
[[nodiscard]] std::vector<double> survival_ticks(SurvivalAnalysis const& analysis);
/// Those who are followed at `time` without having left before.
[[nodiscard]] std::size_t at_risk_at(GroupCurve const& curve, double time);

/// Steps with a tick for each time of censoring, limits as thin lines where two groups are drawn at most. Line styles
/// differ besides the colours.
[[nodiscard]] Figure survival_figure(SurvivalAnalysis const& analysis, std::string const& id);

}  // namespace tidemark
