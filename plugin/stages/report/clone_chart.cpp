#include "stages/report/clone_chart.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <utility>

#include "stages/report/chart_scale.hpp"
#include "stages/report/fixed_texts.hpp"
#include "stages/report/number_text.hpp"
#include "values/patient/figure_shapes.hpp"

namespace tidemark {
namespace {

constexpr double figure_width = 960;
constexpr double left = 108;
constexpr double right = 800;
constexpr double top = 22;
constexpr double bottom = 262;
constexpr std::array inks{Ink::detected, Ink::indeterminate, Ink::radiotherapy, Ink::text, Ink::imaging, Ink::muted};

Label label(Point at, std::string text, TextAnchor anchor, Ink ink = Ink::text) {
    return {.at = at, .text = std::move(text), .anchor = anchor, .size = 12, .ink = ink, .strong = false,
            .rotated = false, .outlined = true};
}

/// Fractions of cells, linear from 0 to a whole fifth.
struct ShareAxis {
    double highest = 1;
    [[nodiscard]] double y(double value) const {
        return bottom - std::clamp(value / highest, 0.0, 1.0) * (bottom - top);
    }
};

ShareAxis share_axis(std::span<SetSeries const> clones) {
    double highest = 1;
    for (auto const& clone : clones) {
        for (auto const& row : clone.draws) {
            // An upper end far above all is cut at the frame: it says "or more".
            highest = std::max({highest, row.ratio.value_or(0), std::min(row.hi.value_or(0), 1.4)});
        }
    }
    return {std::min(5.0, std::ceil(highest * 5) / 5)};
}

Mark axis(ShareAxis const& shares, DayAxis const& days, std::string const& anchor) {
    Mark mark{.role = "grid", .title = "", .shapes = {}, .labels = {}};
    double const step = shares.highest > 2 ? 1.0 : 0.2;
    for (int tick = 0; tick * step <= shares.highest + 1e-9; ++tick) {
        double const y = shares.y(tick * step);
        mark.shapes.push_back(line({left, y}, {right, y}, {.ink = Ink::grid}));
        mark.labels.push_back(label({left - 12, y + 4}, percent_text(tick * step), TextAnchor::end));
    }
    for (int const day : days.ticks()) {
        double const x = days.x(day);
        mark.shapes.push_back(line({x, bottom}, {x, bottom + 5}, {.ink = Ink::frame}));
        mark.labels.push_back(label({x, bottom + 19}, signed_text(day), TextAnchor::middle));
    }
    mark.shapes.push_back(line({left, top}, {left, bottom}, {.ink = Ink::frame}));
    mark.shapes.push_back(line({left, bottom}, {right, bottom}, {.ink = Ink::frame}));
    mark.labels.push_back(label({(left + right) / 2, bottom + 38},
                                anchor.empty() ? "Day" : "Days from " + fixed_texts::anchor_words(anchor),
                                TextAnchor::middle));
    auto title = label({26, (top + bottom) / 2}, "Share of tumor cells", TextAnchor::middle);
    title.rotated = true;
    mark.labels.push_back(title);
    return mark;
}

std::string point_title(SetSeries const& clone, SetRatio const& row, int day) {
    return "Clone " + clone.name + ", " + day_text(day) + ": " +
           percent_with_interval_text({.estimate = *row.ratio, .lo = row.lo, .hi = row.hi});
}

/// A sign of its own for each clone that is drawn, so that colour is not all that tells them apart.
Shape clone_sign(std::size_t place, Point at, Ink fill, Stroke const& stroke) {
    auto const outlined = [&](Shape shape) {
        shape.stroke = stroke.ink;
        shape.width = stroke.width;
        return shape;
    };
    switch (place % inks.size()) {
        case 0: return circle(at, 4.2, fill, stroke);
        case 1: return diamond(at, 5.4, fill, stroke);
        case 2: return outlined(triangle(at, 4.4, fill));
        case 3: return outlined(rectangle({at.x - 3.8, at.y - 3.8, at.x + 3.8, at.y + 3.8}, fill));
        case 4: return outlined(triangle(at, -4.4, fill));
        default: return outlined(rectangle({at.x - 2.4, at.y - 5.4, at.x + 2.4, at.y + 5.4}, fill));
    }
}

/// The draw's day; nothing where the row belongs to no draw.
std::optional<int> day_of(Timeline const& timeline, std::string const& sample) {
    auto const found = std::ranges::find(timeline.draws, sample, [](Draw const& draw) { return draw.row.sample; });
    return found == timeline.draws.end() ? std::nullopt : std::optional{found->day};
}

class ClonePainter {
public:
    ClonePainter(Timeline const& timeline, ShareAxis shares, DayAxis days)
        : timeline_{timeline}, shares_{shares}, days_{std::move(days)}, placer_{{right, top - 14, figure_width, bottom + 10}} {}

    /// `place` shifts the clone sideways, so that intervals of one draw do not cover each other.
    std::vector<Mark> paint(SetSeries const& clone, std::size_t place, std::size_t of) {
        Stroke const stroke{.ink = inks[place % inks.size()], .width = 1.8};
        double const shift = 9 * (static_cast<double>(place) - (static_cast<double>(of) - 1) / 2);
        std::vector<Mark> marks{{"connection", "", {}, {}}};
        std::optional<Point> previous;
        for (auto const& row : clone.draws) {
            auto const day = day_of(timeline_, row.sample);
            if (!day || !row.ratio || !std::isfinite(*row.ratio)) {
                continue;
            }
            Point const at{days_.x(*day) + shift, shares_.y(*row.ratio)};
            if (previous) {
                marks.front().shapes.push_back(line(*previous, at, stroke));
            }
            marks.push_back(point(clone, row, *day, at, place));
            previous = at;
        }
        if (previous) {
            add_name(clone.name, *previous, place, marks.front());
        }
        return marks;
    }

private:
    Mark point(SetSeries const& clone, SetRatio const& row, int day, Point at, std::size_t place) const {
        Mark mark{.role = "clone", .title = point_title(clone, row, day), .shapes = {}, .labels = {}};
        Stroke const stroke{.ink = inks[place % inks.size()], .width = 1.4};
        mark.shapes.push_back(line({at.x, shares_.y(row.lo.value_or(0))}, {at.x, shares_.y(row.hi.value_or(shares_.highest))}, stroke));
        if (row.minimal && *row.minimal <= shares_.highest) {
            double const y = shares_.y(*row.minimal);
            mark.shapes.push_back(line({at.x - 6, y}, {at.x + 6, y}, {.ink = Ink::limit, .width = 2}));
        }
        mark.shapes.push_back(clone_sign(place, at, *row.ratio > 0 ? stroke.ink : Ink::paper, stroke));
        return mark;
    }
    void add_name(std::string const& name, Point end, std::size_t place, Mark& mark) {
        Stroke const stroke{.ink = inks[place % inks.size()], .width = 1.4};
        std::vector<Label> places;
        for (double const offset : {4.0, -10.0, 18.0, -24.0, 32.0, -38.0, 46.0, -52.0, 60.0}) {
            places.push_back(label({right + 24, end.y + offset}, shortened(name, 16), TextAnchor::start, stroke.ink));
        }
        if (auto const placed = placer_.place(places)) {
            mark.labels.push_back(*placed);
            Point const sign{right + 14, placed->at.y - 4};
            mark.shapes.push_back(line(end, {sign.x - 5, sign.y}, {.ink = stroke.ink, .width = 0.8, .dashed = true}));
            mark.shapes.push_back(clone_sign(place, sign, stroke.ink, stroke));
        }
    }

    Timeline const& timeline_;
    ShareAxis shares_;
    DayAxis days_;
    LabelPlacer placer_;
};

std::string clonotype_label(ClonotypeTest const& test) {
    return shortened(test.cdr3_aa.empty() ? test.cdr3_nt : test.cdr3_aa, 24);
}

}  // namespace

Figure clone_figure(Timeline const& timeline, std::span<SetSeries const> clones) {
    auto const drawn = clones.first(std::min(clones.size(), most_clones_drawn));
    auto const shares = share_axis(drawn);
    auto const days = day_axis(std::span{&timeline, 1}, left + 30, right - 30);
    Figure figure{.id = "clones-figure", .title = "Share of tumor cells of each clone over time",
                  .description = "One line for each clone with 95 % intervals. The table beside it has the same content.",
                  .width = figure_width, .height = bottom + 50, .marks = {axis(shares, days, timeline.anchor)}};
    ClonePainter painter{timeline, shares, days};
    for (std::size_t place = 0; place < drawn.size(); ++place) {
        auto marks = painter.paint(drawn[place], place, drawn.size());
        std::move(marks.begin(), marks.end(), std::back_inserter(figure.marks));
    }
    return figure;
}

Figure clonotype_figure(std::span<ClonotypeTest const> tests) {
    constexpr double row_height = 22;
    constexpr double names = 240;
    constexpr double lowest = 1e-6;
    double const end = top + row_height * static_cast<double>(tests.size()) + 8;
    auto const x_of = [lowest](double frequency) {
        double const decades = std::log10(std::clamp(frequency, lowest, 1.0));
        return names + 20 + (decades + 6) / 6 * (figure_width - names - 60);
    };
    Figure figure{.id = "clonotypes-figure", .title = "Share of all templates of expanded T-cell clones",
                  .description = "From the earlier share (open) to the later one (filled). The table beside it has the same "
                                 "content.",
                  .width = figure_width, .height = end + 46, .marks = {}};
    Mark grid{.role = "grid", .title = "", .shapes = {}, .labels = {}};
    for (int decade = -6; decade <= 0; ++decade) {
        double const x = x_of(std::pow(10.0, decade));
        grid.shapes.push_back(line({x, top - 6}, {x, end}, {.ink = Ink::grid}));
        grid.labels.push_back(label({x, end + 18}, percent_text(std::pow(10.0, decade), 1), TextAnchor::middle));
    }
    grid.labels.push_back(label({(names + figure_width) / 2, end + 36}, "Share of all templates in blood", TextAnchor::middle));
    figure.marks.push_back(std::move(grid));
    double y = top + row_height / 2;
    Stroke const stroke{.ink = Ink::detected, .width = 1.8};
    for (auto const& test : tests) {
        double const from = test.templates_from > 0 ? x_of(test.frequency_from) : x_of(lowest);
        Mark mark{.role = "clonotype",
                  .title = clonotype_label(test) + ": " + count_text(test.templates_from) + " to " +
                           count_text(test.templates_to) + " templates",
                  .shapes = {line({from, y}, {x_of(test.frequency_to), y}, stroke)},
                  .labels = {label({names, y + 4}, clonotype_label(test), TextAnchor::end)}};
        if (test.templates_from > 0) {
            mark.shapes.push_back(circle({from, y}, 4, Ink::paper, stroke));
        }
        mark.shapes.push_back(circle({x_of(test.frequency_to), y}, 4, Ink::detected, stroke));
        figure.marks.push_back(std::move(mark));
        y += row_height;
    }
    return figure;
}

}  // namespace tidemark
