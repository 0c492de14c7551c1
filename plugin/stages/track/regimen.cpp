#include "stages/track/regimen.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace tidemark {
namespace {

using Drugs = std::set<std::string>;

/// Day 0 of a design: what begins on it belongs to it.
bool is_anchor_day(int day, std::span<EventRow const> events) {
    return std::ranges::any_of(events, [&](EventRow const& event) { return event.day == day && !event.anchor.empty(); });
}

/// Whether a stop ends a drug that the sheet never started before it.
bool ends_an_earlier_drug(EventRow const& stop, std::span<EventRow const> events) {
    return std::ranges::none_of(events, [&](EventRow const& event) {
        return event.kind != EventKind::systemic_stop && event.label == stop.label && event.day <= stop.day &&
               (event.kind == EventKind::systemic_start || event.kind == EventKind::treatment_change);
    });
}

bool begins_therapy(EventRow const& event) {
    return event.kind == EventKind::systemic_start || event.kind == EventKind::treatment_change;
}

/// Drugs of a draw on that day; one without a name is there under none.
Drugs drugs_on(int day, std::span<EventRow const> events) {
    Drugs drugs;
    for (auto const& event : events) {
        if (begins_therapy(event) && event.day < day) {
            auto const end = last_day_of(event, events);
            if (!end || day <= *end) {
                drugs.insert(event.label);
            }
        }
        bool const before = event.kind == EventKind::systemic_stop && day <= event.day && ends_an_earlier_drug(event, events);
        bool const ended = before && std::ranges::any_of(events, [&](EventRow const& other) {
                               return other.kind == EventKind::treatment_change && other.day < day;
                           });
        if (before && !ended) {
            drugs.insert(event.label);
        }
    }
    return drugs;
}

/// Where no event declares an anchor, the first therapy of the sheet is what is looked at.
bool begins_what_is_looked_at(int day, std::span<EventRow const> events) {
    if (std::ranges::any_of(events, [](EventRow const& event) { return !event.anchor.empty(); })) {
        return is_anchor_day(day, events);
    }
    std::optional<int> first;
    for (auto const& event : events) {
        if (event.kind == EventKind::systemic_start && (!first || event.day < *first)) {
            first = event.day;
        }
    }
    return first == day && drugs_on(day, events).empty();
}

}  // namespace

std::optional<int> last_day_of(EventRow const& start, std::span<EventRow const> events) {
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

std::string regimen_on(int day, std::span<EventRow const> events) {
    auto drugs = drugs_on(day, events);
    drugs.erase("");
    return fmt::format("{}", fmt::join(drugs, " + "));
}

std::optional<int> first_change_of_regimen(int from, int to, std::span<EventRow const> events) {
    std::optional<int> first;
    auto const is_between = [&](int day) { return from <= day && day < first.value_or(to) && !begins_what_is_looked_at(day, events); };
    // A second start of a drug that is given already, or a stop of one that ended, changes nothing.
    auto const changes_drugs = [&](int day) { return drugs_on(day, events) != drugs_on(day + 1, events); };
    for (auto const& event : events) {
        bool const by_itself = event.kind == EventKind::treatment_change || event.kind == EventKind::surgery;
        bool const of_drugs = event.kind == EventKind::systemic_start || event.kind == EventKind::systemic_stop;
        for (int const day : {event.day, event.day_end.value_or(event.day)}) {
            if ((by_itself || of_drugs) && is_between(day) && (by_itself || changes_drugs(day))) {
                first = day;
            }
        }
    }
    return first;
}

bool new_therapy_between(int from, int to, std::span<EventRow const> events) {
    return std::ranges::any_of(events, [&](EventRow const& event) {
        return begins_therapy(event) && from <= event.day && event.day <= to && !is_anchor_day(event.day, events);
    });
}

}  // namespace tidemark
