#include "stages/check/resolve_days.hpp"

#include <fmt/format.h>

#include <map>
#include <set>

#include "stages/check/notes.hpp"
#include "values/patient/calendar.hpp"
#include "values/patient/day_origin.hpp"

namespace tidemark {
namespace {

using Origins = std::map<std::string, std::chrono::sys_days>;

/// Origins that the samples give themselves, where the events give none.
void add_sample_origins(SheetSet const& sheets, Origins& origins) {
    Origins declared;
    Origins earliest;
    for (auto const& row : sheets.samples) {
        auto const date = parse_iso_date(row.date);
        if (!date || row.patient.empty()) {
            continue;
        }
        if (row.day) {
            declared.emplace(row.patient, *date - std::chrono::days{*row.day});
        } else if (row.type == SampleType::plasma) {
            auto const [place, added] = earliest.emplace(row.patient, *date);
            if (!added && *date < place->second) {
                place->second = *date;
            }
        }
    }
    origins.insert(declared.begin(), declared.end());
    origins.insert(earliest.begin(), earliest.end());
}

std::set<std::string> patients_with_events(std::vector<EventRow> const& events) {
    std::set<std::string> patients;
    for (auto const& event : events) {
        patients.insert(event.patient);
    }
    return patients;
}

}  // namespace

ResolvedDays resolve_days(SheetSet const& sheets, std::chrono::sys_days today) {
    Notes notes{sheets.names.samples};
    auto origins = day_origins(sheets.events);
    auto const from_events = origins;
    add_sample_origins(sheets, origins);
    auto const with_events = patients_with_events(sheets.events);
    std::set<std::string> noted;
    ResolvedDays resolved;
    for (auto row : sheets.samples) {
        auto const date = parse_iso_date(row.date);
        auto const origin = origins.find(row.patient);
        if (date && *date > today) {
            notes.add(Severity::warning, "date_in_future", row.line, "date", "this date is in the future");
        }
        if (date && origin != origins.end()) {
            int const dated = days_between(origin->second, *date);
            if (row.day && *row.day != dated) {
                notes.add(Severity::contradiction, "day_and_date", row.line, "day",
                          fmt::format("the date says day {}; correct one of the two", dated));
            }
            if (!row.day && !from_events.contains(row.patient) && with_events.contains(row.patient) &&
                noted.insert(row.patient).second) {
                notes.add(Severity::warning, "day_zero_assumed", row.line, "date",
                          fmt::format("the events of patient {} have days but no dates: day 0 is taken from the "
                                      "sample sheet",
                                      row.patient));
            }
            row.day = dated;
        }
        row.date.clear();
        resolved.samples.push_back(std::move(row));
    }
    resolved.findings = notes.take();
    return resolved;
}

}  // namespace tidemark
