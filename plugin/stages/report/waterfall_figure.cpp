#include <algorithm>
#include <functional>
#include <iterator>
#include <utility>

#include "stages/report/change_axis.hpp"
#include "stages/report/cohort_figures.hpp"
#include "stages/report/number_text.hpp"
#include "values/patient/figure_shapes.hpp"

namespace tidemark {
namespace {

constexpr double width = 960;
constexpr double left = 150;
constexpr double right = 800;
constexpr double top = 40;
constexpr double row_height = 20;
constexpr double text_size = 12;

Label words(Point at, std::string text, TextAnchor anchor) {
    return {.at = at, .text = std::move(text), .anchor = anchor, .size = text_size, .ink = Ink::text, .strong = false,
            .rotated = false, .outlined = false};
}

Mark frame(ChangeAxis const& ratios, double bottom) {
    Mark mark{.role = "axis", .title = "", .shapes = {}, .labels = {}};
    for (double const tick : ratios.ticks()) {
        double const x = ratios.place(tick);
        auto text = change_tick_text(tick);
        bool const unchanged = text == "no change";
        mark.shapes.push_back(line({x, top - 4}, {x, bottom + 4}, {.ink = unchanged ? Ink::frame : Ink::grid, .width = unchanged ? 1.5 : 1}));
        mark.labels.push_back(words({x, bottom + 19}, std::move(text), TextAnchor::middle));
    }
    mark.labels.push_back(words({(left + right) / 2, bottom + 38}, "Best change since the baseline", TextAnchor::middle));
    return mark;
}

Mark legend() {
    Mark mark{.role = "legend", .title = "", .shapes = {}, .labels = {}};
    double x = 14;
    auto const entry = [&](std::vector<Shape> shapes, std::string const& text) {
        std::ranges::move(shapes, std::back_inserter(mark.shapes));
        mark.labels.push_back(words({x + 22, 18}, text, TextAnchor::start));
        x += 22 + text_width(text, text_size) + 20;
    };
    entry({rectangle({x, 9, x + 16, 19}, Ink::increase)}, "rise");
    entry({rectangle({x, 9, x + 16, 19}, Ink::decrease)}, "fall");
    entry({rectangle({x, 9, x + 16, 19}, Ink::muted)}, "neither is certain");
    auto const open = rectangle({x, 9, x + 16, 19}, Ink::limit_band);
    entry({open, line({x, 9}, {x, 19}, {.ink = Ink::text, .width = 2})}, "at least this far (below the limit)");
    entry({line({x, 14}, {x + 16, 14}, {.ink = Ink::text, .width = 1.3})}, "95 % interval");
    entry({circle({x + 8, 14}, 4, Ink::paper, {.ink = Ink::text, .width = 1.5})}, "not detected, even a rise possible");
    return mark;
}

Mark bar(WaterfallRow const& row, ChangeAxis const& ratios, double y) {
    auto const& change = row.change;
    double const unchanged = ratios.place(1);
    double const x = ratios.place(shown_ratio(change));
    auto const ink = change_ink(change);
    Mark mark{.role = hides_rise(change) ? "bar_unknown" : change.upper_bound ? "bar_at_most" : "bar",
              .title = "Patient " + row.patient + ", best of " +
                       count_text(static_cast<std::int64_t>(row.draws), "draw", "draws") + ", " + change_sentence(change) + ".",
              .shapes = {}, .labels = {}};
    Box const box{std::min(x, unchanged), y - 6, std::max(x, unchanged), y + 6};
    double edge = box.right;
    if (hides_rise(change)) {
        mark.shapes.push_back(circle({unchanged, y}, 4, Ink::paper, {.ink = Ink::text, .width = 1.5}));
        edge += 4;
    } else if (change.upper_bound) {
        mark.shapes.push_back(rectangle(box, Ink::limit_band));
        // Open towards lower values, where the truth may lie.
        mark.shapes.push_back(line({x, y - 6}, {x, y + 6}, {.ink = ink, .width = 2}));
        mark.shapes.push_back(line({box.left, y - 6}, {box.right, y - 6}, {.ink = ink, .width = 1}));
        mark.shapes.push_back(line({box.left, y + 6}, {box.right, y + 6}, {.ink = ink, .width = 1}));
        mark.shapes.push_back({.kind = ShapeKind::area, .points = {{x - 7, y}, {x - 1, y - 4}, {x - 1, y + 4}}, .radius = 0,
                               .stroke = Ink::none, .fill = ink, .width = 0, .dashed = false});
    } else {
        mark.shapes.push_back(rectangle(box, ink));
        double const lo = ratios.place(std::max(change.lo.value_or(change.ratio), 1e-12));
        double const hi = change.hi ? ratios.place(*change.hi) : right;
        mark.shapes.push_back(line({lo, y}, {hi, y}, {.ink = Ink::text, .width = 1.3}));
        edge = std::max(edge, hi);
    }
    mark.labels.push_back(words({left - 14, y + 4}, shortened(row.patient, 18), TextAnchor::end));
    auto text = hides_rise(change)     ? "any up to " + change_text(change.ratio)
                : change.upper_bound ? "≤ " + change_text(change.ratio)
                                     : change_text(change.ratio);
    mark.labels.push_back(words({std::max(edge, unchanged) + 8, y + 4}, std::move(text), TextAnchor::start));
    return mark;
}

}  // namespace

std::vector<WaterfallRow> waterfall_rows(std::span<Timeline const> timelines,
                                         std::vector<std::vector<DrawChange>> const& changes) {
    std::vector<WaterfallRow> rows;
    for (std::size_t index = 0; index < timelines.size(); ++index) {
        if (auto const* const best = best_change(changes[index])) {
            rows.push_back({timelines[index].patient, *best, changes[index].size()});
        }
    }
    std::ranges::stable_sort(rows, std::greater{}, [](WaterfallRow const& row) {
        return std::pair{!hides_rise(row.change), row.change.ratio};
    });
    return rows;
}

Figure waterfall_figure(std::span<WaterfallRow const> rows, std::span<WaterfallRow const> all, std::string const& id) {
    std::vector<DrawChange> changes;
    std::ranges::transform(all, std::back_inserter(changes), &WaterfallRow::change);
    auto const ratios = change_axis({changes}, left, right);
    double const bottom = top + row_height * static_cast<double>(rows.size());
    Figure figure{.id = id, .title = "Best change of the tumor fraction since the baseline",
                  .description = "One bar for each patient on a logarithmic axis, from the greatest rise to the greatest fall, then "
                                 "those of whom neither is known. "
                                 "The table beside it has the same content.",
                  .width = width, .height = bottom + 50, .marks = {legend(), frame(ratios, bottom)}};
    double y = top + row_height / 2;
    for (auto const& row : rows) {
        figure.marks.push_back(bar(row, ratios, y));
        y += row_height;
    }
    return figure;
}

}  // namespace tidemark
