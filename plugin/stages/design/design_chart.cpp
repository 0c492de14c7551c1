#include "stages/design/design_chart.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <range/v3/action/sort.hpp>
#include <range/v3/action/unique.hpp>

#include "stages/design/grid_axes.hpp"
#include "stages/design/log_axis.hpp"
#include "stages/design/target_search.hpp"
#include "values/patient/figure_shapes.hpp"

namespace tidemark {
namespace {

constexpr double figure_width = 760;
constexpr double figure_height = 452;
constexpr Box plot{96, 76, 600, 390};
constexpr std::size_t most_lines = 6;
constexpr std::array line_inks{Ink::detected, Ink::radiotherapy, Ink::treatment, Ink::imaging, Ink::indeterminate, Ink::muted};

/// A tick of either axis: where, and what it says.
struct Tick {
    double at = 0;
    std::string text;
};

struct AxisWords {
    std::string across;
    std::string upward;
};

Mark frame(std::vector<Tick> const& across, std::vector<Tick> const& upward, AxisWords const& words) {
    Mark mark{.role = "axis", .title = {}, .shapes = {}, .labels = {}};
    for (auto const& [at, text] : upward) {
        mark.shapes.push_back(line({plot.left, at}, {plot.right, at}, {.ink = Ink::grid}));
        mark.labels.push_back({.at = {plot.left - 8, at + 4}, .text = text, .anchor = TextAnchor::end, .size = 12, .ink = Ink::muted});
    }
    for (auto const& [at, text] : across) {
        mark.shapes.push_back(line({at, plot.top}, {at, plot.bottom}, {.ink = Ink::grid}));
        mark.labels.push_back({.at = {at, plot.bottom + 18}, .text = text, .anchor = TextAnchor::middle, .size = 12, .ink = Ink::muted});
    }
    mark.shapes.push_back(line({plot.left, plot.bottom}, {plot.right, plot.bottom}, {.ink = Ink::frame}));
    mark.shapes.push_back(line({plot.left, plot.top}, {plot.left, plot.bottom}, {.ink = Ink::frame}));
    mark.labels.push_back({.at = {(plot.left + plot.right) / 2, plot.bottom + 42}, .text = words.across,
                           .anchor = TextAnchor::middle, .size = 13});
    mark.labels.push_back({.at = {22, (plot.top + plot.bottom) / 2}, .text = words.upward, .anchor = TextAnchor::middle,
                           .size = 13, .rotated = true});
    return mark;
}

Mark heading(std::string const& title, std::string const& below) {
    return {.role = "heading", .title = {}, .shapes = {},
            .labels = {{.at = {24, 28}, .text = title, .size = 16, .strong = true},
                       {.at = {24, 50}, .text = below, .size = 12, .ink = Ink::muted}}};
}

Shape curve(std::vector<Point> points, Ink ink) {
    return {.kind = ShapeKind::line, .points = std::move(points), .radius = 0, .stroke = ink, .fill = Ink::none, .width = 2,
            .dashed = false};
}

/// Ticks whose labels keep apart.
std::vector<Tick> spaced(std::vector<Tick> const& ticks) {
    std::vector<Tick> kept;
    double free_from = -1e9;
    for (auto const& tick : ticks) {
        double const half = text_width(tick.text, 12) / 2 + 5;
        if (tick.at - half >= free_from) {
            kept.push_back(tick);
            free_from = tick.at + half;
        }
    }
    return kept;
}

std::vector<Tick> ticks_of(LogAxis const& axis, std::string (*text)(double)) {
    std::vector<Tick> ticks;
    for (double const value : axis.ticks()) {
        ticks.push_back({axis.place(value), text(value)});
    }
    return ticks;
}

std::string plan_text(TubePlan const& plan) {
    return fmt::format("{} {}, {} molecules each, error rate {:g}, alpha {:g}", number_tick(static_cast<double>(plan.loci)),
                       plan.loci == 1 ? "locus" : "loci", number_tick(static_cast<double>(plan.molecules)),
                       plan.background_rate, plan.alpha);
}

/// A level that crosses the plot from top to bottom, with its name.
Mark level(double at, std::string const& name, double label_height, Ink ink) {
    return {.role = "limit", .title = name, .shapes = {line({at, plot.top}, {at, plot.bottom}, {.ink = ink, .width = 1.5, .dashed = true})},
            .labels = {{.at = {at + 5, plot.top + label_height}, .text = name, .size = 12, .ink = Ink::text}}};
}

Figure power_figure(TubeDesign const& design, std::span<TubeDesign const> designs) {
    auto const& plan = design.plan;
    auto const units = units_of(plan);
    StatisticLaw const law{units, pooled_scores(units), plan.sample_dispersion};
    auto const breadth = plan.loci == 1 ? Breadth::two_molecules : Breadth::two_places;
    double const middle = design.lod95.value_or(0.5);
    std::vector<double> shown{std::max(middle / 100, 1e-9), std::min(middle * 3, 1.0)};
    for (auto const& limit : {design.loq, design.lob}) {
        if (limit && *limit > 0) {
            shown.push_back(*limit);
        }
    }
    auto axis = log_axis_over(shown, plot.left, plot.right);
    axis.highest = std::min(axis.highest, 1.0);
    auto const height = [](double chance) { return plot.bottom - chance * (plot.bottom - plot.top); };
    std::vector<Point> points;
    constexpr int steps = 90;
    for (int step = 0; step <= steps; ++step) {
        double const fraction = axis.lowest * std::pow(axis.highest / axis.lowest, static_cast<double>(step) / steps);
        points.push_back({axis.place(fraction), height(law.power(fraction, design.critical_count, breadth))});
    }
    std::vector<Tick> upward;
    for (int const chance : {0, 25, 50, 75, 95, 100}) {
        if (chance != 100) {
            upward.push_back({height(chance / 100.0), fmt::format("{} %", chance)});
        }
    }
    Figure figure{.id = "design", .title = "Chance of detection", .description = design.statement, .width = plot.right + 40,
                  .height = figure_height, .marks = {}};
    figure.marks.push_back(heading(figure.title, plan_text(plan)));
    figure.marks.push_back(frame(spaced(ticks_of(axis, per_cent_tick)), upward, {"tumor fraction", "chance of detection"}));
    double label_height = 14;
    struct Named { char const* name; std::optional<double> value; };
    for (auto const& [name, value] : {Named{"LoB", design.lob}, Named{"LoD95", design.lod95}, Named{"LoQ", design.loq}}) {
        if (value && axis.shows(*value)) {
            figure.marks.push_back(level(axis.place(*value), name, label_height, Ink::limit));
        }
        label_height += 16;
    }
    figure.marks.push_back({.role = "power", .title = design.statement, .shapes = {curve(points, Ink::detected)}, .labels = {}});
    for (auto const& each : designs) {
        if (each.plan.fraction && each.power && axis.shows(*each.plan.fraction)) {
            Point const at{axis.place(*each.plan.fraction), height(*each.power)};
            figure.marks.push_back({.role = "asked", .title = fmt::format("{}: {:.1f} %", per_cent_tick(*each.plan.fraction), 100 * *each.power),
                                    .shapes = {circle(at, 4.5, Ink::paper, {.ink = Ink::radiotherapy, .width = 2})}, .labels = {}});
        }
    }
    return figure;
}

/// LoD95 over the axis' quantity, for one value of the lines' quantity.
struct LimitLine {
    std::string name;
    std::vector<std::pair<double, double>> values;   // quantity, LoD95
};

std::vector<LimitLine> limit_lines(std::span<TubeDesign const> designs, GridSpread const& spread) {
    auto const& quantities = grid_quantities();
    auto const& across = quantities[*spread.axis];
    auto line_values = spread.lines ? values_among(designs, quantities[*spread.lines]) : std::vector<double>{0};
    line_values.resize(std::min(line_values.size(), most_lines));
    std::vector<LimitLine> lines;
    for (double const value : line_values) {
        LimitLine found{.name = spread.lines ? fmt::format("{} {}", number_tick(value), quantities[*spread.lines].short_name) : std::string{},
                        .values = {}};
        for (auto const& design : designs) {
            bool const of_line = !spread.lines || quantities[*spread.lines].value(design.plan) == value;
            bool const held = std::ranges::all_of(spread.fixed, [&](std::size_t fixed) {
                return quantities[fixed].value(design.plan) == quantities[fixed].value(designs.front().plan);
            });
            if (of_line && held && design.lod95) {
                found.values.emplace_back(across.value(design.plan), *design.lod95);
            }
        }
        found.values |= ranges::actions::sort | ranges::actions::unique;
        if (!found.values.empty()) {
            lines.push_back(std::move(found));
        }
    }
    return lines;
}

std::string held_text(std::span<TubeDesign const> designs, GridSpread const& spread) {
    auto const& quantities = grid_quantities();
    std::string text;
    for (std::size_t index = 0; index < 4; ++index) {
        if (index != spread.axis && index != spread.lines) {
            text += fmt::format("{}{} {}", text.empty() ? "" : ", ", quantities[index].name,
                                number_tick(quantities[index].value(designs.front().plan)));
        }
    }
    for (auto const fixed : spread.fixed) {
        if (fixed >= 4) {
            text += fmt::format(", {} {}", quantities[fixed].name, number_tick(quantities[fixed].value(designs.front().plan)));
        }
    }
    return text + (spread.fixed.empty() ? "" : " (first values; the table has the others)");
}

void add_names(Figure& figure, std::vector<std::pair<double, LimitLine const*>> ends) {
    std::ranges::sort(ends, {}, &std::pair<double, LimitLine const*>::first);
    double lowest_free = plot.top;
    for (auto const& [y, named] : ends) {
        double const at = std::max(y + 4, lowest_free);
        lowest_free = at + 15;
        figure.marks.push_back({.role = "name", .title = {}, .shapes = {},
                                .labels = {{.at = {plot.right + 8, at}, .text = shortened(named->name, 26), .size = 11}}});
    }
}

Figure limit_figure(std::span<TubeDesign const> designs, GridSpread const& spread) {
    auto const lines = limit_lines(designs, spread);
    std::vector<double> quantities;
    std::vector<double> limits;
    for (auto const& each : lines) {
        for (auto const& [quantity, limit] : each.values) {
            quantities.push_back(quantity);
            limits.push_back(limit);
        }
    }
    auto const& name = grid_quantities()[*spread.axis].name;
    Figure figure{.id = "design", .title = "Limit of detection by " + name, .description = {}, .width = figure_width,
                  .height = figure_height, .marks = {}};
    figure.marks.push_back(heading(figure.title, held_text(designs, spread)));
    if (lines.empty()) {
        figure.description = "No plan has a limit of detection.";
        return figure;
    }
    for (auto const& design : designs) {
        if (design.plan.target) {
            limits.push_back(*design.plan.target);
        }
    }
    auto const across = log_axis_over(quantities, plot.left, plot.right);
    auto const upward = log_axis_over(limits, plot.bottom, plot.top);
    figure.marks.push_back(frame(spaced(ticks_of(across, number_tick)), ticks_of(upward, per_cent_tick), {name, "LoD95, tumor fraction"}));
    if (designs.front().plan.target) {
        double const at = upward.place(*designs.front().plan.target);
        figure.marks.push_back({.role = "target", .title = "target", .shapes = {line({plot.left, at}, {plot.right, at}, {.ink = Ink::limit, .width = 1.5, .dashed = true})},
                                .labels = {{.at = {plot.left + 6, at - 5}, .text = "target", .size = 12}}});
    }
    std::vector<std::pair<double, LimitLine const*>> ends;
    for (std::size_t index = 0; index < lines.size(); ++index) {
        auto const ink = line_inks[index];
        std::vector<Point> points;
        Mark mark{.role = "lod95", .title = lines[index].name, .shapes = {}, .labels = {}};
        for (auto const& [quantity, limit] : lines[index].values) {
            points.push_back({across.place(quantity), upward.place(limit)});
            figure.description += fmt::format("{} {}: {}. ", lines[index].name, number_tick(quantity), per_cent_tick(limit));
        }
        mark.shapes.push_back(curve(points, ink));
        for (auto const& point : points) {
            mark.shapes.push_back(circle(point, 3, ink, {.ink = Ink::none, .width = 0}));
        }
        ends.emplace_back(points.back().y, &lines[index]);
        figure.marks.push_back(std::move(mark));
    }
    add_names(figure, ends);
    return figure;
}

}  // namespace

Figure design_figure(std::span<TubeDesign const> designs) {
    auto const spread = spread_of(designs);
    return spread.axis ? limit_figure(designs, spread) : power_figure(designs.front(), designs);
}

}  // namespace tidemark
