#include "stages/report/small_charts.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "stages/report/chart_draws.hpp"
#include "stages/report/chart_geometry.hpp"
#include "values/patient/figure_shapes.hpp"
#include "stages/report/fixed_texts.hpp"
#include "stages/report/number_text.hpp"

namespace tidemark {
namespace {

constexpr double small_width = 190;
constexpr double small_height = 52;
constexpr double small_edge = 6;

constexpr double status_width = 960;
constexpr double status_left = 150;
constexpr double status_right = 936;
constexpr double status_top = 40;
constexpr double status_row = 24;

Ink ink_of(SampleStatus status) {
    switch (status) {
        case SampleStatus::detected:
        case SampleStatus::not_detected: return Ink::detected;
        case SampleStatus::indeterminate: return Ink::indeterminate;
        case SampleStatus::not_evaluable: return Ink::not_evaluable;
    }
    return Ink::not_evaluable;
}

std::string sentences_of(Timeline const& timeline) {
    std::string text;
    for (auto const& draw : timeline.draws) {
        text += (text.empty() ? "" : " ") + draw_sentence(draw);
    }
    return text;
}

Mark status_legend() {
    Mark mark{.role = "legend", .title = "", .shapes = {}, .labels = {}};
    double x = status_left;
    for (auto const status : {SampleStatus::detected, SampleStatus::not_detected, SampleStatus::indeterminate,
                              SampleStatus::not_evaluable}) {
        auto const shapes = status_sign(status, {x + 5, 14}, 5);
        mark.shapes.insert(mark.shapes.end(), shapes.begin(), shapes.end());
        auto const words = fixed_texts::status_words(status);
        mark.labels.push_back({.at = {x + 16, 18}, .text = words, .anchor = TextAnchor::start, .size = 11.5,
                               .ink = Ink::text, .strong = false, .rotated = false, .outlined = false});
        x += 16 + text_width(words, 11.5) + 18;
    }
    return mark;
}

}  // namespace

std::vector<Shape> status_sign(SampleStatus status, Point at, double radius) {
    Stroke const stroke{.ink = ink_of(status), .width = radius > 4 ? 1.8 : 1.3};
    switch (status) {
        case SampleStatus::detected: return {circle(at, radius, Ink::detected, stroke)};
        case SampleStatus::not_detected: return {circle(at, radius, Ink::paper, stroke)};
        case SampleStatus::indeterminate: return {diamond(at, radius + 1, Ink::indeterminate, stroke)};
        case SampleStatus::not_evaluable: break;
    }
    return cross(at, radius - 0.5, stroke);
}

SmallScale small_scale(std::span<Timeline const> timelines) {
    std::vector<Timeline> without_events(timelines.begin(), timelines.end());
    for (auto& timeline : without_events) {
        timeline.events.clear();
    }
    return {fraction_axis(without_events, small_edge, small_height - small_edge - 8),
            day_axis(without_events, small_edge, small_width - small_edge)};
}

Figure small_trajectory(Timeline const& timeline, SmallScale const& scale, std::string const& id) {
    Figure figure{.id = id, .title = "Tumor fraction over time, patient " + timeline.patient,
                  .description = sentences_of(timeline), .width = small_width, .height = small_height, .marks = {}};
    Mark frame{.role = "frame", .title = "", .shapes = {}, .labels = {}};
    frame.shapes.push_back(
        line({0, scale.fractions.bottom}, {small_width, scale.fractions.bottom}, {.ink = Ink::grid}));
    for (auto const& draw : timeline.draws) {
        auto const& limit = draw.result.lod95_tumor_fraction;
        if (limit && *limit > 0) {
            double const x = scale.days.x(draw.day);
            double const y = scale.fractions.y(*limit);
            frame.shapes.push_back(rectangle({x - 5, y, x + 5, scale.fractions.bottom}, Ink::limit_band));
            frame.shapes.push_back(line({x - 5, y}, {x + 5, y}, {.ink = Ink::limit, .width = 1.2}));
        }
    }
    figure.marks.push_back(std::move(frame));
    Mark path{.role = "connection", .title = "", .shapes = {}, .labels = {}};
    std::optional<Point> previous;
    std::vector<Mark> signs;
    for (auto const& draw : timeline.draws) {
        auto const level = plotted_level(draw.result);
        Point const at{scale.days.x(draw.day), level ? scale.fractions.y(level->level) : small_height - 6};
        if (level) {
            if (previous) {
                path.shapes.push_back(line(*previous, at, {.ink = Ink::detected, .width = 1}));
            }
            previous = at;
        }
        signs.push_back({draw_role(draw.result.status), draw_sentence(draw),
                         level ? status_sign(draw.result.status, at, 3.2)
                               : cross(at, 2.8, {.ink = Ink::not_evaluable, .width = 1.3}),
                         {}});
    }
    figure.marks.push_back(std::move(path));
    std::move(signs.begin(), signs.end(), std::back_inserter(figure.marks));
    return figure;
}

Figure status_figure(std::span<Timeline const> timelines) {
    std::vector<Timeline> without_events(timelines.begin(), timelines.end());
    for (auto& timeline : without_events) {
        timeline.events.clear();
    }
    auto const days = day_axis(without_events, status_left, status_right);
    double const bottom = status_top + status_row * static_cast<double>(timelines.size());
    Figure figure{.id = "statuses", .title = "Status of every draw by day",
                  .description = "One row for each patient, one sign for each draw. The table beside it has the same "
                                 "content.",
                  .width = status_width, .height = bottom + 46, .marks = {status_legend()}};
    Mark grid{.role = "grid", .title = "", .shapes = {}, .labels = {}};
    for (int const day : days.ticks()) {
        double const x = days.x(day);
        grid.shapes.push_back(line({x, status_top - 4}, {x, bottom + 5}, {.ink = Ink::grid}));
        grid.labels.push_back({.at = {x, bottom + 19}, .text = signed_text(day), .anchor = TextAnchor::middle,
                               .size = 12, .ink = Ink::text, .strong = false, .rotated = false, .outlined = false});
    }
    grid.labels.push_back({.at = {(status_left + status_right) / 2, bottom + 38}, .text = "Day",
                           .anchor = TextAnchor::middle, .size = 13, .ink = Ink::text, .strong = false,
                           .rotated = false, .outlined = false});
    grid.shapes.push_back(line({status_left, bottom}, {status_right, bottom}, {.ink = Ink::frame}));
    figure.marks.push_back(std::move(grid));
    double y = status_top + status_row / 2;
    for (auto const& timeline : timelines) {
        Mark row{.role = "patient", .title = "", .shapes = {}, .labels = {}};
        if (!timeline.draws.empty()) {
            row.shapes.push_back(line({days.x(timeline.draws.front().day), y}, {days.x(timeline.draws.back().day), y},
                                      {.ink = Ink::frame}));
        }
        row.labels.push_back({.at = {status_left - 14, y + 4}, .text = shortened(timeline.patient, 20),
                              .anchor = TextAnchor::end, .size = 12, .ink = Ink::text, .strong = false,
                              .rotated = false, .outlined = false});
        figure.marks.push_back(std::move(row));
        for (auto const& draw : timeline.draws) {
            figure.marks.push_back({draw_role(draw.result.status), timeline.patient + ", " + draw_sentence(draw),
                                    status_sign(draw.result.status, {days.x(draw.day), y}, 5), {}});
        }
        y += status_row;
    }
    return figure;
}

}  // namespace tidemark
