#include "values/patient/therapy_course.hpp"

#include <algorithm>

namespace tidemark {

std::optional<int> end_of_course(EventRow const& start, std::span<EventRow const> events) {
    // A stop on the day of a start ends the course before it, where there is one.
    bool const again = std::ranges::any_of(events, [&](EventRow const& event) {
        return event.kind == EventKind::systemic_start && event.label == start.label && event.day < start.day;
    });
    int const earliest = start.day + (again ? 1 : 0);
    auto end = start.day_end;
    for (auto const& event : events) {
        bool const ends = (event.kind == EventKind::systemic_stop && event.label == start.label && event.day >= earliest) ||
                          (event.kind == EventKind::treatment_change && event.day > start.day);
        if (ends && (!end || event.day < *end)) {
            end = event.day;
        }
    }
    return end;
}

}  // namespace tidemark
