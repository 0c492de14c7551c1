#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "stages/report/chart_draws.hpp"
#include "stages/report/chart_geometry.hpp"
#include "stages/report/chart_scale.hpp"
#include "stages/report/cohort_figures.hpp"
#include "stages/report/fixed_texts.hpp"
#include "stages/report/follow_up.hpp"
#include "stages/report/number_text.hpp"
#include "stages/report/small_charts.hpp"
#include "stages/report/treatment_spans.hpp"
#include "values/patient/figure_shapes.hpp"
#include "values/patient/progression.hpp"

namespace tidemark {
namespace {

constexpr double width = 960;
constexpr double left = 150;
constexpr double right = 926;
constexpr double top = 58;
constexpr double row_height = 30;
constexpr double text_size = 12;

Label words(Point at, std::string text, TextAnchor anchor) {
    return {.at = at, .text = std::move(text), .anchor = anchor, .size = text_size, .ink = Ink::text, .strong = false,
            .rotated = false, .outlined = false};
}

std::optional<int> first_day(Timeline const& timeline) {
    std::optional<int> first;
    for (auto const& draw : timeline.draws) {
        first = std::min(first.value_or(draw.day), draw.day);
    }
    for (auto const& event : timeline.events) {
        first = std::min(first.value_or(event.day), event.day);
    }
    return first;
}

std::vector<Shape> death_sign(Point at) { return cross(at, 5, {.ink = Ink::text, .width = 2.6}); }
Shape progression_sign(Point at) { return triangle(at, -5, Ink::text); }
Shape fraction_sign(double x, double y) { return line({x, y - 9}, {x, y + 9}, {.ink = Ink::radiotherapy, .width = 2}); }

Mark legend() {
    Mark mark{.role = "legend", .title = "", .shapes = {}, .labels = {}};
    double x = left;
    double y = 14;
    auto const entry = [&](std::vector<Shape> shapes, std::string const& text) {
        std::ranges::move(shapes, std::back_inserter(mark.shapes));
        mark.labels.push_back(words({x + 22, y + 4}, text, TextAnchor::start));
        x += 22 + text_width(text, text_size) + 18;
    };
    for (auto const status : {SampleStatus::detected, SampleStatus::not_detected, SampleStatus::indeterminate,
                              SampleStatus::not_evaluable}) {
        entry(status_sign(status, {x + 8, y}, 4.5), fixed_texts::status_words(status));
    }
    x = left;
    y = 34;
    entry({rectangle({x, y - 6, x + 16, y + 6}, Ink::limit_band)}, "followed");
    entry({rectangle({x, y - 6, x + 16, y + 6}, Ink::treatment_fill)}, "systemic treatment");
    entry({fraction_sign(x + 8, y)}, "radiotherapy");
    entry({triangle({x + 8, y}, 5, Ink::imaging)}, "imaging");
    entry({progression_sign({x + 8, y})}, "progression");
    entry(death_sign({x + 8, y}), "death");
    return mark;
}

Mark frame(DayAxis const& days, double bottom) {
    Mark mark{.role = "axis", .title = "", .shapes = {}, .labels = {}};
    for (int const day : days.ticks()) {
        mark.shapes.push_back(line({days.x(day), top - 4}, {days.x(day), bottom + 4}, {.ink = Ink::grid}));
        mark.labels.push_back(words({days.x(day), bottom + 19}, signed_text(day), TextAnchor::middle));
    }
    mark.shapes.push_back(line({left, bottom}, {right, bottom}, {.ink = Ink::frame}));
    mark.labels.push_back(words({(left + right) / 2, bottom + 38}, "Day, from each patient's own day 0", TextAnchor::middle));
    return mark;
}

/// Follow-up from the first to the last record, with treatment on it.
Mark lane(Timeline const& timeline, DayAxis const& days, double y) {
    Mark mark{.role = "patient", .title = "Patient " + timeline.patient, .shapes = {}, .labels = {}};
    mark.labels.push_back(words({left - 14, y + 4}, shortened(timeline.patient, 18), TextAnchor::end));
    auto const first = first_day(timeline);
    auto const last = last_known_day(timeline);
    if (!first || !last) {
        return mark;
    }
    auto const band = [&](int from, int to, Ink fill) {
        double const begin = days.x(from);
        mark.shapes.push_back(rectangle({begin, y - 6, std::max(days.x(to), begin + 1.5), y + 6}, fill));
    };
    band(*first, *last, Ink::limit_band);
    for (auto const& span : treatment_spans(timeline.events)) {
        band(span.begin.value_or(*first), std::min(span.end.value_or(*last), *last), Ink::treatment_fill);
    }
    if (!day_of_death(timeline)) {
        double const x = days.x(*last);
        mark.shapes.push_back({.kind = ShapeKind::area, .points = {{x, y - 6}, {x + 8, y}, {x, y + 6}}, .radius = 0,
                               .stroke = Ink::none, .fill = Ink::frame, .width = 0, .dashed = false});
        mark.title += ", followed to " + day_text(*last);
    }
    return mark;
}

Mark event_mark(Timeline const& timeline, EventRow const& event, DayAxis const& days, double y) {
    auto const detail = event_detail(event);
    Mark mark{.role = to_text(event.kind),
              .title = timeline.patient + ", " + fixed_texts::event_words(event.kind) + ", " + day_text(event.day) +
                       (detail.empty() ? "" : ": " + detail),
              .shapes = {}, .labels = {}};
    double const x = days.x(event.day);
    switch (event.kind) {
        case EventKind::radiotherapy_fraction:
            mark.shapes.push_back(fraction_sign(x, y));
            if (event.day_end && *event.day_end != event.day) {
                mark.shapes.push_back(rectangle({x, y + 7, days.x(*event.day_end), y + 9}, Ink::radiotherapy));
            }
            break;
        case EventKind::imaging:
            mark.shapes.push_back(triangle({x, y + 9}, 3.5, Ink::imaging));
            if (shows_progression(event)) {
                mark.shapes.push_back(progression_sign({x, y - 10}));
            }
            break;
        case EventKind::progression: mark.shapes.push_back(progression_sign({x, y - 10})); break;
        case EventKind::death: mark.shapes = death_sign({x, y}); break;
        case EventKind::surgery: mark.shapes.push_back(diamond({x, y - 9}, 4, Ink::text, {.ink = Ink::text})); break;
        case EventKind::systemic_start:
        case EventKind::systemic_stop:
        case EventKind::treatment_change:
        case EventKind::last_contact: break;   // the bands' ends say it
    }
    return mark;
}

}  // namespace

SwimmerSpan swimmer_span(std::span<Timeline const> timelines) {
    std::optional<int> first;
    std::optional<int> last;
    for (auto const& timeline : timelines) {
        if (auto const day = first_day(timeline)) {
            first = std::min(first.value_or(*day), *day);
        }
        if (auto const day = last_known_day(timeline)) {
            last = std::max(last.value_or(*day), *day);
        }
    }
    return {.first = first.value_or(0), .last = std::max(last.value_or(1), first.value_or(0) + 1)};
}

Figure swimmer_figure(std::span<Timeline const> timelines, SwimmerSpan const& span, std::string const& id) {
    double const air = 0.02 * (span.last - span.first);
    DayAxis const days{.first = span.first - air, .last = span.last + air, .left = left, .right = right};
    double const bottom = top + row_height * static_cast<double>(timelines.size());
    Figure figure{.id = id, .title = "Course of every patient by day",
                  .description = "One lane for each patient: follow-up, treatments, radiotherapy, imaging, draws by status, "
                                 "progression and death. The table beside it has the same content.",
                  .width = width, .height = bottom + 50, .marks = {legend(), frame(days, bottom)}};
    double y = top + row_height / 2;
    for (auto const& timeline : timelines) {
        figure.marks.push_back(lane(timeline, days, y));
        for (auto const& event : timeline.events) {
            auto mark = event_mark(timeline, event, days, y);
            if (!mark.shapes.empty()) {
                figure.marks.push_back(std::move(mark));
            }
        }
        for (auto const& draw : timeline.draws) {
            figure.marks.push_back({draw_role(draw.result.status), timeline.patient + ", " + draw_sentence(draw),
                                    status_sign(draw.result.status, {days.x(draw.day), y}, 4), {}});
        }
        y += row_height;
    }
    return figure;
}

}  // namespace tidemark
