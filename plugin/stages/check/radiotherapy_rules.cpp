#include "stages/check/radiotherapy_rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace tidemark {
namespace {

/// Day of the last plasma draw of each patient.
std::map<std::string, int> last_draws(std::span<SampleRow const> rows) {
    std::map<std::string, int> days;
    for (auto const& row : rows) {
        if (row.type == SampleType::plasma && row.day) {
            auto const [place, added] = days.emplace(row.patient, *row.day);
            place->second = std::max(place->second, *row.day);
        }
    }
    return days;
}

int last_day(EventRow const& event) { return std::max(event.day, event.day_end.value_or(event.day)); }

bool share_a_day(EventRow const& one, EventRow const& other) { return one.day <= last_day(other) && other.day <= last_day(one); }

void check_overlap(EventRow const& event, EventRow const& earlier, Notes& notes) {
    bool const range = last_day(event) > event.day || last_day(earlier) > earlier.day;
    if (!range) {
        notes.add(Severity::warning, "fraction_twice", event.line, "day",
                  fmt::format("line {} has the same patient, lesion and day", earlier.line));
    } else if (event.lesion.empty()) {
        notes.add(Severity::warning, "fraction_twice", event.line, "day",
                  fmt::format("line {} irradiates on the same days, and no lesion tells the two apart", earlier.line));
    } else {
        notes.add(Severity::invalid, "radiotherapy_overlaps", event.line, "day",
                  fmt::format("lesion {} is irradiated on days {} to {} by line {} too; a fraction stands in one row", event.lesion,
                              earlier.day, last_day(earlier), earlier.line));
    }
}

}  // namespace

void check_radiotherapy(std::span<EventRow const> events, std::span<SampleRow const> samples, Notes& notes) {
    auto const draws = last_draws(samples);
    std::map<std::pair<std::string, std::string>, std::vector<EventRow const*>> rows;
    std::set<std::string> late;
    for (auto const& event : events) {
        if (event.kind != EventKind::radiotherapy_fraction) {
            continue;
        }
        auto const draw = draws.find(event.patient);
        if (draw != draws.end() && event.day > draw->second && late.insert(event.patient).second) {
            notes.add(Severity::warning, "fraction_after_last_draw", event.line, "day",
                      fmt::format("no draw of patient {} follows this fraction", event.patient));
        }
        auto& earlier = rows[{event.patient, event.lesion}];
        auto const other = std::ranges::find_if(earlier, [&](EventRow const* row) { return share_a_day(event, *row); });
        if (other != earlier.end()) {
            check_overlap(event, **other, notes);
        }
        earlier.push_back(&event);
    }
}

}  // namespace tidemark
