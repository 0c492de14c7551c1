#include "stages/track/treatment_end.hpp"

#include <algorithm>
#include <limits>
#include <set>
#include <string>

#include "stages/track/anchors.hpp"
#include "values/patient/response_definition.hpp"
#include "values/patient/therapy_course.hpp"

namespace tidemark {
namespace {

bool begins_therapy(EventRow const& event) {
    return event.kind == EventKind::systemic_start || event.kind == EventKind::treatment_change;
}

std::optional<int> day_of_anchor(std::span<EventRow const> events, std::string const& anchor) {
    auto const found = std::ranges::find(events, anchor, &EventRow::anchor);
    return found == events.end() ? std::nullopt : std::optional{found->day};
}

std::optional<int> first_day_of_treatment(std::span<EventRow const> events) {
    for (auto const* const anchor : {"treatment", "pre_io"}) {
        if (auto const day = day_of_anchor(events, anchor)) {
            return day;
        }
    }
    int const earliest = day_of_anchor(events, "surgery").value_or(std::numeric_limits<int>::min());
    std::optional<int> first;
    for (auto const& event : events) {
        if (begins_therapy(event) && event.day >= earliest && event.day < first.value_or(std::numeric_limits<int>::max())) {
            first = event.day;
        }
    }
    return first;
}

}  // namespace

std::optional<TreatmentCourse> finished_treatment(std::span<EventRow const> events) {
    auto const first = first_day_of_treatment(events);
    if (!first) {
        return std::nullopt;
    }
    std::set<std::string> drugs;
    for (auto const& event : events) {
        if (begins_therapy(event) && event.day == *first) {
            drugs.insert(event.label);
        }
    }
    std::optional<int> last;
    for (auto const& event : events) {
        if (!begins_therapy(event) || event.day < *first || !drugs.contains(event.label)) {
            continue;
        }
        auto const end = end_of_course(event, events);
        if (!end) {
            return std::nullopt;
        }
        last = std::max(last.value_or(*end), *end);
    }
    return last ? std::optional{TreatmentCourse{.first = *first, .last = *last}} : std::nullopt;
}

std::optional<AnchorBaseline> treatment_end_baseline(std::span<Draw const> draws, std::span<EventRow const> events) {
    auto const course = finished_treatment(events);
    if (!course) {
        return std::nullopt;
    }
    // A draw on the day of surgery was taken before it.
    int after = std::numeric_limits<int>::min();
    for (auto const& event : events) {
        if (event.kind == EventKind::surgery && event.day <= course->first) {
            after = std::max(after, event.day);
        }
    }
    auto const begin = std::ranges::find_if(draws, [&](Draw const& draw) { return draw.day > after; });
    auto const later = draws.subspan(static_cast<std::size_t>(begin - draws.begin()));
    auto const choice = choose_baseline(later, course->first);
    AnchorBaseline baseline{.anchor = std::string{treatment_end}, .day = course->last, .sample = {}, .assumed = false};
    if (choice.draw && !choice.assumed) {
        baseline.sample = later[*choice.draw].row.sample;
        baseline.passed_over = choice.passed_over ? later[*choice.passed_over].row.sample : std::string{};
    }
    return baseline;
}

}  // namespace tidemark
