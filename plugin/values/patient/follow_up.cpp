#include "values/patient/follow_up.hpp"

#include <algorithm>
#include <set>

namespace tidemark {

std::optional<int> first_follow_up_day(std::string const& patient, std::span<SampleRow const> samples,
                                       std::span<EventRow const> events) {
    std::set<int> days;
    for (auto const& row : samples) {
        if (row.patient == patient && row.type == SampleType::plasma && row.day) {
            days.insert(*row.day);
        }
    }
    std::optional<int> start;
    for (auto const& event : events) {
        if (event.patient == patient && !event.anchor.empty()) {
            start = std::min(event.day, start.value_or(event.day));
        }
    }
    if (!start && !days.empty()) {
        start = *days.begin();
    }
    auto const after = start ? days.upper_bound(*start) : days.end();
    return after == days.end() ? std::nullopt : std::optional{*after};
}

}  // namespace tidemark
