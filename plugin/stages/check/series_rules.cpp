#include "stages/check/series_rules.hpp"

#include <fmt/format.h>

#include <chrono>
#include <map>
#include <span>
#include <string>

#include "stages/check/anchor_rules.hpp"
#include "stages/check/follow_up_rules.hpp"
#include "stages/check/imaging_rules.hpp"
#include "stages/check/notes.hpp"
#include "stages/check/radiotherapy_rules.hpp"
#include "stages/check/systemic_rules.hpp"
#include "values/patient/calendar.hpp"
#include "values/patient/id.hpp"

namespace tidemark {
namespace {

void check_cells(std::span<EventRow const> events, Notes& notes) {
    for (auto const& event : events) {
        if (event.day_end && *event.day_end < event.day) {
            notes.add(Severity::invalid, "end_before_start", event.line, "day_end",
                      fmt::format("day {} is before day {}", *event.day_end, event.day));
        }
        if (auto const what = looks_personal(event.label); !what.empty()) {
            notes.add(Severity::warning, "possible_phi", event.line, "label",
                      fmt::format("this looks like {}; use a pseudonym", what));
        }
    }
}

/// A day and a date of one row name the same day as those of the patient's other rows.
void check_dates(std::span<EventRow const> events, Notes& notes) {
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

}  // namespace

Findings check_events(SheetSet const& sheets) {
    Notes notes{sheets.names.events};
    check_cells(sheets.events, notes);
    check_ends(sheets.events, notes);
    check_anchors(sheets.events, notes);
    check_systemic(sheets.events, notes);
    check_dates(sheets.events, notes);
    check_radiotherapy(sheets.events, sheets.samples, notes);
    check_imaging(sheets.events, notes);
    return notes.take();
}

Findings check_draws(SheetSet const& sheets) {
    Notes notes{sheets.names.samples};
    check_samples_after_the_end(sheets.events, sheets.samples, notes);
    check_baselines(sheets.events, sheets.samples, notes);
    return notes.take();
}

}  // namespace tidemark
