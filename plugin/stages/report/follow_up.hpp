// How long a patient was followed for an endpoint, from the events of the series.
#pragma once
#include <optional>
#include <string>

#include "stages/report/survival_groups.hpp"
#include "values/patient/timeline.hpp"
#include "values/survival/risk_table.hpp"
#include "values/survival/survival_report.hpp"

namespace tidemark {

/// The last day on which the patient is known to have lived, on the timeline's axis: of death, an event or a draw.
[[nodiscard]] std::optional<int> last_known_day(Timeline const& timeline);
/// The day of death, or of the first progression (`shows_progression`: the event, or imaging that names it) later than
/// `after`; nothing where none is recorded.
[[nodiscard]] std::optional<int> day_of_death(Timeline const& timeline);
[[nodiscard]] std::optional<int> day_of_progression(Timeline const& timeline, int after);

/// Whether the events tell death, progression or last contact: else nobody says up to when this patient was followed.
[[nodiscard]] bool outcome_is_told(Timeline const& timeline);

/// Days since the origin (negative where all of it lies before) and whether the endpoint's event ended them. Nothing where the
/// series has neither event nor draw.
/// METHOD: a progression on or before the origin belongs to an earlier treatment. Without the event a patient is censored at
/// the last known day, also for progression: the sheet need not list every scan. Also where no outcome is told (`outcome_is_told`):
/// survivors without a last contact would be missing otherwise, and those with events would be too many (docs/methods/survival.md).
[[nodiscard]] std::optional<FollowUp> follow_up(Timeline const& timeline, FollowUpOrigin const& origin,
                                                std::string const& endpoint);

/// Days in one `unit` (days, weeks, months of 365.25 / 12 days, years); 0 for another word.
[[nodiscard]] double days_in(std::string const& unit);

}  // namespace tidemark
