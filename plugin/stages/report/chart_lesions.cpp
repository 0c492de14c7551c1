#include "stages/report/chart_lesions.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "stages/report/chart_scale.hpp"
#include "stages/report/lesion_words.hpp"
#include "stages/report/number_text.hpp"
#include "stages/report/pairs.hpp"
#include "values/patient/figure_shapes.hpp"
#include "values/patient/flare_window.hpp"

namespace tidemark {
namespace {

constexpr double width = 960;
constexpr double axis_room = 84;
constexpr double gap = 22;
constexpr double panel_height = 190;
constexpr double heading = 40;
constexpr double foot = 44;
constexpr std::size_t abreast = 3;

using Rows = std::vector<LesionShed const*>;

/// Rows with a number, by lesion, in the order of the table. A compartment of one lesion is that lesion.
std::vector<Rows> drawn_rows(LesionSeries const& series) {
    std::vector<std::string> names;
    std::map<std::string, Rows> by_name;
    std::map<std::string, std::size_t> members;
    for (auto const& row : series.rows) {
        if (!row.shed || !row.shed_hi) {
            continue;
        }
        auto const name = row.lesion.empty() ? "compartment " + row.compartment : row.lesion;
        if (!by_name.contains(name)) {
            names.push_back(name);
            members[row.compartment] += row.lesion.empty() ? 0U : 1U;
        }
        by_name[name].push_back(&row);
    }
    std::vector<Rows> drawn;
    for (auto const& name : names) {
        auto const& rows = by_name.at(name);
        if (!rows.front()->lesion.empty() || members[rows.front()->compartment] > 1) {
            drawn.push_back(rows);
        }
    }
    return drawn;
}

/// Place of a share: its estimate, or its upper limit where it is 0.
double level_of(LesionShed const& row) { return *row.shed > 0 ? *row.shed : *row.shed_hi; }

FractionAxis axis_of(std::vector<Rows> const& drawn) {
    double lowest = 1;
    double highest = 1e-6;
    for (auto const& rows : drawn) {
        for (auto const* const row : rows) {
            lowest = std::min(lowest, level_of(*row) > 0 ? level_of(*row) : 1);
            highest = std::max(highest, *row->shed_hi);
        }
    }
    int const top = std::clamp(static_cast<int>(std::ceil(std::log10(highest))), -5, 0);
    int const bottom = std::clamp(static_cast<int>(std::floor(std::log10(lowest))), -7, top - 2);
    return {.lowest_decade = bottom, .highest_decade = top, .top = 0, .bottom = panel_height};
}

std::string share_words(LesionShed const& row) {
    return *row.shed > 0 ? percent_with_interval_text({*row.shed, row.shed_lo, row.shed_hi})
                         : "none seen, at most " + percent_text(*row.shed_hi);
}

struct Panel {
    double left = 0;
    double top = 0;
    double right = 0;
    FractionAxis fractions;
    DayAxis days;
};

Mark frame_mark(Panel const& panel, bool with_levels) {
    Mark mark{.role = "grid", .title = "", .shapes = {}, .labels = {}};
    auto const label = [&](Point at, std::string text, TextAnchor anchor) {
        mark.labels.push_back({.at = at, .text = std::move(text), .anchor = anchor, .size = 11.5, .ink = Ink::text, .strong = false,
                               .rotated = false, .outlined = false});
    };
    for (int decade = panel.fractions.lowest_decade; decade <= panel.fractions.highest_decade; ++decade) {
        double const value = std::pow(10.0, decade);
        double const y = panel.fractions.y(value);
        mark.shapes.push_back(line({panel.left, y}, {panel.right, y}, {.ink = Ink::grid}));
        if (with_levels) {
            label({panel.left - 8, y + 4}, percent_text(value, 1), TextAnchor::end);
        }
    }
    auto const ticks = panel.days.ticks();
    std::size_t const step = ticks.size() > 5 ? 2 : 1;
    for (std::size_t index = 0; index < ticks.size(); ++index) {
        double const x = panel.days.x(ticks[index]);
        mark.shapes.push_back(line({x, panel.top}, {x, panel.fractions.bottom}, {.ink = Ink::grid}));
        if (index % step == 0) {
            label({x, panel.fractions.bottom + 17}, signed_text(ticks[index]), TextAnchor::middle);
        }
    }
    mark.shapes.push_back(line({panel.left, panel.top}, {panel.left, panel.fractions.bottom}, {.ink = Ink::frame}));
    mark.shapes.push_back(line({panel.left, panel.fractions.bottom}, {panel.right, panel.fractions.bottom}, {.ink = Ink::frame}));
    label({(panel.left + panel.right) / 2, panel.fractions.bottom + 34}, "Day", TextAnchor::middle);
    return mark;
}

Mark heading_mark(Panel const& panel, LesionShed const& row) {
    Mark mark{.role = "lesion_heading", .title = "", .shapes = {}, .labels = {}};
    mark.labels.push_back({.at = {panel.left, panel.top - 22}, .text = shortened(lesion_name_words(row), 34), .anchor = TextAnchor::start,
                           .size = 13, .ink = Ink::text, .strong = true, .rotated = false, .outlined = false});
    mark.labels.push_back({.at = {panel.left, panel.top - 7}, .text = compartment_words(row.compartment), .anchor = TextAnchor::start,
                           .size = 11.5, .ink = Ink::muted, .strong = false, .rotated = false, .outlined = false});
    return mark;
}

/// The tissue whose flare the rows could show: the lesion, or of a whole those that it is made of.
std::string tissue_of(LesionSeries const& series, LesionShed const& row) {
    std::string names = row.lesion;
    for (auto const& other : series.rows) {
        bool const member = row.lesion.empty() && !other.lesion.empty() && other.sample == row.sample && other.compartment == row.compartment;
        names += member && other.reason != "not_biopsied" ? other.lesion + ";" : "";
    }
    return names;
}

/// Flare windows of this tissue: where a rise of it is no progression.
void add_flare(Figure& figure, Panel const& panel, Timeline const& timeline, Rows const& rows) {
    auto const irradiated = std::ranges::find(rows, "irradiated", [](LesionShed const* row) { return row->compartment; });
    if (irradiated == rows.end()) {
        return;
    }
    auto const tissue = tissue_of(*timeline.lesions, **irradiated);
    for (auto const& window : flare_windows({.lesions = tissue, .compartment = "irradiated"}, timeline.events)) {
        if (window.last >= panel.days.first && window.first <= panel.days.last) {
            figure.marks.push_back({"flare", "Flare window, " + day_text(window.first) + " to " + day_text(window.last),
                                    {rectangle({panel.days.x(window.first), panel.top, panel.days.x(window.last), panel.fractions.bottom},
                                               Ink::flare)},
                                    {}});
        }
    }
}

void add_lesion(Figure& figure, Panel const& panel, Timeline const& timeline, Rows const& rows) {
    add_flare(figure, panel, timeline, rows);
    Ink const ink = rows.front()->compartment == "irradiated" ? Ink::radiotherapy : Ink::detected;
    Mark path{.role = "connection", .title = "", .shapes = {}, .labels = {}};
    std::vector<Mark> signs;
    std::optional<Point> previous;
    for (auto const* const row : rows) {
        auto const* const draw = find_draw(timeline, row->sample);
        if (draw == nullptr || level_of(*row) <= 0) {
            continue;
        }
        Point const at{panel.days.x(draw->day), panel.fractions.y(level_of(*row))};
        if (previous) {
            path.shapes.push_back(line(*previous, at, {.ink = ink, .width = 1}));
        }
        previous = at;
        Mark sign{.role = *row->shed > 0 ? "lesion_share" : "lesion_bound",
                  .title = lesion_name_words(*row) + ", " + day_text(draw->day) + ": " + share_words(*row),
                  .shapes = {}, .labels = {}};
        Stroke const stroke{.ink = ink, .width = 1.6};
        if (*row->shed > 0) {
            double const low = panel.fractions.y(std::max(row->shed_lo.value_or(0), 1e-12));
            sign.shapes.push_back(line({at.x, panel.fractions.y(*row->shed_hi)}, {at.x, low}, stroke));
            sign.shapes.push_back(circle(at, 4, ink, stroke));
        } else {
            sign.shapes = arrow_down(at, 12, stroke);
            sign.shapes.push_back(circle(at, 4, Ink::paper, stroke));
        }
        signs.push_back(std::move(sign));
    }
    figure.marks.push_back(std::move(path));
    std::move(signs.begin(), signs.end(), std::back_inserter(figure.marks));
    figure.marks.push_back(heading_mark(panel, *rows.front()));
}

}  // namespace

std::optional<Figure> lesion_figure(Timeline const& timeline) {
    if (!timeline.lesions) {
        return std::nullopt;
    }
    auto const drawn = drawn_rows(*timeline.lesions);
    if (drawn.empty() || drawn.size() > most_lesions_drawn) {
        return std::nullopt;
    }
    std::size_t const lines = (drawn.size() + abreast - 1) / abreast;
    double const line_height = heading + panel_height + foot;
    Figure figure{.id = "lesions-figure", .title = "What each lesion sheds over time",
                  .description = "One drawing for each lesion on the same axes. The table below it has the same content.",
                  .width = width, .height = line_height * static_cast<double>(lines) + 4, .marks = {}};
    auto const fractions = axis_of(drawn);
    double const panel_width = (width - axis_room - gap * static_cast<double>(abreast)) / static_cast<double>(abreast);
    auto const day_limits = day_axis(std::span{&timeline, 1}, 0, 1);
    for (std::size_t index = 0; index < drawn.size(); ++index) {
        Panel panel;
        panel.left = axis_room + static_cast<double>(index % abreast) * (panel_width + gap);
        panel.right = panel.left + panel_width;
        panel.top = heading + line_height * static_cast<double>(index / abreast);
        panel.fractions = fractions;
        panel.fractions.top = panel.top;
        panel.fractions.bottom = panel.top + panel_height;
        panel.days = day_limits;
        panel.days.left = panel.left + 8;
        panel.days.right = panel.right - 8;
        figure.marks.push_back(frame_mark(panel, index % abreast == 0));
        add_lesion(figure, panel, timeline, drawn[index]);
    }
    return figure;
}

}  // namespace tidemark
