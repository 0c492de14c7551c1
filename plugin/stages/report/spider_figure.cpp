#include <algorithm>
#include <iterator>
#include <utility>

#include "stages/report/change_axis.hpp"
#include "stages/report/chart_scale.hpp"
#include "stages/report/cohort_figures.hpp"
#include "stages/report/number_text.hpp"
#include "stages/report/pairs.hpp"
#include "values/patient/figure_shapes.hpp"

namespace tidemark {
namespace {

constexpr double width = 960;
constexpr double left = 96;
constexpr double right = 850;
constexpr double top = 40;
constexpr double bottom = 400;
constexpr double text_size = 12;

Label words(Point at, std::string text, TextAnchor anchor) {
    return {.at = at, .text = std::move(text), .anchor = anchor, .size = text_size, .ink = Ink::text, .strong = false,
            .rotated = false, .outlined = false};
}

DayAxis days_of(std::span<Timeline const> timelines) {
    std::vector<Timeline> without_events(timelines.begin(), timelines.end());
    for (auto& timeline : without_events) {
        timeline.events.clear();
    }
    return day_axis(without_events, left, right);
}

Mark frame(ChangeAxis const& ratios, DayAxis const& days) {
    Mark mark{.role = "axis", .title = "", .shapes = {}, .labels = {}};
    for (double const tick : ratios.ticks()) {
        double const y = ratios.place(tick);
        auto text = change_tick_text(tick);
        bool const unchanged = text == "no change";
        mark.shapes.push_back(line({left, y}, {right, y}, {.ink = unchanged ? Ink::frame : Ink::grid}));
        mark.labels.push_back(words({left - 8, y + 4}, std::move(text), TextAnchor::end));
    }
    for (int const day : days.ticks()) {
        mark.shapes.push_back(line({days.x(day), bottom}, {days.x(day), bottom + 5}, {.ink = Ink::frame}));
        mark.labels.push_back(words({days.x(day), bottom + 19}, signed_text(day), TextAnchor::middle));
    }
    mark.shapes.push_back(line({left, bottom}, {right, bottom}, {.ink = Ink::frame}));
    mark.labels.push_back(words({(left + right) / 2, bottom + 38}, "Day", TextAnchor::middle));
    return mark;
}

Mark legend() {
    Mark mark{.role = "legend", .title = "", .shapes = {}, .labels = {}};
    double x = left;
    auto const entry = [&](std::vector<Shape> shapes, std::string const& text) {
        std::ranges::move(shapes, std::back_inserter(mark.shapes));
        mark.labels.push_back(words({x + 20, 18}, text, TextAnchor::start));
        x += 20 + text_width(text, text_size) + 20;
    };
    entry({line({x, 14}, {x + 14, 14}, {.ink = Ink::increase, .width = 2})}, "latest change is a rise");
    entry({line({x, 14}, {x + 14, 14}, {.ink = Ink::decrease, .width = 2})}, "a fall");
    entry({line({x, 14}, {x + 14, 14}, {.ink = Ink::muted, .width = 2})}, "neither is certain");
    entry({circle({x + 7, 14}, 4, Ink::paper, {.ink = Ink::text, .width = 1.5})}, "at most: below the limit of detection");
    return mark;
}

/// What lies below a draw's limit: nothing is known there.
Mark bands(std::vector<std::vector<DrawChange>> const& changes, ChangeAxis const& ratios, DayAxis const& days) {
    Mark mark{.role = "limit_band", .title = "", .shapes = {}, .labels = {}};
    for (auto const& patient : changes) {
        for (auto const& change : patient) {
            if (change.upper_bound) {
                double const x = days.x(change.draw->day);
                mark.shapes.push_back(rectangle({x - 5, ratios.place(change.ratio), x + 5, bottom}, Ink::limit_band));
            }
        }
    }
    return mark;
}

Mark thread(Timeline const& timeline, std::vector<DrawChange> const& changes, ChangeAxis const& ratios, DayAxis const& days) {
    Mark mark{.role = "patient", .title = "Patient " + timeline.patient + ".", .shapes = {}, .labels = {}};
    auto const ink = change_ink(changes.back());
    auto const* const baseline = find_draw(timeline, timeline.baseline);
    Point before{days.x(baseline == nullptr ? 0 : baseline->day), ratios.place(1)};
    std::vector<Shape> signs{circle(before, 2, ink, {.ink = ink})};
    for (auto const& change : changes) {
        Point const at{days.x(change.draw->day), ratios.place(shown_ratio(change))};
        mark.shapes.push_back(line(before, at, {.ink = ink, .width = 1.4, .dashed = change.upper_bound}));
        auto const sign = change.doubt.empty() ? ink : Ink::muted;
        signs.push_back(change.upper_bound ? circle(at, 3.4, Ink::paper, {.ink = sign, .width = 1.5})
                                           : circle(at, 2.8, sign, {.ink = sign}));
        mark.title += " " + capitalized(change_sentence(change)) + ".";
        before = at;
    }
    std::ranges::move(signs, std::back_inserter(mark.shapes));
    return mark;
}

}  // namespace

Figure spider_figure(std::span<Timeline const> timelines, std::vector<std::vector<DrawChange>> const& changes) {
    auto const ratios = change_axis(changes, bottom, top);
    auto const days = days_of(timelines);
    Figure figure{.id = "spider", .title = "Change of the tumor fraction since the baseline, by day",
                  .description = "One line for each patient on a logarithmic axis. The table beside it has the same content.",
                  .width = width, .height = bottom + 50,
                  .marks = {legend(), bands(changes, ratios, days), frame(ratios, days)}};
    LabelPlacer placer{{left, top - 12, width, bottom + 4}};
    for (std::size_t index = 0; index < timelines.size(); ++index) {
        if (changes[index].empty()) {
            continue;
        }
        auto mark = thread(timelines[index], changes[index], ratios, days);
        auto const& last = changes[index].back();
        auto label = words({days.x(last.draw->day) + 7, ratios.place(shown_ratio(last)) + 4},
                           shortened(timelines[index].patient, 14), TextAnchor::start);
        label.outlined = true;
        // Where names would cover each other the table has them.
        if (auto const placed = placer.place({label})) {
            mark.labels.push_back(*placed);
        }
        figure.marks.push_back(std::move(mark));
    }
    return figure;
}

}  // namespace tidemark
