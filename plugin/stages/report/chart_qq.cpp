#include "stages/report/chart_qq.hpp"

#include <algorithm>
#include <cmath>

#include "values/patient/figure_shapes.hpp"
#include "stages/report/number_text.hpp"
#include "values/probability/quantiles.hpp"

namespace tidemark {
namespace {

constexpr double width = 196;
constexpr double height = 152;
constexpr double left = 30;
constexpr double right = 188;
constexpr double top = 8;
constexpr double bottom = 118;
constexpr double highest_observed = 6;   // decades: further out only says "far"

struct Axes {
    double across = 1;    // decades
    double upwards = 1;

    [[nodiscard]] double x(double decades) const { return left + (right - left) * std::clamp(decades / across, 0.0, 1.0); }
    [[nodiscard]] double y(double decades) const { return bottom - (bottom - top) * std::clamp(decades / upwards, 0.0, 1.0); }
};

Label small_label(Point at, std::string text, TextAnchor anchor) {
    return {.at = at, .text = std::move(text), .anchor = anchor, .size = 9.5, .ink = Ink::text, .strong = false,
            .rotated = false, .outlined = false};
}

Mark frame_mark(Axes const& axes) {
    Mark mark{.role = "axis", .title = "", .shapes = {}, .labels = {}};
    for (int decade = 0; decade <= static_cast<int>(axes.across); ++decade) {
        mark.shapes.push_back(line({axes.x(decade), bottom}, {axes.x(decade), bottom + 3}, {.ink = Ink::frame}));
        mark.labels.push_back(small_label({axes.x(decade), bottom + 13}, std::to_string(decade), TextAnchor::middle));
    }
    for (int decade = 0; decade <= static_cast<int>(axes.upwards); ++decade) {
        mark.shapes.push_back(line({left, axes.y(decade)}, {right, axes.y(decade)}, {.ink = Ink::grid}));
        mark.labels.push_back(small_label({left - 5, axes.y(decade) + 3}, std::to_string(decade), TextAnchor::end));
    }
    mark.shapes.push_back(line({left, bottom}, {right, bottom}, {.ink = Ink::frame}));
    mark.labels.push_back(small_label({(left + right) / 2, bottom + 29}, "Expected, −log₁₀ p", TextAnchor::middle));
    auto upwards = small_label({9, (top + bottom) / 2}, "Observed", TextAnchor::middle);
    upwards.rotated = true;
    mark.labels.push_back(std::move(upwards));
    return mark;
}

/// The ordered p-value of rank r among K uniform ones is Beta(r, K - r + 1).
Mark band_mark(Axes const& axes, std::size_t count) {
    Mark mark{.role = "band", .title = "Where 95 % of uniform p-values would lie", .shapes = {}, .labels = {}};
    Shape band{.kind = ShapeKind::area, .points = {}, .radius = 0, .stroke = Ink::none, .fill = Ink::limit_band, .width = 1,
               .dashed = false};
    std::vector<Point> lower;
    double const all = static_cast<double>(count);
    for (double rank = all; rank >= 1; rank = rank > 1 ? std::max(std::floor(rank * 0.85), 1.0) : 0) {
        double const x = axes.x(-std::log10((rank - 0.5) / all));
        band.points.push_back({x, axes.y(-std::log10(beta_quantile(0.025, rank, all - rank + 1)))});
        lower.push_back({x, axes.y(-std::log10(beta_quantile(0.975, rank, all - rank + 1)))});
    }
    band.points.insert(band.points.end(), lower.rbegin(), lower.rend());
    mark.shapes.push_back(std::move(band));
    double const end = std::min(axes.across, axes.upwards);
    mark.shapes.push_back(line({axes.x(0), axes.y(0)}, {axes.x(end), axes.y(end)}, {.ink = Ink::muted}));
    return mark;
}

}  // namespace

Figure qq_figure(std::span<double const> p_values, std::string const& id, std::string const& title) {
    double const all = static_cast<double>(p_values.size());
    double const smallest = -std::log10(std::max(p_values.front(), 1e-300));
    double const across = std::ceil(std::log10(2 * all));
    Axes const axes{.across = across, .upwards = std::clamp(std::ceil(smallest), across, highest_observed)};
    Figure figure{.id = id, .title = title,
                  .description = "Points on the line: p-values as frequent as they should be. Points above it at the right: "
                                 "small p-values come too often. Smallest p: " + p_text(p_values.front()) + ".",
                  .width = width, .height = height, .marks = {}};
    figure.marks.push_back(frame_mark(axes));
    figure.marks.push_back(band_mark(axes, p_values.size()));
    Mark points{.role = "signature", .title = "", .shapes = {}, .labels = {}};
    Point last{-10, -10};
    for (std::size_t rank = 0; rank < p_values.size(); ++rank) {
        double const decades = -std::log10(std::max(p_values[rank], 1e-300));
        Point const at{axes.x(-std::log10((static_cast<double>(rank) + 0.5) / all)), axes.y(decades)};
        if (std::abs(at.x - last.x) < 1 && std::abs(at.y - last.y) < 1) {
            continue;
        }
        last = at;
        points.shapes.push_back(circle(at, 1.6, Ink::detected, {.ink = Ink::none, .width = 0}));
    }
    figure.marks.push_back(std::move(points));
    return figure;
}

}  // namespace tidemark
