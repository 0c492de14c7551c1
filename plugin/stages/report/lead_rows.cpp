#include "stages/report/lead_rows.hpp"

#include <algorithm>
#include <map>

namespace tidemark {
namespace {

struct Group {
    LeadRow row;
    std::vector<int> leads;
};

void count(Group& group, Timeline const& timeline) {
    auto& row = group.row;
    ++row.patients;
    for (auto const& milestone : timeline.milestones) {
        if (milestone.kind == MilestoneKind::pseudo_progression && milestone.verdict == Verdict::met) {
            ++row.discordant;
        }
    }
    auto const lead = std::ranges::find(timeline.milestones, MilestoneKind::lead_time, &Milestone::kind);
    if (lead == timeline.milestones.end()) {
        ++row.not_assessable;
    } else if (lead->lead_days) {
        ++row.both;
        row.molecular_first += *lead->lead_days > 0 ? 1 : 0;
        group.leads.push_back(*lead->lead_days);
    } else if (lead->verdict == Verdict::undetermined) {
        ++row.unconfirmed;
    } else {
        auto& place = lead->reason == "only_imaging"     ? row.only_imaging
                      : lead->reason == "only_molecular" ? row.only_molecular
                      : lead->reason == "neither"        ? row.neither
                                                         : row.not_assessable;
        ++place;
    }
}

LeadRow with_days(Group group) {
    auto& leads = group.leads;
    if (!leads.empty()) {
        std::ranges::sort(leads);
        auto const half = leads.size() / 2;
        group.row.median_days = leads.size() % 2 == 1 ? leads[half] : (leads[half - 1] + leads[half]) / 2.0;
        group.row.least_days = leads.front();
        group.row.most_days = leads.back();
    }
    return group.row;
}

}  // namespace

std::vector<LeadRow> lead_rows(std::span<Timeline const> timelines) {
    std::map<std::string, Group> groups{{"", {}}};
    for (auto const& timeline : timelines) {
        count(groups[""], timeline);
        auto const arm = timeline.attributes ? timeline.attributes->arm : std::string{};
        if (!arm.empty()) {
            count(groups[arm], timeline);
        }
    }
    std::vector<LeadRow> rows;
    for (auto& [arm, group] : groups) {
        group.row.arm = arm;
        rows.push_back(with_days(std::move(group)));
    }
    return rows;
}

}  // namespace tidemark
