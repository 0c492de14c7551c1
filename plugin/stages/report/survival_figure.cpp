#include "stages/report/survival_figure.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>

#include "stages/report/number_text.hpp"
#include "stages/report/survival_words.hpp"
#include "values/patient/figure_shapes.hpp"

namespace tidemark {
namespace {

constexpr double width = 960;
constexpr double left = 150;
constexpr double right = 930;
constexpr double top = 44;
constexpr double bottom = 300;
constexpr double row_height = 18;
constexpr double text_size = 12;
constexpr std::size_t longest_name = 20;

/// Colour and line of a group; the line tells groups apart where colours do not.
Stroke stroke_of(std::size_t group) {
    constexpr std::array inks{Ink::detected, Ink::radiotherapy, Ink::imaging, Ink::treatment};
    return {.ink = inks[group % inks.size()], .width = group < inks.size() ? 2.0 : 1.2, .dashed = group % 2 == 1};
}

double last_time(SurvivalAnalysis const& analysis) {
    double last = 0;
    for (auto const& curve : analysis.curves) {
        last = curve.curve.steps.empty() ? last : std::max(last, curve.curve.steps.back().time);
    }
    return last > 0 ? last : 1;
}

struct Axes {
    double last = 1;
    [[nodiscard]] double x(double time) const { return left + std::clamp(time / last, 0.0, 1.0) * (right - left); }
    [[nodiscard]] double y(double survival) const { return bottom - survival * (bottom - top); }
};

Label words(Point at, std::string text, TextAnchor anchor, double size = text_size) {
    return {.at = at, .text = std::move(text), .anchor = anchor, .size = size, .ink = Ink::text, .strong = false,
            .rotated = false, .outlined = false};
}

Mark frame(SurvivalAnalysis const& analysis, Axes const& axes) {
    Mark mark{.role = "axis", .title = "", .shapes = {}, .labels = {}};
    for (double const share : {0.0, 0.25, 0.5, 0.75, 1.0}) {
        mark.shapes.push_back(line({left, axes.y(share)}, {right, axes.y(share)}, {.ink = share > 0 ? Ink::grid : Ink::frame}));
        mark.labels.push_back(words({left - 10, axes.y(share) + 4}, percent_text(share), TextAnchor::end));
    }
    for (double const tick : survival_ticks(analysis)) {
        mark.shapes.push_back(line({axes.x(tick), bottom}, {axes.x(tick), bottom + 5}, {.ink = Ink::frame}));
        mark.labels.push_back(words({axes.x(tick), bottom + 19}, given_text(tick), TextAnchor::middle));
    }
    mark.labels.push_back(words({(left + right) / 2, bottom + 38}, survival_words::time_axis(analysis), TextAnchor::middle, 13));
    return mark;
}

/// A limit or a curve as a stair: level until the next time, then down.
Shape stair(GroupCurve const& curve, Axes const& axes, std::optional<double> SurvivalStep::* limit, Stroke const& stroke) {
    Shape shape{.kind = ShapeKind::line, .points = {{axes.x(0), axes.y(1)}}, .radius = 0, .stroke = stroke.ink,
                .fill = Ink::none, .width = stroke.width, .dashed = stroke.dashed};
    for (auto const& step : curve.curve.steps) {
        auto const level = limit == nullptr ? std::optional{step.survival} : step.*limit;
        double const x = axes.x(step.time);
        shape.points.push_back({x, shape.points.back().y});
        if (!level) {
            break;   // the curve has reached 0: no limit is known from here on
        }
        shape.points.push_back({x, axes.y(*level)});
    }
    return shape;
}

Mark curve_mark(SurvivalAnalysis const& analysis, std::size_t index, Axes const& axes) {
    auto const& curve = analysis.curves[index];
    auto const stroke = stroke_of(index);
    Mark mark{.role = "curve", .title = survival_words::curve_sentence(analysis, curve), .shapes = {}, .labels = {}};
    if (curve.patients == 0) {
        return mark;
    }
    if (analysis.curves.size() <= 2) {
        for (auto const limit : {&SurvivalStep::lo, &SurvivalStep::hi}) {
            mark.shapes.push_back(stair(curve, axes, limit, {.ink = stroke.ink, .width = 0.7, .dashed = stroke.dashed}));
        }
    }
    mark.shapes.push_back(stair(curve, axes, nullptr, stroke));
    for (auto const& step : curve.curve.steps) {
        if (step.censored > 0) {
            double const y = axes.y(step.survival);
            mark.shapes.push_back(line({axes.x(step.time), y - 5}, {axes.x(step.time), y + 5}, {.ink = stroke.ink, .width = 1.2}));
        }
    }
    return mark;
}

Mark legend(SurvivalAnalysis const& analysis) {
    Mark mark{.role = "legend", .title = "", .shapes = {}, .labels = {}};
    double x = left;
    double y = 14;
    for (std::size_t index = 0; index < analysis.curves.size(); ++index) {
        auto const& curve = analysis.curves[index];
        auto const text = shortened(survival_words::group_words(curve.group), longest_name) + ", " +
                          count_text(static_cast<std::int64_t>(curve.events)) + " of " +
                          count_text(static_cast<std::int64_t>(curve.patients));
        double const needed = 34 + text_width(text, text_size) + 20;
        if (x > left && x + needed > right) {
            x = left;
            y += 16;
        }
        mark.shapes.push_back(line({x, y}, {x + 26, y}, stroke_of(index)));
        mark.labels.push_back(words({x + 33, y + 4}, text, TextAnchor::start));
        x += needed;
    }
    return mark;
}

/// A row for each group, under the ticks of the axis.
std::vector<Mark> risk_rows(SurvivalAnalysis const& analysis, Axes const& axes) {
    std::vector<Mark> marks;
    double y = bottom + 64;
    marks.push_back({"risk", "", {}, {words({left, y}, "Number at risk", TextAnchor::start)}});
    marks.back().labels.back().ink = Ink::muted;
    for (std::size_t index = 0; index < analysis.curves.size(); ++index) {
        auto const& curve = analysis.curves[index];
        y += row_height;
        Mark row{.role = "risk", .title = "", .shapes = {}, .labels = {}};
        auto name = words({left - 24, y}, shortened(survival_words::group_words(curve.group), longest_name), TextAnchor::end);
        name.ink = stroke_of(index).ink;
        name.strong = true;
        row.labels.push_back(std::move(name));
        for (double const tick : survival_ticks(analysis)) {
            row.labels.push_back(words({axes.x(tick), y}, count_text(static_cast<std::int64_t>(at_risk_at(curve, tick))),
                                       TextAnchor::middle));
        }
        marks.push_back(std::move(row));
    }
    return marks;
}

}  // namespace

std::vector<double> survival_ticks(SurvivalAnalysis const& analysis) {
    constexpr std::array day_steps{1, 2, 7, 14, 28, 56, 84, 168, 336};
    double const last = last_time(analysis);
    constexpr double most = 6;
    double step = 0;
    if (analysis.time_unit == "days") {
        for (int const candidate : day_steps) {
            step = step == 0 && last / candidate <= most ? candidate : step;
        }
    }
    // 1, 2 or 5 times a power of ten.
    for (double power = std::pow(10, std::floor(std::log10(last)) - 1); step == 0; power *= 10) {
        for (double const factor : {1.0, 2.0, 5.0}) {
            step = step == 0 && last / (factor * power) <= most ? factor * power : step;
        }
    }
    std::vector<double> ticks;
    for (int number = 0; number * step <= last; ++number) {
        ticks.push_back(number * step);
    }
    return ticks;
}

std::size_t at_risk_at(GroupCurve const& curve, double time) {
    for (auto const& step : curve.curve.steps) {
        if (step.time >= time) {
            return step.at_risk;
        }
    }
    return 0;
}

Figure survival_figure(SurvivalAnalysis const& analysis, std::string const& id) {
    Axes const axes{.last = last_time(analysis)};
    std::string description = survival_words::time_zero(analysis);
    for (auto const& curve : analysis.curves) {
        description += " " + survival_words::curve_sentence(analysis, curve);
    }
    Figure figure{.id = id, .title = survival_words::title(analysis), .description = std::move(description), .width = width,
                  .height = bottom + 76 + row_height * static_cast<double>(analysis.curves.size()),
                  .marks = {legend(analysis), frame(analysis, axes)}};
    for (std::size_t index = 0; index < analysis.curves.size(); ++index) {
        figure.marks.push_back(curve_mark(analysis, index, axes));
    }
    std::ranges::move(risk_rows(analysis, axes), std::back_inserter(figure.marks));
    return figure;
}

}  // namespace tidemark
