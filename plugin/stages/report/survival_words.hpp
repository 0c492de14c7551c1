// The wording of survival: endpoints, groups, time zero, who is left out.
#pragma once
#include <string>
#include <vector>

#include "values/survival/survival_report.hpp"

namespace tidemark::survival_words {

/// "Overall survival"; another endpoint's id as words.
[[nodiscard]] std::string endpoint_words(std::string const& endpoint);
/// "Met", "Not met", "Decrease", "Increase"; a group of a table as it was given.
[[nodiscard]] std::string group_words(std::string const& group);
/// "Decrease of at least 50 % (tumor fraction)", "direction of change (tumor fraction)", "groups of the outcomes table".
[[nodiscard]] std::string grouping_words(SurvivalAnalysis const& analysis);
/// "Overall survival by decrease of at least 50 %".
[[nodiscard]] std::string title(SurvivalAnalysis const& analysis);
/// "Days since the draw that decides the group".
[[nodiscard]] std::string time_axis(SurvivalAnalysis const& analysis);
/// From where time counts and why, in a sentence or two.
[[nodiscard]] std::string time_zero(SurvivalAnalysis const& analysis);
/// "Met: 4 events in 20 patients, median 341 days (210 to 502)."
[[nodiscard]] std::string curve_sentence(SurvivalAnalysis const& analysis, GroupCurve const& curve);
/// "341 days (210 to 502)", "not reached".
[[nodiscard]] std::string median_words(SurvivalAnalysis const& analysis, GroupCurve const& curve);
/// "Followed: 33 of 40 patients (Met 20 and Not met 13).", then one item for each reason to leave patients out.
[[nodiscard]] std::vector<std::string> denominators(SurvivalAnalysis const& analysis);

}  // namespace tidemark::survival_words
