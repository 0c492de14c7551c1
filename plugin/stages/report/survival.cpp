#include "stages/report/survival.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include "stages/report/follow_up.hpp"

namespace tidemark {
namespace {

char const* to_text(Landmark landmark) {
    switch (landmark) {
        case Landmark::draw: return "draw";
        case Landmark::day: return "day";
        case Landmark::none: return "none";
    }
    return "none";
}

/// What is known of one endpoint, since each patient's origin.
struct Endpoint {
    std::string id;
    std::string source;
    std::string time_unit = "days";
    std::map<std::string, FollowUp> known;   ///< by patient
};

std::vector<Endpoint> endpoints_of_events(std::span<Timeline const> timelines, std::string const& anchor) {
    std::vector<Endpoint> endpoints;
    for (auto const* const id : {overall_survival, progression_free_survival}) {
        Endpoint endpoint{.id = id, .source = "events", .known = {}};
        bool any = false;
        for (auto const& timeline : timelines) {
            auto const origin = follow_up_origin(timeline, anchor);
            if (auto const known = follow_up(timeline, origin, id)) {
                endpoint.known.emplace(timeline.patient, *known);
                any = any || (id == std::string_view{overall_survival} ? known->event
                                                                       : day_of_progression(timeline, origin.day).has_value());
            }
        }
        // Without a single death, or progression, a sheet that never records it looks the same as patients who all live, or
        // never progress: deaths alone would be overall survival under another name.
        if (any) {
            endpoints.push_back(std::move(endpoint));
        }
    }
    return endpoints;
}

/// Time zero of a patient since the origin, in days; nothing where the landmark is a draw that is not there.
std::optional<int> time_zero(SurvivalSetting const& setting, PatientGroup const& group, FollowUpOrigin const& origin) {
    switch (setting.landmark) {
        case Landmark::none: return 0;
        case Landmark::day: return setting.landmark_day;
        case Landmark::draw: break;
    }
    return group.draw == nullptr ? std::nullopt : std::optional{group.draw->day - origin.day};
}

class SeriesAnalysis {
public:
    SeriesAnalysis(Endpoint const& endpoint, SurvivalGrouping const& grouping, SurvivalSetting const& setting)
        : endpoint_{endpoint}, grouping_{grouping}, setting_{setting} {
        analysis_.endpoint = endpoint.id;
        analysis_.source = endpoint.source;
        analysis_.grouping = grouping.id;
        analysis_.metric = grouping.metric;
        analysis_.time_unit = endpoint.time_unit;
        analysis_.anchor = setting.anchor;
        analysis_.landmark = to_text(setting.landmark);
        if (setting.landmark == Landmark::day) {
            analysis_.landmark_day = setting.landmark_day;
        }
    }

    void add(Timeline const& timeline) {
        auto const known = endpoint_.known.find(timeline.patient);
        if (known == endpoint_.known.end()) {
            return leave_out(timeline, "no_outcome");
        }
        auto const origin = follow_up_origin(timeline, setting_.anchor);
        auto const until = setting_.landmark == Landmark::day ? std::optional{setting_.landmark_day} : std::nullopt;
        auto const group = group_of(timeline, origin, grouping_, setting_.window, until);
        auto const zero = time_zero(setting_, group, origin);
        auto const& [time, event] = known->second;
        double const in_days = days_in(endpoint_.time_unit);
        if (!zero) {
            bool const ended = event && time * in_days <= setting_.window.last;
            return leave_out(timeline, ended ? "event_before_landmark" : group.reason);
        }
        double const left = time - *zero / in_days;
        if (left <= 0) {
            return leave_out(timeline, event ? "event_before_landmark" : "not_followed");
        }
        if (group.group.empty()) {
            return leave_out(timeline, group.reason);
        }
        bool const untold = endpoint_.source == "events" && !outcome_is_told(timeline);
        analysis_.followed.push_back({timeline.patient, group.group, origin.anchor, {left, event}, untold});
    }

    void leave_out(Timeline const& timeline, std::string const& reason) {
        analysis_.left_out.push_back({timeline.patient, reason});
    }

    [[nodiscard]] SurvivalAnalysis take(std::span<Timeline const> timelines) {
        for (auto const& [patient, known] : endpoint_.known) {
            if (std::ranges::find(timelines, patient, &Timeline::patient) == timelines.end()) {
                analysis_.left_out.push_back({patient, "no_series"});
            }
        }
        std::ranges::sort(analysis_.left_out, {}, &LeftOutPatient::patient);
        return std::move(analysis_);
    }

private:
    Endpoint const& endpoint_;
    SurvivalGrouping const& grouping_;
    SurvivalSetting const& setting_;
    SurvivalAnalysis analysis_;
};

/// Curves in the order of `groups`, each group against the first.
void compare(SurvivalAnalysis& analysis, std::vector<std::string> const& groups) {
    std::vector<std::vector<FollowUp>> members(groups.size());
    std::vector<std::size_t> untold(groups.size());
    for (auto const& patient : analysis.followed) {
        auto const group = static_cast<std::size_t>(std::ranges::find(groups, patient.group) - groups.begin());
        members[group].push_back(patient.follow_up);
        untold[group] += patient.at_last_known_day ? 1 : 0;
    }
    for (std::size_t index = 0; index < groups.size(); ++index) {
        auto const events = std::ranges::count_if(members[index], &FollowUp::event);
        analysis.curves.push_back({.group = groups[index], .patients = members[index].size(),
                                   .events = static_cast<std::size_t>(events), .at_last_known_day = untold[index],
                                   .curve = kaplan_meier(members[index])});
        if (index > 0) {
            analysis.contrasts.push_back(
                {.compared = groups[index], .log_rank = log_rank(members[0], members[index]),
                 .hazard_ratio = hazard_ratio(members[0], members[index]),
                 .few_events = std::min(analysis.curves[0].events, analysis.curves[index].events) < few_events});
        }
    }
}

std::vector<std::string> groups_of(SurvivalGrouping const& grouping) {
    return grouping.id == grouped_by_change ? std::vector<std::string>{"decrease", "increase"}
                                            : std::vector<std::string>{"met", "not_met"};
}

/// Groups that the table itself names; time counts from where the table counts.
SurvivalAnalysis of_own_groups(std::string const& endpoint, std::vector<OutcomeRow> const& rows, std::string const& reference,
                               std::span<Timeline const> timelines) {
    SurvivalAnalysis analysis;
    analysis.endpoint = endpoint;
    analysis.source = "outcomes";
    analysis.grouping = "group";
    analysis.time_unit = rows.front().time_unit;
    std::set<std::string> names;
    for (auto const& row : rows) {
        if (row.group.empty()) {
            analysis.left_out.push_back({row.patient, "no_group"});
        } else {
            names.insert(row.group);
            analysis.followed.push_back({row.patient, row.group, {}, {row.time, row.event}, false});
        }
    }
    for (auto const& timeline : timelines) {
        if (std::ranges::find(rows, timeline.patient, &OutcomeRow::patient) == rows.end()) {
            analysis.left_out.push_back({timeline.patient, "no_outcome"});
        }
    }
    analysis.without_series = static_cast<std::size_t>(std::ranges::count_if(rows, [&](OutcomeRow const& row) {
        return std::ranges::find(timelines, row.patient, &Timeline::patient) == timelines.end();
    }));
    std::ranges::sort(analysis.followed, {}, &FollowedPatient::patient);
    std::ranges::sort(analysis.left_out, {}, &LeftOutPatient::patient);
    std::vector<std::string> groups{names.begin(), names.end()};
    std::ranges::stable_partition(groups, [&](std::string const& group) { return group == reference; });
    compare(analysis, groups);
    return analysis;
}

/// Overall survival first, then progression-free survival, then the rest by name.
std::tuple<int, std::string> endpoint_order(std::string const& endpoint) {
    return {endpoint == overall_survival ? 0 : endpoint == progression_free_survival ? 1 : 2, endpoint};
}

}  // namespace

SurvivalReport survival_report(std::span<Timeline const> timelines, std::span<OutcomeRow const> outcomes,
                               SurvivalSetting const& setting) {
    SurvivalReport report;
    std::map<std::string, std::vector<OutcomeRow>> tables;
    for (auto const& row : outcomes) {
        tables[row.endpoint].push_back(row);
    }
    std::vector<Endpoint> endpoints;
    for (auto& endpoint : endpoints_of_events(timelines, setting.anchor)) {
        if (!tables.contains(endpoint.id)) {
            endpoints.push_back(std::move(endpoint));
        }
    }
    for (auto const& [id, rows] : tables) {
        if (std::ranges::any_of(rows, [](OutcomeRow const& row) { return !row.group.empty(); })) {
            report.analyses.push_back(of_own_groups(id, rows, setting.reference_group, timelines));
            continue;
        }
        auto& endpoint = endpoints.emplace_back(Endpoint{.id = id, .source = "outcomes", .time_unit = rows.front().time_unit, .known = {}});
        for (auto const& row : rows) {
            endpoint.known.emplace(row.patient, FollowUp{row.time, row.event});
        }
    }
    for (auto const& endpoint : endpoints) {
        for (auto const& asked : setting.groupings) {
            auto grouping = with_metric(asked, timelines);
            grouping.any_draw_counts = setting.any_draw_definitions.contains(grouping.id);
            SeriesAnalysis series{endpoint, grouping, setting};
            for (auto const& timeline : timelines) {
                series.add(timeline);
            }
            auto& analysis = report.analyses.emplace_back(series.take(timelines));
            compare(analysis, groups_of(grouping));
        }
    }
    std::ranges::stable_sort(report.analyses, {}, [](SurvivalAnalysis const& each) { return endpoint_order(each.endpoint); });
    return report;
}

}  // namespace tidemark
