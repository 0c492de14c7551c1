#include "stages/track/windows.hpp"

#include <algorithm>
#include <cstdlib>

namespace tidemark {
namespace {

AnchorBaseline const* declared(ResponseWindow const& window, std::span<AnchorBaseline const> baselines) {
    for (auto const& name : window.anchors) {
        auto const found = std::ranges::find(baselines, name, &AnchorBaseline::anchor);
        if (found != baselines.end()) {
            return &*found;
        }
    }
    return nullptr;
}

}  // namespace

WindowPlace window_place(ResponseDefinition const& definition, int day, std::span<AnchorBaseline const> baselines,
                         int baseline_day) {
    WindowPlace place;
    if (definition.windows.empty()) {
        return place;
    }
    bool const none_declared = !baselines.empty() && baselines.front().anchor.empty();
    place.not_applicable = "anchor_not_declared";
    for (std::size_t index = 0; index < definition.windows.size(); ++index) {
        auto const& window = definition.windows[index];
        auto const* const anchor = declared(window, baselines);
        bool const assumable = std::ranges::any_of(window.anchors, [](auto const& name) { return name != treatment_end; });
        if (anchor == nullptr && !(none_declared && assumable)) {
            continue;
        }
        int const since = day - (anchor == nullptr ? baseline_day : anchor->day);
        if (since < window.first || since > window.last) {
            place.not_applicable = "outside_window";
            continue;
        }
        return {.not_applicable = {},
                .anchor_assumed = anchor == nullptr,
                .window = index,
                .off_nominal = std::abs(since - window.nominal)};
    }
    return place;
}

AnchorBaseline const& baseline_of(ResponseDefinition const& definition, std::span<AnchorBaseline const> baselines) {
    for (auto const& window : definition.windows) {
        if (auto const* const anchor = declared(window, baselines)) {
            return *anchor;
        }
    }
    return baselines.front();
}

}  // namespace tidemark
