#include "stages/check/series_rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "stages/check/notes.hpp"
#include "values/patient/calendar.hpp"
#include "values/patient/id.hpp"

namespace tidemark {
namespace {

bool is_treatment(EventKind kind) {
    return kind == EventKind::surgery || kind == EventKind::radiotherapy_fraction || kind == EventKind::systemic_start;
}

/// Whether an anchor may stand on such an event.
bool fits(std::string const& anchor, EventKind kind) {
    if (anchor == "pre_rt") {
        return kind == EventKind::radiotherapy_fraction;
    }
    if (anchor == "surgery") {
        return kind == EventKind::surgery;
    }
    return kind == EventKind::systemic_start || kind == EventKind::treatment_change;
}

std::map<std::string, int> last_draws(std::vector<SampleRow> const& rows) {
    std::map<std::string, int> days;
    for (auto const& row : rows) {
        if (row.type == SampleType::plasma && row.day) {
            auto const [place, added] = days.emplace(row.patient, *row.day);
            place->second = std::max(place->second, *row.day);
        }
    }
    return days;
}

/// Last day of an event of this kind, by patient.
std::map<std::string, int> last_days(std::vector<EventRow> const& events, EventKind kind) {
    std::map<std::string, int> days;
    for (auto const& event : events) {
        if (event.kind == kind) {
            auto const [place, added] = days.emplace(event.patient, event.day);
            place->second = std::max(place->second, event.day);
        }
    }
    return days;
}

/// One death, and nothing after it. A death may be learnt of after the last contact.
void check_deaths(std::vector<EventRow> const& events, Notes& notes) {
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

void check_anchors(std::vector<EventRow> const& events, Notes& notes) {
    std::map<std::pair<std::string, std::string>, std::size_t> anchors;
    for (auto const& event : events) {
        if (event.anchor.empty()) {
            continue;
        }
        auto const [place, added] = anchors.emplace(std::pair{event.patient, event.anchor}, event.line);
        if (!added) {
            notes.add(Severity::invalid, "anchor_twice", event.line, "anchor",
                      fmt::format("{} of patient {} stands on line {} too; an anchor defines one day 0", event.anchor,
                                  event.patient, place->second));
        }
        if (!fits(event.anchor, event.kind)) {
            notes.add(Severity::invalid, "anchor_of_other_event", event.line, "anchor",
                      fmt::format("{} cannot stand on {}", event.anchor, to_text(event.kind)));
        }
    }
}

/// A stop must follow a start of the same drug.
void check_systemic(std::vector<EventRow> const& events, Notes& notes) {
    std::map<std::pair<std::string, std::string>, int> starts;
    for (auto const& event : events) {
        if (event.kind == EventKind::systemic_start) {
            auto const [place, added] = starts.emplace(std::pair{event.patient, event.label}, event.day);
            place->second = std::min(place->second, event.day);
        }
    }
    for (auto const& event : events) {
        auto const start = starts.find({event.patient, event.label});
        if (event.kind == EventKind::systemic_stop && start == starts.end()) {
            notes.add(Severity::warning, "stop_without_start", event.line, "label",
                      fmt::format("no start of {} is among the events of patient {}",
                                  event.label.empty() ? "this therapy" : event.label, event.patient));
        }
        if (event.kind == EventKind::systemic_stop && start != starts.end() && event.day < start->second) {
            notes.add(Severity::invalid, "stop_before_start", event.line, "day",
                      fmt::format("{} stops on day {} and starts on day {}",
                                  event.label.empty() ? "the therapy" : event.label, event.day, start->second));
        }
    }
}

void check_dates(std::vector<EventRow> const& events, Notes& notes) {
    std::map<std::string, std::chrono::sys_days> origins;
    for (auto const& event : events) {
        auto const date = parse_iso_date(event.date);
        if (!date) {
            continue;
        }
        auto const origin = *date - std::chrono::days{event.day};
        auto const [place, added] = origins.emplace(event.patient, origin);
        if (place->second != origin) {
            notes.add(Severity::invalid, "day_and_date", event.line, "day",
                      fmt::format("the date says day {}; correct one of the two", days_between(place->second, *date)));
        }
    }
}

void check_fractions(SheetSet const& sheets, Notes& notes) {
    auto const draws = last_draws(sheets.samples);
    std::map<std::tuple<std::string, std::string, int>, std::size_t> fractions;
    std::set<std::string> late;
    for (auto const& event : sheets.events) {
        if (event.kind != EventKind::radiotherapy_fraction) {
            continue;
        }
        auto const draw = draws.find(event.patient);
        if (draw != draws.end() && event.day > draw->second && late.insert(event.patient).second) {
            notes.add(Severity::warning, "fraction_after_last_draw", event.line, "day",
                      fmt::format("no draw of patient {} follows this fraction", event.patient));
        }
        auto const [place, added] = fractions.emplace(std::tuple{event.patient, event.lesion, event.day}, event.line);
        if (!added) {
            notes.add(Severity::warning, "fraction_twice", event.line, "day",
                      fmt::format("line {} has the same patient, lesion and day", place->second));
        }
    }
}


std::map<std::string, SampleRow const*> first_draws(std::vector<SampleRow> const& rows) {
    std::map<std::string, SampleRow const*> draws;
    for (auto const& row : rows) {
        if (row.type == SampleType::plasma && row.day) {
            auto const [place, added] = draws.emplace(row.patient, &row);
            if (*row.day < *place->second->day) {
                place->second = &row;
            }
        }
    }
    return draws;
}

/// Day 0 of the series: the first anchor, else the first treatment, else 0.
int start_day(std::vector<EventRow> const& events, std::string const& patient) {
    std::optional<int> anchor;
    std::optional<int> treatment;
    auto const keep_earlier = [](std::optional<int>& day, int other) { day = std::min(day.value_or(other), other); };
    for (auto const& event : events) {
        if (event.patient != patient) {
            continue;
        }
        if (!event.anchor.empty()) {
            keep_earlier(anchor, event.day);
        }
        if (is_treatment(event.kind)) {
            keep_earlier(treatment, event.day);
        }
    }
    return anchor.value_or(treatment.value_or(0));
}

/// It led to this treatment and is none of the series: lead times pass it over.
void check_progressions(std::vector<EventRow> const& events, Notes& notes) {
    std::map<std::string, int> anchors;
    for (auto const& event : events) {
        if (!event.anchor.empty()) {
            auto const [place, added] = anchors.emplace(event.patient, event.day);
            place->second = std::min(place->second, event.day);
        }
    }
    for (auto const& event : events) {
        auto const anchor = anchors.find(event.patient);
        if (event.kind == EventKind::progression && anchor != anchors.end() && event.day < anchor->second) {
            notes.add(Severity::warning, "progression_before_day_0", event.line, "day",
                      fmt::format("day 0 of patient {} is day {}: this progression is shown and never counted", event.patient,
                                  anchor->second));
        }
    }
}

}  // namespace

Findings check_events(SheetSet const& sheets) {
    Notes notes{sheets.names.events};
    auto const contacts = last_days(sheets.events, EventKind::last_contact);
    for (auto const& event : sheets.events) {
        if (event.day_end && *event.day_end < event.day) {
            notes.add(Severity::invalid, "end_before_start", event.line, "day_end",
                      fmt::format("day {} is before day {}", *event.day_end, event.day));
        }
        auto const contact = contacts.find(event.patient);
        if (event.kind != EventKind::death && contact != contacts.end() && event.day > contact->second) {
            notes.add(Severity::invalid, "after_last_contact", event.line, "day",
                      fmt::format("the last contact was on day {}", contact->second));
        }
        if (auto const what = looks_personal(event.label); !what.empty()) {
            notes.add(Severity::warning, "possible_phi", event.line, "label",
                      fmt::format("this looks like {}; use a pseudonym", what));
        }
    }
    check_deaths(sheets.events, notes);
    check_anchors(sheets.events, notes);
    check_progressions(sheets.events, notes);
    check_systemic(sheets.events, notes);
    check_dates(sheets.events, notes);
    check_fractions(sheets, notes);
    return notes.take();
}

Findings check_draws(SheetSet const& sheets) {
    Notes notes{sheets.names.samples};
    auto const contacts = last_days(sheets.events, EventKind::last_contact);
    auto const deaths = last_days(sheets.events, EventKind::death);
    for (auto const& row : sheets.samples) {
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
    for (auto const& [patient, draw] : first_draws(sheets.samples)) {
        auto const start = start_day(sheets.events, patient);
        if (*draw->day > start) {
            notes.add(Severity::warning, "no_baseline", draw->line, "day",
                      fmt::format("the first draw of patient {} is on day {}, after day {}: the earliest evaluable draw "
                                  "will stand for the baseline",
                                  patient, *draw->day, start));
        }
    }
    return notes.take();
}

}  // namespace tidemark
