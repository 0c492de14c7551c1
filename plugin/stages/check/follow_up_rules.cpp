#include "stages/check/follow_up_rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>

namespace tidemark {
namespace {

/// Last day of an event of this kind, by patient.
std::map<std::string, int> last_days(std::span<EventRow const> events, EventKind kind) {
    std::map<std::string, int> days;
    for (auto const& event : events) {
        if (event.kind == kind) {
            auto const [place, added] = days.emplace(event.patient, event.day);
            place->second = std::max(place->second, event.day);
        }
    }
    return days;
}

/// METHOD: a last contact is one day. Of two days one is wrong, and the time that a survivor counts depends on which.
void check_contacts(std::span<EventRow const> events, Notes& notes) {
    std::map<std::string, EventRow const*> contacts;
    for (auto const& event : events) {
        if (event.kind != EventKind::last_contact) {
            continue;
        }
        auto const [place, added] = contacts.emplace(event.patient, &event);
        if (added) {
            continue;
        }
        bool const same_day = event.day == place->second->day;
        notes.add(same_day ? Severity::warning : Severity::invalid, "last_contact_twice", event.line, "day",
                  same_day ? fmt::format("the same last contact of patient {} stands on line {} too", event.patient, place->second->line)
                           : fmt::format("line {} has the last contact of patient {} on day {}; correct or leave out one of the two",
                                         place->second->line, event.patient, place->second->day));
    }
}

/// One death, and nothing after it. A death may be learnt of after the last contact.
void check_deaths(std::span<EventRow const> events, Notes& notes) {
    std::map<std::string, EventRow const*> deaths;
    for (auto const& event : events) {
        if (event.kind != EventKind::death) {
            continue;
        }
        auto const [place, added] = deaths.emplace(event.patient, &event);
        if (!added) {
            notes.add(Severity::invalid, "death_twice", event.line, "event",
                      fmt::format("the death of patient {} stands on line {} too", event.patient, place->second->line));
        }
    }
    for (auto const& event : events) {
        auto const death = deaths.find(event.patient);
        if (event.kind == EventKind::death || death == deaths.end()) {
            continue;
        }
        bool const begins_after = event.day > death->second->day;
        if (begins_after || event.day_end.value_or(event.day) > death->second->day) {
            notes.add(Severity::invalid, "after_death", event.line, begins_after ? "day" : "day_end",
                      fmt::format("patient {} died on day {}", event.patient, death->second->day));
        }
    }
}

}  // namespace

void check_ends(std::span<EventRow const> events, Notes& notes) {
    auto const contacts = last_days(events, EventKind::last_contact);
    for (auto const& event : events) {
        auto const contact = contacts.find(event.patient);
        if (event.kind != EventKind::death && contact != contacts.end() && event.day > contact->second) {
            notes.add(Severity::invalid, "after_last_contact", event.line, "day",
                      fmt::format("the last contact was on day {}", contact->second));
        }
    }
    check_contacts(events, notes);
    check_deaths(events, notes);
}

void check_samples_after_the_end(std::span<EventRow const> events, std::span<SampleRow const> samples, Notes& notes) {
    auto const contacts = last_days(events, EventKind::last_contact);
    auto const deaths = last_days(events, EventKind::death);
    for (auto const& row : samples) {
        auto const contact = contacts.find(row.patient);
        auto const death = deaths.find(row.patient);
        if (row.day && death != deaths.end() && *row.day > death->second) {
            notes.add(Severity::contradiction, "after_death", row.line, "day",
                      fmt::format("patient {} died on day {}", row.patient, death->second));
        }
        if (row.day && contact != contacts.end() && *row.day > contact->second) {
            notes.add(Severity::contradiction, "after_last_contact", row.line, "day",
                      fmt::format("the last contact of patient {} was on day {}", row.patient, contact->second));
        }
    }
}

}  // namespace tidemark
