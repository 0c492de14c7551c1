#include "stages/report/chart_lanes.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "values/patient/figure_shapes.hpp"
#include "stages/report/fixed_texts.hpp"
#include "stages/report/number_text.hpp"
#include "stages/report/treatment_spans.hpp"

namespace tidemark {
namespace {

constexpr double row_height = 21;
constexpr double text_size = 11.5;
constexpr std::size_t longest_label = 40;

Label lane_heading(std::string const& text, DayAxis const& days, double top) {
    return {.at = {days.left - 12, top + 14}, .text = text, .anchor = TextAnchor::end, .size = text_size,
            .ink = Ink::muted, .strong = false, .rotated = false};
}

/// A label right of `x`, or left of it where the right side has no room.
Label beside(std::string const& text, double left, double right, double top, DayAxis const& days) {
    auto const words = shortened(text, longest_label);
    bool const fits = right + 6 + text_width(words, text_size) <= days.right + 20;
    return {.at = {fits ? right + 6 : left - 6, top + 14}, .text = words,
            .anchor = fits ? TextAnchor::start : TextAnchor::end, .size = text_size, .ink = Ink::text,
            .strong = false, .rotated = false};
}

std::string span_words(TreatmentSpan const& span) {
    std::string words = span.label.empty() ? "Systemic treatment" : span.label;
    words += span.begin ? ", from " + day_text(*span.begin) : ", started earlier";
    return words + (span.end ? ", to " + day_text(*span.end) : ", end not recorded");
}

Mark treatment_bar(TreatmentSpan const& span, DayAxis const& days, double top) {
    double const left = days.x(span.begin.value_or(static_cast<int>(days.first)));
    double const right = std::max(left + 3, days.x(span.end ? *span.end : days.last));
    Mark mark{.role = "treatment", .title = span_words(span), .shapes = {}, .labels = {}};
    mark.shapes.push_back(rectangle({left, top + 3, right, top + 18}, Ink::treatment_fill));
    mark.shapes.push_back(line({left, top + 3}, {left, top + 18}, {.ink = Ink::treatment, .width = 2}));
    if (span.end && days.shows(*span.end)) {
        mark.shapes.push_back(line({right, top + 3}, {right, top + 18}, {.ink = Ink::treatment, .width = 2}));
    } else {
        mark.shapes.push_back({.kind = ShapeKind::area,
                               .points = {{right, top + 3}, {right + 8, top + 10.5}, {right, top + 18}},
                               .radius = 0, .stroke = Ink::none, .fill = Ink::treatment_fill, .width = 0,
                               .dashed = false});
    }
    auto const words = shortened(span.label, longest_label);
    if (text_width(words, text_size) + 12 <= right - left) {
        mark.labels.push_back({.at = {left + 7, top + 14.5}, .text = words, .anchor = TextAnchor::start,
                               .size = text_size, .ink = Ink::text, .strong = false, .rotated = false,
                               .outlined = false});
    } else {
        mark.labels.push_back(beside(span.label, left, right, top, days));
    }
    return mark;
}

Mark radiotherapy_row(RadiotherapyCourse const& course, DayAxis const& days, double top) {
    Mark mark{.role = "radiotherapy",
              .title = "Radiotherapy, " + course.words + ", " + day_text(course.first) +
                       (course.last == course.first ? "" : " to " + day_text(course.last)),
              .shapes = {}, .labels = {}};
    double right = days.left;
    for (auto const& row : course.rows) {
        double const from = days.x(row.day);
        double const to = days.x(row.day_end.value_or(row.day));
        mark.shapes.push_back(
            rectangle({from - 1.25, top + 3, std::max(to, from) + 1.25, top + 18}, Ink::radiotherapy));
        right = std::max(right, to);
    }
    mark.labels.push_back(beside(course.words, days.x(course.first), right, top, days));
    return mark;
}

/// Events that are a point in time share a row; a label that would cover another one is left to the table.
struct PointLane {
    std::string heading;
    std::vector<EventKind> kinds;
};

std::vector<Shape> point_shapes(EventKind kind, Point centre) {
    switch (kind) {
        case EventKind::imaging: return {triangle(centre, 5, Ink::imaging)};
        case EventKind::progression: return {triangle(centre, -6, Ink::text)};
        case EventKind::surgery: return {diamond(centre, 6, Ink::text, {.ink = Ink::text})};
        default: return {line({centre.x, centre.y - 7}, {centre.x, centre.y + 7}, {.ink = Ink::text, .width = 2})};
    }
}

std::vector<Mark> point_row(std::vector<EventRow> const& events, DayAxis const& days, double top) {
    LabelPlacer placer{{days.left - 20, top, days.right + 24, top + row_height}};
    for (auto const& event : events) {
        double const x = days.x(event.day);
        placer.take({x - 6, top + 1, x + 6, top + 19});
    }
    std::vector<Mark> marks;
    for (auto const& event : events) {
        double const x = days.x(event.day);
        auto const detail = event_detail(event);
        auto const kind_words = fixed_texts::event_words(event.kind);
        Mark mark{.role = to_text(event.kind),
                  .title = kind_words + ", " + day_text(event.day) + (detail.empty() ? "" : ": " + detail),
                  .shapes = point_shapes(event.kind, {x, top + 10.5}), .labels = {}};
        auto const words = event.kind == EventKind::progression ? kind_words + (detail.empty() ? "" : ", " + detail)
                           : detail.empty()                     ? kind_words
                                                                : detail;
        Label right{.at = {x + 9, top + 14.5}, .text = shortened(words, longest_label), .anchor = TextAnchor::start,
                    .size = text_size, .ink = Ink::text, .strong = event.kind == EventKind::progression,
                    .rotated = false};
        Label left = right;
        left.at.x = x - 9;
        left.anchor = TextAnchor::end;
        if (auto const label = placer.place({right, left})) {
            mark.labels.push_back(*label);
        }
        marks.push_back(std::move(mark));
    }
    return marks;
}

std::vector<EventRow> shown_events(std::span<EventRow const> events, std::vector<EventKind> const& kinds,
                                   DayAxis const& days) {
    std::vector<EventRow> chosen;
    for (auto const& event : events) {
        if (std::find(kinds.begin(), kinds.end(), event.kind) != kinds.end() && days.shows(event.day)) {
            chosen.push_back(event);
        }
    }
    return chosen;
}

}  // namespace

Lanes event_lanes(std::span<EventRow const> events, DayAxis const& days, double top) {
    Lanes lanes{.marks = {}, .bottom = top, .complete = true};
    auto const add_row = [&](std::string const& heading, std::vector<Mark> marks) {
        if (!heading.empty()) {
            lanes.marks.push_back({"lane", "", {}, {lane_heading(heading, days, lanes.bottom)}});
        }
        std::move(marks.begin(), marks.end(), std::back_inserter(lanes.marks));
        lanes.bottom += row_height;
    };
    std::string heading = "Treatment";
    for (auto const& span : treatment_spans(events)) {
        bool const before = span.end && *span.end < days.first;
        bool const after = span.begin && *span.begin > days.last;
        if (!before && !after) {
            add_row(std::exchange(heading, {}), {treatment_bar(span, days, lanes.bottom)});
        }
    }
    heading = "Radiotherapy";
    for (auto const& course : radiotherapy_courses(events)) {
        if (course.last >= days.first && course.first <= days.last) {
            add_row(std::exchange(heading, {}), {radiotherapy_row(course, days, lanes.bottom)});
        }
    }
    for (auto const& lane : {PointLane{"Change", {EventKind::treatment_change}},
                             PointLane{"Surgery", {EventKind::surgery}},
                             PointLane{"Imaging", {EventKind::imaging, EventKind::progression}},
                             PointLane{"Follow-up", {EventKind::last_contact, EventKind::death}}}) {
        auto const shown = shown_events(events, lane.kinds, days);
        if (!shown.empty()) {
            add_row(lane.heading, point_row(shown, days, lanes.bottom));
        }
    }
    lanes.complete = std::all_of(events.begin(), events.end(), [&](EventRow const& event) {
        return days.shows(event.day) && days.shows(event.day_end.value_or(event.day));
    });
    return lanes;
}

}  // namespace tidemark
