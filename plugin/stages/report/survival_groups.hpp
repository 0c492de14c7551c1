// Which group a patient belongs to by what the series says, and at which draw that is known.
#pragma once
#include <optional>
#include <span>
#include <string>

#include "values/patient/timeline.hpp"

namespace tidemark {

/// Days after the anchor in which the draw that speaks for the response is looked for.
/// METHOD: 21 to 91 days, nearest to day 42: the early and the later window of ctMoniTR together, BR.36's cycle 3.
struct DecidingWindow {
    int first = 21;
    int last = 91;
    int nominal = 42;
};

/// What makes the groups: a definition's verdict (met, not_met), or the direction of change (decrease, increase).
struct SurvivalGrouping {
    std::string id;       ///< of a definition, or `change`
    std::string metric;   ///< empty: a published definition's own, else tumor_fraction_cell
    bool any_draw_counts = false;   ///< of its window one draw that is met suffices: not met is known at the last one only
    bool operator==(SurvivalGrouping const&) const = default;
};
inline constexpr auto grouped_by_change = "change";
/// The same with its metric filled in.
[[nodiscard]] SurvivalGrouping with_metric(SurvivalGrouping grouping, std::span<Timeline const> timelines);

/// Day 0 of a patient's follow-up, on the timeline's own axis.
struct FollowUpOrigin {
    std::string anchor;   ///< empty: no event declares one, day 0 of the sheet
    int day = 0;
};
/// The anchor asked for, else the timeline's own.
[[nodiscard]] FollowUpOrigin follow_up_origin(Timeline const& timeline, std::string const& anchor);

/// The draw that stands before the origin: the baseline of its anchor, else the timeline's; null where there is none.
[[nodiscard]] Draw const* baseline_draw(Timeline const& timeline, FollowUpOrigin const& origin);
/// The evaluable draw after the baseline and within the window that lies nearest to its nominal day, the earlier of two.
[[nodiscard]] Draw const* response_draw(Timeline const& timeline, FollowUpOrigin const& origin,
                                        DecidingWindow const& window);
/// The latest evaluable draw after the baseline, not later than `day` after the origin.
[[nodiscard]] Draw const* latest_draw_until(Timeline const& timeline, FollowUpOrigin const& origin, int day);

/// A group with the draw that says so, or the reason why there is none.
struct PatientGroup {
    Draw const* draw = nullptr;   ///< may be known although the group is not
    std::string group;            ///< met, not_met, decrease, increase; empty: `reason`
    std::string reason;           ///< no_baseline, no_response_draw, undetermined, not_applicable, flare_window,
                                  ///< baseline_in_flare_window
};

/// With `until`, what is known on that day after the origin, by the latest draw; else by the window's draw. A published
/// definition with its own windows speaks by its own draw; where any draw of them counts, by the first that is met, else by
/// the last (with `until`: of those up to it), since before that nobody can say that it is not met. One without windows
/// speaks by the same draw as ours: the last of the series would let the time that was lived choose the draw. A draw before
/// the origin decides nothing that follows it.
/// METHOD: a direction of change is told where the whole 95 % interval of the ratio lies on one side of 1 and definitions would
/// take it (`doubt_of`); a rise in the flare window is none, nor a fall from a baseline in it.
[[nodiscard]] PatientGroup group_of(Timeline const& timeline, FollowUpOrigin const& origin, SurvivalGrouping const& grouping,
                                    DecidingWindow const& window, std::optional<int> until);

}  // namespace tidemark
