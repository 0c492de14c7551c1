#include "stages/report/follow_up.hpp"

#include <algorithm>

#include "values/patient/progression.hpp"

namespace tidemark {
namespace {

constexpr double days_in_a_year = 365.25;

bool tells_outcome(EventRow const& event) {
    return event.kind == EventKind::death || event.kind == EventKind::last_contact || shows_progression(event);
}

}  // namespace

std::optional<int> day_of_death(Timeline const& timeline) {
    for (auto const& event : timeline.events) {
        if (event.kind == EventKind::death) {
            return event.day;
        }
    }
    return std::nullopt;
}

std::optional<int> day_of_progression(Timeline const& timeline, int after) {
    std::optional<int> first;
    for (auto const& event : timeline.events) {
        if (shows_progression(event) && event.day > after) {
            first = std::min(first.value_or(event.day), event.day);
        }
    }
    return first;
}

std::optional<int> last_known_day(Timeline const& timeline) {
    if (auto const death = day_of_death(timeline)) {
        return death;
    }
    std::optional<int> last;
    for (auto const& event : timeline.events) {
        int const day = std::max(event.day, event.day_end.value_or(event.day));
        last = std::max(last.value_or(day), day);
    }
    for (auto const& draw : timeline.draws) {
        last = std::max(last.value_or(draw.day), draw.day);
    }
    return last;
}

bool outcome_is_told(Timeline const& timeline) { return std::ranges::any_of(timeline.events, tells_outcome); }

std::optional<FollowUp> follow_up(Timeline const& timeline, FollowUpOrigin const& origin, std::string const& endpoint) {
    auto const last = last_known_day(timeline);
    if (!last) {
        return std::nullopt;
    }
    auto event = day_of_death(timeline);
    if (endpoint == progression_free_survival) {
        if (auto const progression = day_of_progression(timeline, origin.day)) {
            event = std::min(event.value_or(*progression), *progression);
        }
    }
    return FollowUp{.time = static_cast<double>(event.value_or(*last) - origin.day), .event = event.has_value()};
}

double days_in(std::string const& unit) {
    return unit == "days"     ? 1
           : unit == "weeks"  ? 7
           : unit == "months" ? days_in_a_year / 12
           : unit == "years"  ? days_in_a_year
                              : 0;
}

}  // namespace tidemark
