#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "stages/report/fixed_texts.hpp"
#include "stages/report/follow_up.hpp"
#include "stages/report/survival.hpp"
#include "values/patient/id.hpp"

namespace tidemark {
namespace {

void check_rows(std::span<Timeline const> timelines, std::span<OutcomeRow const> outcomes, std::string const& file,
                Findings& findings) {
    std::map<std::pair<std::string, std::string>, std::size_t> seen;
    std::map<std::string, std::string> units;
    std::map<std::string, std::string> folded;
    for (auto const& timeline : timelines) {
        folded.emplace(case_folded(timeline.patient), timeline.patient);
    }
    std::map<std::string, std::set<std::string>> groups;
    auto const add = [&](char const* rule, OutcomeRow const& row, char const* column, std::string message) {
        findings.push_back({Severity::contradiction, rule, file, row.line, column, std::move(message)});
    };
    for (auto const& row : outcomes) {
        auto const [place, added] = seen.emplace(std::pair{row.endpoint, row.patient}, row.line);
        if (!added) {
            add("outcome_twice", row, "patient",
                fmt::format("{} of patient {} stands on line {} too; an endpoint has one row for each patient", row.endpoint,
                            row.patient, place->second));
        }
        auto const [id, fresh_id] = folded.emplace(case_folded(row.patient), row.patient);
        if (!fresh_id && id->second != row.patient) {
            add("patient_case", row, "patient",
                fmt::format("patients {} and {} differ in case only; write one patient in one way", id->second, row.patient));
        }
        auto const [unit, first] = units.emplace(row.endpoint, row.time_unit);
        if (!first && unit->second != row.time_unit) {
            add("two_time_units", row, "time_unit",
                fmt::format("{} is in {} above and in {} here; give one unit for each endpoint", row.endpoint, unit->second,
                            row.time_unit));
        }
        auto& names = groups[row.endpoint];
        bool const fresh = !row.group.empty() && names.insert(row.group).second;
        if (fresh && names.size() == most_groups + 1) {
            add("too_many_groups", row, "group",
                fmt::format("{} has more than {} groups; join some of them", row.endpoint, most_groups));
        }
    }
}

/// Nobody lives without progression after death.
void check_order(std::span<OutcomeRow const> outcomes, std::string const& file, Findings& findings) {
    std::map<std::string, OutcomeRow const*> deaths;
    for (auto const& row : outcomes) {
        if (row.endpoint == overall_survival && row.event) {
            deaths.emplace(row.patient, &row);
        }
    }
    for (auto const& row : outcomes) {
        auto const death = deaths.find(row.patient);
        if (row.endpoint == progression_free_survival && death != deaths.end() &&
            death->second->time_unit == row.time_unit && row.time > death->second->time) {
            findings.push_back({Severity::contradiction, "progression_after_death", file, row.line, "time",
                                fmt::format("patient {} is without progression for {} {}, but dies after {} (line {}); count both "
                                            "from one day",
                                            row.patient, row.time, row.time_unit, death->second->time, death->second->line)});
        }
    }
}

/// A reference group that only some endpoints have: the others are compared with their first.
void check_reference(std::span<OutcomeRow const> outcomes, std::string const& reference, std::string const& file,
                     Findings& findings) {
    std::map<std::string, std::set<std::string>> groups;
    for (auto const& row : outcomes) {
        if (!row.group.empty()) {
            groups[row.endpoint].insert(row.group);
        }
    }
    bool const known = std::ranges::any_of(groups, [&](auto const& each) { return each.second.contains(reference); });
    if (!known) {
        findings.push_back({Severity::contradiction, "reference_group_unknown", file, 0, "group",
                            fmt::format("no row has the group {} that --reference-group names", reference)});
        return;
    }
    for (auto const& [endpoint, names] : groups) {
        if (!names.contains(reference)) {
            findings.push_back({Severity::warning, "reference_group_missing", file, 0, "group",
                                fmt::format("{} has no group {}; its groups are compared with {}", endpoint, reference,
                                            *names.begin())});
        }
    }
}

bool speaks_of(Timeline const& timeline, SurvivalGrouping const& grouping) {
    return std::ranges::any_of(timeline.definitions, [&](DefinitionRow const& row) {
               return row.definition == grouping.id && row.metric == grouping.metric;
           }) ||
           std::ranges::any_of(timeline.pairs, [&](PairRow const& row) {
               return row.definition == grouping.id && row.metric == grouping.metric;
           });
}

}  // namespace

Findings survival_faults(std::span<Timeline const> timelines, std::span<OutcomeRow const> outcomes,
                         SurvivalSetting const& setting, std::string const& file) {
    Findings findings;
    check_rows(timelines, outcomes, file, findings);
    check_order(outcomes, file, findings);
    if (!setting.reference_group.empty()) {
        check_reference(outcomes, setting.reference_group, file, findings);
    }
    for (auto const& asked : setting.groupings) {
        auto const grouping = with_metric(asked, timelines);
        bool const always = grouping.id == grouped_by_change || fixed_texts::own_definition(grouping.id);
        if (!always && std::ranges::none_of(timelines, [&](Timeline const& timeline) { return speaks_of(timeline, grouping); })) {
            findings.push_back({Severity::contradiction, "definition_unknown", {}, 0, {},
                                fmt::format("no timeline has the definition {} on the metric {}; --survival-by takes ids that "
                                            "track evaluated",
                                            grouping.id, grouping.metric)});
        }
    }
    return findings;
}

}  // namespace tidemark
