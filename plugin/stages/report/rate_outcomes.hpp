// What one patient's series says to each question that a rate is of.
#pragma once
#include <map>

#include "stages/report/survival_groups.hpp"
#include "values/patient/cohort_strata.hpp"
#include "values/patient/timeline.hpp"

namespace tidemark {

/// How a patient counts under one question. `other_regimen` is a kind of no follow-up: the draws that the question looks at stand
/// after a change of the treatment that the baseline belongs to.
enum class RateOutcome { no_baseline, no_follow_up, other_regimen, not_applicable, met, not_met, undetermined };

/// Whether a draw of the series can be read.
[[nodiscard]] bool is_evaluable(Timeline const& timeline, std::string const& sample);

/// The outcome of a verdict with its reason; a verdict that is not applicable for want of a draw is no baseline or no follow-up.
[[nodiscard]] RateOutcome outcome_of(Verdict verdict, std::string const& reason, bool has_baseline);

/// Each question with its outcome, by all of its bases (docs/decisions/0024). METHOD: `response_window` speaks by the evaluable draw
/// of the window nearest to its nominal day. `confirmed` asks more of that same draw: the next one that is met or not met must be met
/// too, so no patient is met there who is not met in the window, and its rate is never the higher one. Both look
/// at draws up to the first change of treatment after the baseline only (`treatment_change_between`), so that neither the length of
/// follow-up nor a later treatment chooses the answer. `latest` speaks by the latest evaluable draw, `own_windows` by the draws of a
/// published definition's windows. The window counts from the timeline's day 0, as the baseline does.
[[nodiscard]] std::map<RateQuestion, RateOutcome> outcomes_of(Timeline const& timeline, DecidingWindow const& window);

}  // namespace tidemark
