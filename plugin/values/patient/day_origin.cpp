#include "values/patient/day_origin.hpp"

namespace tidemark {

std::map<std::string, std::chrono::sys_days> day_origins(std::span<EventRow const> events,
                                                         std::vector<bool> const& has_day) {
    std::map<std::string, std::chrono::sys_days> declared;
    std::map<std::string, std::chrono::sys_days> anchored;
    for (std::size_t index = 0; index < events.size(); ++index) {
        auto const& event = events[index];
        auto const date = parse_iso_date(event.date);
        if (!date) {
            continue;
        }
        if (has_day[index]) {
            declared.emplace(event.patient, *date - std::chrono::days{event.day});
        } else if (!event.anchor.empty()) {
            auto const [place, added] = anchored.emplace(event.patient, *date);
            if (!added && *date < place->second) {
                place->second = *date;
            }
        }
    }
    declared.insert(anchored.begin(), anchored.end());
    return declared;
}

std::map<std::string, std::chrono::sys_days> day_origins(std::span<EventRow const> events) {
    return day_origins(events, std::vector<bool>(events.size(), true));
}

}  // namespace tidemark
