#include "stages/track/anchors.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tidemark {

std::vector<Anchor> declared_anchors(std::span<EventRow const> events, std::string const& wanted,
                                     Findings& findings) {
    std::vector<std::string> order{"pre_io", "pre_rt", "surgery", "treatment"};
    std::ranges::stable_partition(order, [&](std::string const& name) { return name == wanted; });
    std::vector<Anchor> anchors;
    for (auto const& name : order) {
        auto const first = std::ranges::find(events, name, &EventRow::anchor);
        if (first == events.end()) {
            continue;
        }
        anchors.push_back({name, first->day});
    }
    if (!wanted.empty() && (anchors.empty() || anchors.front().name != wanted)) {
        findings.push_back({Severity::contradiction, "anchor_not_declared", "events sheet", 0, "anchor",
                            fmt::format("no event of this patient declares the anchor {}", wanted)});
    }
    return anchors;
}

BaselineChoice choose_baseline(std::span<Draw const> draws, std::optional<int> anchor_day) {
    BaselineChoice choice;
    for (std::size_t index = 0; index < draws.size(); ++index) {
        if (draws[index].result.status == SampleStatus::not_evaluable) {
            continue;
        }
        bool const before_anchor = anchor_day && draws[index].day <= *anchor_day;
        if (before_anchor && draws[index].flare_window && choice.draw && !draws[*choice.draw].flare_window) {
            choice.passed_over = index;
        } else if (before_anchor) {
            choice = {index, false};
        } else if (!choice.draw) {
            choice = {index, true};
        }
    }
    return choice;
}

}  // namespace tidemark
