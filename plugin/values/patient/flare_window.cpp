#include "values/patient/flare_window.hpp"

#include <algorithm>
#include <iterator>
#include <string>

#include "values/patient/semicolon_list.hpp"

namespace tidemark {

std::vector<DayWindow> flare_windows(std::span<EventRow const> events) {
    std::vector<DayWindow> fractions;
    for (auto const& event : events) {
        if (event.kind == EventKind::radiotherapy_fraction) {
            fractions.push_back({event.day, event.day_end.value_or(event.day) + flare_days});
        }
    }
    std::ranges::sort(fractions, {}, &DayWindow::first);
    std::vector<DayWindow> windows;
    for (auto const& fraction : fractions) {
        if (!windows.empty() && fraction.first <= windows.back().last) {
            windows.back().last = std::max(windows.back().last, fraction.last);
        } else {
            windows.push_back(fraction);
        }
    }
    return windows;
}

std::vector<DayWindow> flare_windows(SheddingTissue const& tissue, std::span<EventRow const> events) {
    if (tissue.compartment != "irradiated") {
        return {};
    }
    auto const lesions = split_semicolons(std::string{tissue.lesions});
    auto const names = [&](std::string const& lesion) {
        return std::ranges::any_of(events, [&](EventRow const& event) {
            return event.kind == EventKind::radiotherapy_fraction && event.lesion == lesion;
        });
    };
    bool const all = lesions.empty() || !std::ranges::all_of(lesions, names);
    std::vector<EventRow> own;
    std::ranges::copy_if(events, std::back_inserter(own), [&](EventRow const& event) {
        return all || event.lesion.empty() || std::ranges::find(lesions, event.lesion) != lesions.end();
    });
    return flare_windows(own);
}

bool holds_draw(std::span<DayWindow const> windows, int day) {
    return std::ranges::any_of(windows, [&](DayWindow const& window) { return window.first < day && day <= window.last; });
}

}  // namespace tidemark
