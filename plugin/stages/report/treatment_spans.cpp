#include "stages/report/treatment_spans.hpp"

#include <algorithm>

#include "stages/report/number_text.hpp"

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
    std::vector<RadiotherapyCourse> courses;
    for (auto const& event : events) {
        if (event.kind != EventKind::radiotherapy_fraction) {
            continue;
        }
        auto course = std::find_if(courses.begin(), courses.end(),
                                   [&](RadiotherapyCourse const& other) { return other.lesion == event.lesion; });
        if (course == courses.end()) {
            courses.push_back({event.lesion, {}, {}, event.day, event.day});
            course = std::prev(courses.end());
        }
        course->rows.push_back(event);
        course->first = std::min(course->first, event.day);
        course->last = std::max(course->last, event.day_end.value_or(event.day));
    }
    for (auto& course : courses) {
        course.words = course_words(course);
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
