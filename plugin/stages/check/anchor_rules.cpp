#include "stages/check/anchor_rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "values/patient/flare_window.hpp"
#include "values/patient/therapy_course.hpp"

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

/// One row for each anchor of a patient, on an event that can be it.
void check_anchor_rows(std::span<EventRow const> events, Notes& notes) {
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

/// It led to this treatment and is none of the series: lead times pass it over.
void check_progressions(std::span<EventRow const> events, Notes& notes) {
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

/// First plasma draw of each patient.
std::map<std::string, SampleRow const*> first_draws(std::span<SampleRow const> rows) {
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

/// The day before which a draw must lie, to know the state before what the anchor stands for.
int began_on(EventRow const& anchor, std::span<EventRow const> events) {
    int day = anchor.day;
    auto const goes_on_to = [&](EventRow const& event) {
        if (event.kind != anchor.kind || event.day >= day) {
            return false;
        }
        if (anchor.kind == EventKind::radiotherapy_fraction) {
            return event.day_end.value_or(event.day) + flare_days >= day;
        }
        auto const end = end_of_course(event, events);
        return anchor.kind == EventKind::systemic_start && event.label == anchor.label && (!end || *end > day);
    };
    for (auto earlier = std::ranges::find_if(events, goes_on_to); earlier != events.end();
         earlier = std::ranges::find_if(events, goes_on_to)) {
        day = earlier->day;
    }
    return day;
}

void check_baseline(SampleRow const& draw, std::span<EventRow const> events, Notes& notes) {
    auto const tell = [&](int day, std::string const& what) {
        notes.add(Severity::warning, "no_baseline", draw.line, "day",
                  fmt::format("the first draw of patient {} is on day {}, after {} on day {}: no draw shows the state before it, and the "
                              "earliest evaluable one will stand for the baseline",
                              draw.patient, *draw.day, what, day));
    };
    bool anchored = false;
    std::optional<int> treated;
    for (auto const& event : events) {
        if (is_treatment(event.kind)) {
            treated = std::min(treated.value_or(event.day), event.day);
        }
        if (event.anchor.empty()) {
            continue;
        }
        anchored = true;
        int const day = began_on(event, events);
        if (*draw.day > day) {
            tell(day, fmt::format("{} ({}) began", event.anchor, to_text(event.kind)));
        }
    }
    if (!anchored && *draw.day > treated.value_or(0)) {
        tell(treated.value_or(0), treated ? "the first treatment" : "day 0");
    }
}

}  // namespace

void check_anchors(std::span<EventRow const> events, Notes& notes) {
    check_anchor_rows(events, notes);
    check_progressions(events, notes);
}

void check_baselines(std::span<EventRow const> events, std::span<SampleRow const> samples, Notes& notes) {
    std::map<std::string, std::vector<EventRow>> own;
    for (auto const& event : events) {
        own[event.patient].push_back(event);
    }
    for (auto const& [patient, draw] : first_draws(samples)) {
        check_baseline(*draw, own[patient], notes);
    }
}

}  // namespace tidemark
