// How long patients lived, and lived without progression, by what their plasma showed: groups, curves, contrasts.
#pragma once
#include <set>
#include <span>
#include <string>
#include <vector>

#include "stages/report/survival_groups.hpp"
#include "values/failure/finding.hpp"
#include "values/patient/timeline.hpp"
#include "values/survival/survival_report.hpp"

namespace tidemark {

/// Where follow-up starts. METHOD: who responds must have lived until the response was seen; counted from the anchor, that
/// time is credited to the responders (immortal time; Anderson 1983). From a landmark on, both groups start alike.
enum class Landmark {
    draw,   ///< the draw that decides the group
    day,    ///< one day after the anchor for all, groups by what is known then
    none    ///< the anchor itself: biased, for comparison with published numbers made so
};

struct SurvivalSetting {
    std::string anchor = "pre_io";
    Landmark landmark = Landmark::draw;
    int landmark_day = 0;
    DecidingWindow window;
    std::vector<SurvivalGrouping> groupings{{"decrease_50", {}}, {grouped_by_change, {}}};
    std::set<std::string> any_draw_definitions;   ///< ids of published definitions of which any draw of a window counts
    std::string reference_group;   ///< of an outcomes table; empty: its first in the order of bytes
};

/// Below this number of events in a group its numbers are called uncertain.
inline constexpr std::size_t few_events = 5;

/// Overall survival (event: death) and progression-free survival (first progression after the origin, or death) from the
/// events of `timelines` (by patient), where any of them names a death, or a progression after the origin; and every endpoint of `outcomes`, which takes
/// the place of the same one of the events. Censored at the latest record of the patient: last contact, event or draw; how many
/// without an outcome in their events is counted by group.
/// `outcomes` and `setting` have passed `survival_faults`.
[[nodiscard]] SurvivalReport survival_report(std::span<Timeline const> timelines, std::span<OutcomeRow const> outcomes,
                                             SurvivalSetting const& setting);

/// What no comparison can be made of: one patient twice in an endpoint, ids that differ in case only, an endpoint in two
/// units, progression-free survival that ends after the patient's death, too many groups (all contradictions of `file`), a
/// reference group that no endpoint has (a warning where only some have it), a definition that no timeline speaks about.
[[nodiscard]] Findings survival_faults(std::span<Timeline const> timelines, std::span<OutcomeRow const> outcomes,
                                       SurvivalSetting const& setting, std::string const& file);

}  // namespace tidemark
