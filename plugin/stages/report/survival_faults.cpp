#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "stages/report/fixed_texts.hpp"
#include "stages/report/survival.hpp"
#include "values/survival/outcome_rules.hpp"

namespace tidemark {
namespace {

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
    std::vector<std::string> patients;
    std::ranges::transform(timelines, std::back_inserter(patients), &Timeline::patient);
    auto findings = outcome_faults(outcomes, patients, file);
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
