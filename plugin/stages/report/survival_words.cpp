#include "stages/report/survival_words.hpp"

#include <map>
#include <utility>

#include "stages/report/fixed_texts.hpp"
#include "stages/report/follow_up.hpp"
#include "stages/report/number_text.hpp"
#include "stages/report/survival_groups.hpp"

namespace tidemark::survival_words {
namespace {

std::string patients_text(std::size_t count) { return count_text(static_cast<std::int64_t>(count), "patient", "patients"); }

std::string reason_words(SurvivalAnalysis const& analysis, std::string const& reason) {
    std::map<std::string, std::string> const words{
        {"no_outcome", analysis.source == "outcomes" ? "without an outcome: no row of the outcomes table is theirs"
                                                      : "without an outcome: neither an event nor a draw is known"},
        {"no_series", "of the outcomes table are not among the patients of this report"},
        {"no_group", "without a group in the outcomes table"},
        {"no_baseline", "without an evaluable baseline"},
        {"no_response_draw", "without an evaluable draw that would decide the group"},
        {"undetermined", "undetermined: the interval allows both groups"},
        {"not_applicable", "not applicable"},
        {"flare_window", "with a rise in the flare window, where it says nothing about progression"},
        {"baseline_in_flare_window", "with a fall from a baseline in the flare window, which may be the end of the flare"},
        {"event_before_landmark", "with the event on or before time zero"},
        {"not_followed", "not followed beyond time zero"}};
    auto const found = words.find(reason);
    return found == words.end() ? words_of(reason) : found->second;
}

std::string anchor_text(std::string const& anchor) {
    auto const words = fixed_texts::anchor_words(anchor);
    return words.empty() ? "day 0 of the sheet" : "the " + words;
}

}  // namespace

std::string endpoint_words(std::string const& endpoint) {
    return endpoint == progression_free_survival ? "Progression-free survival" : capitalized(words_of(endpoint));
}

std::string group_words(std::string const& group) {
    return group == "met"        ? "Met"
           : group == "not_met"  ? "Not met"
           : group == "decrease" ? "Decrease"
           : group == "increase" ? "Increase"
                                 : group;
}

std::string grouping_words(SurvivalAnalysis const& analysis) {
    if (analysis.metric.empty()) {
        return "groups of the outcomes table";
    }
    auto const words = analysis.grouping == grouped_by_change ? std::string{"direction of change"}
                                                              : uncapitalized(fixed_texts::definition_words(analysis.grouping));
    return words + " (" + uncapitalized(fixed_texts::metric_words(analysis.metric)) + ")";
}

std::string title(SurvivalAnalysis const& analysis) {
    return endpoint_words(analysis.endpoint) + " by " + grouping_words(analysis);
}

std::string time_axis(SurvivalAnalysis const& analysis) {
    auto const unit = capitalized(analysis.time_unit);
    if (analysis.landmark == "draw") {
        return unit + " since the draw that decides the group";
    }
    if (analysis.landmark == "day") {
        return unit + " since day " + signed_text(*analysis.landmark_day) + " after " + anchor_text(analysis.anchor);
    }
    return analysis.landmark.empty() ? unit : unit + " since " + anchor_text(analysis.anchor);
}

std::string time_zero(SurvivalAnalysis const& analysis) {
    if (analysis.landmark == "draw") {
        return "Time counts from the draw that decides the group: nobody is credited with the time they had to live to be grouped.";
    }
    if (analysis.landmark == "day") {
        return "Groups are what was known on day " + signed_text(*analysis.landmark_day) + " after " +
               anchor_text(analysis.anchor) + ", and time counts from that day.";
    }
    if (analysis.landmark.empty()) {
        return "Groups and times are those of the outcomes table; this report cannot tell from where they count.";
    }
    return "Time counts from " + anchor_text(analysis.anchor) +
           ", before the draw that decides the group: who responds had to live until then, which flatters responders.";
}

std::string median_words(SurvivalAnalysis const& analysis, GroupCurve const& curve) {
    auto const& [steps, median, lo, hi] = curve.curve;
    if (!median) {
        return "not reached";
    }
    auto text = number_text(*median) + "\u00a0" + analysis.time_unit;
    if (lo || hi) {
        text += " (" + (lo ? number_text(*lo) : "?") + (hi ? " to " + number_text(*hi) : " to not reached") + ")";
    }
    return text;
}

std::string curve_sentence(SurvivalAnalysis const& analysis, GroupCurve const& curve) {
    return group_words(curve.group) + ": " + count_text(static_cast<std::int64_t>(curve.events), "event", "events") + " in " +
           patients_text(curve.patients) + (curve.patients == 0 ? "." : ", median " + median_words(analysis, curve) + ".");
}

std::vector<std::string> denominators(SurvivalAnalysis const& analysis) {
    std::vector<std::string> parts;
    for (auto const& curve : analysis.curves) {
        parts.push_back(group_words(curve.group) + " " + count_text(static_cast<std::int64_t>(curve.patients)));
    }
    std::vector<std::string> items{"Followed: " + count_text(static_cast<std::int64_t>(analysis.followed.size())) + " of " +
                                   patients_text(analysis.followed.size() + analysis.left_out.size()) + " (" +
                                   enumeration(parts) + ")."};
    std::map<std::string, std::size_t> reasons;
    for (auto const& patient : analysis.left_out) {
        ++reasons[patient.reason];
    }
    for (auto const& [reason, count] : reasons) {
        items.push_back("Left out: " + patients_text(count) + " " + reason_words(analysis, reason) + ".");
    }
    parts.clear();
    std::size_t untold = 0;
    for (auto const& curve : analysis.curves) {
        untold += curve.at_last_known_day;
        parts.push_back(group_words(curve.group) + " " + count_text(static_cast<std::int64_t>(curve.at_last_known_day)));
    }
    if (untold > 0) {
        items.push_back("Censored at the last known day, a draw or an event: " + patients_text(untold) + " (" + enumeration(parts) +
                        "), because neither death, progression nor last contact is recorded. Where draws end because a patient fares "
                        "badly, this makes the curve too high: record the last contact.");
    }
    if (analysis.without_series > 0) {
        items.push_back("Of the outcomes table: " + count_text(static_cast<std::int64_t>(analysis.without_series), "row is", "rows are") +
                        " of no patient with draws in this report.");
    }
    std::map<std::string, std::size_t> origins;
    for (auto const& patient : analysis.followed) {
        ++origins[patient.origin];
    }
    for (auto const& [origin, count] : origins) {
        if (!analysis.landmark.empty() && origin != analysis.anchor) {
            items.push_back("In " + patients_text(count) + " no " + uncapitalized(fixed_texts::anchor_words(analysis.anchor)) +
                            " is recorded; " + anchor_text(origin) + " stands for it.");
        }
    }
    return items;
}

}  // namespace tidemark::survival_words
