#include "stages/report/treatment_spans.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "stages/report/number_text.hpp"
#include "values/patient/flare_window.hpp"

namespace tidemark {
namespace {

std::string dose_text(EventRow const& row) {
    return row.value ? given_text(*row.value) + "\u00a0" + row.unit : std::string{};
}

/// Rows that are a range say nothing about how many fractions they hold; then only the dose is given.
std::string course_words(RadiotherapyCourse const& course) {
    auto const& front = course.rows.front();
    bool const counted = std::none_of(course.rows.begin(), course.rows.end(),
                                      [](EventRow const& row) { return row.day_end && *row.day_end != row.day; });
    bool const even = std::all_of(course.rows.begin(), course.rows.end(), [&](EventRow const& row) {
        return row.value == front.value && row.unit == front.unit;
    });
    std::string words;
    if (counted && even && front.value) {
        words = std::to_string(course.rows.size()) + "\u00a0×\u00a0" + dose_text(front);
    } else if (counted) {
        words = count_text(static_cast<std::int64_t>(course.rows.size()), "fraction", "fractions");
    } else {
        words = even && front.value ? dose_text(front) + " per fraction" : std::string{"fractions"};
    }
    return words + (course.lesion.empty() ? "" : " to lesion " + course.lesion);
}

}  // namespace

std::vector<TreatmentSpan> treatment_spans(std::span<EventRow const> events) {
    std::vector<TreatmentSpan> spans;
    for (auto const& event : events) {
        if (event.kind == EventKind::systemic_start) {
            spans.push_back({event.label, event.day, event.day_end});
        }
    }
    for (auto const& event : events) {
        if (event.kind != EventKind::systemic_stop) {
            continue;
        }
        auto const open = std::find_if(spans.begin(), spans.end(), [&](TreatmentSpan const& span) {
            return span.label == event.label && span.begin && *span.begin <= event.day && !span.end;
        });
        if (open != spans.end()) {
            open->end = event.day;
        } else {
            spans.push_back({event.label, std::nullopt, event.day});
        }
    }
    return spans;
}

std::vector<RadiotherapyCourse> radiotherapy_courses(std::span<EventRow const> events) {
    std::vector<std::pair<std::string, std::vector<EventRow>>> lesions;
    for (auto const& event : events) {
        if (event.kind != EventKind::radiotherapy_fraction) {
            continue;
        }
        auto lesion = std::ranges::find(lesions, event.lesion, &std::pair<std::string, std::vector<EventRow>>::first);
        if (lesion == lesions.end()) {
            lesion = lesions.insert(lesion, {event.lesion, {}});
        }
        lesion->second.push_back(event);
    }
    std::vector<RadiotherapyCourse> courses;
    for (auto& [lesion, rows] : lesions) {
        std::ranges::stable_sort(rows, {}, &EventRow::day);
        for (auto const& window : flare_windows(rows)) {
            RadiotherapyCourse course{.lesion = lesion, .rows = {}, .words = {}, .first = window.first, .last = window.last - flare_days};
            std::ranges::copy_if(rows, std::back_inserter(course.rows),
                                 [&](EventRow const& row) { return window.first <= row.day && row.day <= window.last; });
            course.words = course_words(course);
            courses.push_back(std::move(course));
        }
    }
    return courses;
}

std::string event_detail(EventRow const& event) {
    std::string text = event.label;
    if (event.value) {
        text += (text.empty() ? "" : ", ") + dose_text(event);
    }
    if (!event.lesion.empty()) {
        text += (text.empty() ? "lesion " : ", lesion ") + event.lesion;
    }
    return text;
}

}  // namespace tidemark
