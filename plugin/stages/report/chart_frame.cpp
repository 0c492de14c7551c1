#include "stages/report/chart_frame.hpp"

#include <algorithm>
#include <cmath>

#include "stages/report/chart_lanes.hpp"
#include "values/patient/figure_shapes.hpp"
#include "stages/report/fixed_texts.hpp"
#include "stages/report/number_text.hpp"
#include "values/patient/flare_window.hpp"

namespace tidemark {

std::vector<Mark> axis_marks(FractionAxis const& fractions, DayAxis const& days, double axis_bottom,
                             std::string const& anchor) {
    std::vector<Mark> marks;
    Mark grid{.role = "grid", .title = "", .shapes = {}, .labels = {}};
    for (int decade = fractions.lowest_decade; decade <= fractions.highest_decade; ++decade) {
        double const value = std::pow(10.0, decade);
        double const y = fractions.y(value);
        grid.shapes.push_back(line({plot::left, y}, {plot::right, y}, {.ink = Ink::grid}));
        grid.labels.push_back({.at = {plot::left - 12, y + 4}, .text = percent_text(value, 1),
                               .anchor = TextAnchor::end, .size = 12, .ink = Ink::text, .strong = false,
                               .rotated = false});
        for (int step = 2; step < 10 && decade < fractions.highest_decade; ++step) {
            double const minor = fractions.y(step * value);
            grid.shapes.push_back(line({plot::left - 4, minor}, {plot::left, minor}, {.ink = Ink::frame}));
        }
    }
    for (int const day : days.ticks()) {
        double const x = days.x(day);
        grid.shapes.push_back(line({x, plot::top}, {x, plot::bottom}, {.ink = Ink::grid}));
        grid.shapes.push_back(line({x, axis_bottom}, {x, axis_bottom + 5}, {.ink = Ink::frame}));
        grid.labels.push_back({.at = {x, axis_bottom + 19}, .text = signed_text(day), .anchor = TextAnchor::middle,
                               .size = 12, .ink = Ink::text, .strong = false, .rotated = false});
    }
    grid.shapes.push_back(line({plot::left, plot::top}, {plot::left, plot::bottom}, {.ink = Ink::frame}));
    grid.shapes.push_back(line({plot::left, axis_bottom}, {plot::right, axis_bottom}, {.ink = Ink::frame}));
    marks.push_back(std::move(grid));
    Mark titles{.role = "axis", .title = "", .shapes = {}, .labels = {}};
    titles.labels.push_back({.at = {26, (plot::top + plot::bottom) / 2}, .text = "Tumor fraction",
                             .anchor = TextAnchor::middle, .size = 13, .ink = Ink::text, .strong = false,
                             .rotated = true});
    titles.labels.push_back({.at = {(plot::left + plot::right) / 2, axis_bottom + 38},
                             .text = anchor.empty() ? "Day" : "Days from " + fixed_texts::anchor_words(anchor),
                             .anchor = TextAnchor::middle, .size = 13, .ink = Ink::text, .strong = false,
                             .rotated = false});
    marks.push_back(std::move(titles));
    return marks;
}

std::vector<Mark> flare_marks(Timeline const& timeline, DayAxis const& days) {
    std::vector<Mark> marks;
    for (auto const& window : flare_windows(timeline.events)) {
        if (window.last >= days.first && window.first <= days.last) {
            marks.push_back(
                {"flare",
                 "Flare window, " + day_text(window.first) + " to " + day_text(window.last) +
                     ": a rise here does not count as progression",
                 {rectangle({days.x(window.first), plot::top, days.x(window.last), plot::bottom}, Ink::flare)},
                 {}});
        }
    }
    return marks;
}

Mark legend_mark(std::vector<DrawPlace> const& places, std::vector<Mark> const& flare) {
    Mark mark{.role = "legend", .title = "", .shapes = {}, .labels = {}};
    double x = plot::left;
    constexpr double y = 16;
    auto const entry = [&](std::vector<Shape> const& shapes, std::string const& text) {
        mark.shapes.insert(mark.shapes.end(), shapes.begin(), shapes.end());
        mark.labels.push_back({.at = {x + 16, y + 4}, .text = text, .anchor = TextAnchor::start, .size = 11.5,
                               .ink = Ink::text, .strong = false, .rotated = false});
        x += 16 + text_width(text, 11.5) + 14;
    };
    auto const any = [&](SampleStatus status) {
        return std::any_of(places.begin(), places.end(),
                           [&](DrawPlace const& place) { return place.draw->result.status == status && place.level; });
    };
    Stroke const stroke{.ink = Ink::detected, .width = 1.6};
    if (any(SampleStatus::detected)) {
        entry({line({x + 5, y - 8}, {x + 5, y + 8}, stroke), circle({x + 5, y}, 4, Ink::detected, stroke)},
              "Detected, 95\u00a0% interval");
    }
    if (any(SampleStatus::not_detected)) {
        auto shapes = arrow_down({x + 5, y}, 10, stroke);
        shapes.push_back(circle({x + 5, y - 4}, 4, Ink::paper, stroke));
        entry(shapes, "Not detected, upper bound");
    }
    if (any(SampleStatus::indeterminate)) {
        entry({diamond({x + 5, y}, 5.5, Ink::indeterminate, {.ink = Ink::indeterminate})}, "Indeterminate");
    }
    if (std::any_of(places.begin(), places.end(), [](DrawPlace const& place) { return place.limit.has_value(); })) {
        entry({rectangle({x - 4, y, x + 12, y + 8}, Ink::limit_band),
               line({x - 4, y}, {x + 12, y}, {.ink = Ink::limit, .width = 2.5})},
              "LoD95 of the draw, below it shaded");
    }
    if (!flare.empty()) {
        entry({rectangle({x - 4, y - 7, x + 10, y + 7}, Ink::flare)}, "Flare window");
    }
    return mark;
}

}  // namespace tidemark
