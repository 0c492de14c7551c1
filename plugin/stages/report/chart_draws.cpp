#include "stages/report/chart_draws.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "stages/report/chart_geometry.hpp"
#include "values/patient/figure_shapes.hpp"
#include "stages/report/fixed_texts.hpp"
#include "stages/report/number_text.hpp"
#include "stages/report/reason_sentences.hpp"

namespace tidemark {
namespace {

constexpr double limit_half_width = 12;
constexpr double limit_reach = 36;
constexpr double mark_radius = 5.5;

void add_interval(Mark& mark, DrawPlace const& place, FractionAxis const& fractions, Ink ink) {
    auto const& result = place.draw->result;
    if (place.level->upper_bound || !result.tumor_fraction_cell_hi || *result.tumor_fraction_cell_hi <= 0) {
        return;
    }
    double const high = fractions.y(*result.tumor_fraction_cell_hi);
    double const lo = result.tumor_fraction_cell_lo.value_or(0);
    double const low = lo > 0 ? fractions.y(lo) : plot::bottom;
    Stroke const stroke{.ink = ink, .width = 1.6};
    mark.shapes.push_back(line({place.x, high}, {place.x, low}, stroke));
    mark.shapes.push_back(line({place.x - 4, high}, {place.x + 4, high}, stroke));
    if (lo > 0 && fractions.shows(lo)) {
        mark.shapes.push_back(line({place.x - 4, low}, {place.x + 4, low}, stroke));
    } else {
        auto const arrow = arrow_down({place.x, plot::bottom - 8}, 8, stroke);
        mark.shapes.insert(mark.shapes.end(), arrow.begin(), arrow.end());
    }
}

Mark level_mark(DrawPlace const& place, FractionAxis const& fractions) {
    auto const status = place.draw->result.status;
    Mark mark{.role = draw_role(status), .title = draw_sentence(*place.draw), .shapes = {}, .labels = {}};
    Point const at{place.x, fractions.y(place.level->level)};
    Ink const ink = status == SampleStatus::indeterminate ? Ink::indeterminate : Ink::detected;
    add_interval(mark, place, fractions, ink);
    if (place.level->upper_bound) {
        auto const arrow = arrow_down({at.x, at.y + mark_radius}, 16, {.ink = ink, .width = 1.6});
        mark.shapes.insert(mark.shapes.end(), arrow.begin(), arrow.end());
    }
    Ink const fill = place.level->upper_bound ? Ink::paper : ink;
    mark.shapes.push_back(status == SampleStatus::indeterminate
                              ? diamond(at, mark_radius + 1.5, fill, {.ink = ink, .width = 1.8})
                              : circle(at, mark_radius, fill, {.ink = ink, .width = 1.8}));
    return mark;
}

/// Small boxes along a line, so that no label is laid across it; its ends belong to the marks there.
void take_line(LabelPlacer& placer, Point from, Point to) {
    double const length = std::hypot(to.x - from.x, to.y - from.y);
    for (double along = 10; along < length - 10; along += 5) {
        double const x = from.x + (to.x - from.x) * along / length;
        double const y = from.y + (to.y - from.y) * along / length;
        placer.take({x - 1.5, y - 1.5, x + 1.5, y + 1.5});
    }
}

}  // namespace

std::string draw_role(SampleStatus status) {
    switch (status) {
        case SampleStatus::detected: return "draw_detected";
        case SampleStatus::not_detected: return "draw_not_detected";
        case SampleStatus::indeterminate: return "draw_indeterminate";
        case SampleStatus::not_evaluable: return "draw_not_evaluable";
    }
    return "draw_not_evaluable";
}

std::vector<DrawPlace> draw_places(Timeline const& timeline, DayAxis const& days) {
    std::map<int, int> on_day;
    for (auto const& draw : timeline.draws) {
        ++on_day[draw.day];
    }
    std::map<int, int> seen;
    std::vector<DrawPlace> places;
    for (auto const& draw : timeline.draws) {
        double const offset = 14.0 * (seen[draw.day]++ - (on_day[draw.day] - 1) / 2.0);
        auto const& limit = draw.result.lod95_tumor_fraction;
        places.push_back({&draw, days.x(draw.day) + offset, plotted_level(draw.result),
                          limit && *limit > 0 ? limit : std::nullopt});
    }
    return places;
}

std::vector<Mark> limit_bands(std::vector<DrawPlace> const& places, FractionAxis const& fractions) {
    std::vector<Mark> marks;
    for (std::size_t index = 0; index < places.size(); ++index) {
        auto const& place = places[index];
        if (!place.limit) {
            continue;
        }
        double const before = index == 0 ? place.x - limit_reach : (places[index - 1].x + place.x) / 2;
        double const after = index + 1 == places.size() ? place.x + limit_reach : (place.x + places[index + 1].x) / 2;
        marks.push_back({"limit_band", "",
                         {rectangle({std::max(plot::left, before), fractions.y(*place.limit),
                                     std::min(plot::right, after), plot::bottom},
                                    Ink::limit_band)},
                         {}});
    }
    return marks;
}

std::vector<Mark> limit_marks(std::vector<DrawPlace> const& places, FractionAxis const& fractions) {
    std::vector<Mark> marks;
    for (auto const& place : places) {
        if (place.limit) {
            double const y = fractions.y(*place.limit);
            marks.push_back({"limit",
                             "Limit of detection (LoD95), " + day_text(place.draw->day) + ": " +
                                 percent_text(*place.limit),
                             {line({place.x - limit_half_width, y}, {place.x + limit_half_width, y},
                                   {.ink = Ink::limit, .width = 2.5})},
                             {}});
        }
    }
    return marks;
}

Mark connection(std::vector<DrawPlace> const& places, FractionAxis const& fractions) {
    Mark mark{.role = "connection", .title = "", .shapes = {}, .labels = {}};
    DrawPlace const* previous = nullptr;
    for (auto const& place : places) {
        if (!place.level) {
            continue;
        }
        if (previous != nullptr) {
            bool const measured = previous->draw->result.status == SampleStatus::detected &&
                                  place.draw->result.status == SampleStatus::detected;
            mark.shapes.push_back(line({previous->x, fractions.y(previous->level->level)},
                                       {place.x, fractions.y(place.level->level)},
                                       {.ink = measured ? Ink::detected : Ink::muted, .width = measured ? 1.8 : 1.2,
                                        .dashed = !measured}));
        }
        previous = &place;
    }
    return mark;
}

std::vector<Mark> level_marks(std::vector<DrawPlace> const& places, FractionAxis const& fractions) {
    std::vector<Mark> marks;
    for (auto const& place : places) {
        if (place.level) {
            marks.push_back(level_mark(place, fractions));
        }
    }
    return marks;
}

std::vector<Mark> value_labels(std::vector<DrawPlace> const& places, FractionAxis const& fractions) {
    LabelPlacer placer{{plot::left + 2, plot::top - 14, plot::figure_width - 2, plot::bottom}};
    for (auto const& place : places) {
        if (place.limit) {
            double const y = fractions.y(*place.limit);
            placer.take({place.x - limit_half_width, y - 2, place.x + limit_half_width, y + 2});
        }
        if (place.level) {
            double const y = fractions.y(place.level->level);
            double const high = fractions.y(place.draw->result.tumor_fraction_cell_hi.value_or(place.level->level));
            placer.take({place.x - 7, y - 7, place.x + 7, y + (place.level->upper_bound ? 24 : 7)});
            double const lo = place.draw->result.tumor_fraction_cell_lo.value_or(0);
            double const low = place.level->upper_bound ? y : lo > 0 ? fractions.y(lo) : plot::bottom;
            placer.take({place.x - 4, high, place.x + 4, low});
        }
    }
    for (auto const& segment : connection(places, fractions).shapes) {
        take_line(placer, segment.points.front(), segment.points.back());
    }
    std::vector<Mark> marks;
    for (auto const& place : places) {
        if (!place.level) {
            continue;
        }
        double const y = fractions.y(place.level->level);
        auto const& hi = place.draw->result.tumor_fraction_cell_hi;
        double const above = (!place.level->upper_bound && hi && *hi > 0 ? fractions.y(*hi) : y - mark_radius) - 6;
        Label label{.at = {place.x, above},
                    .text = (place.level->upper_bound ? "≤\u00a0" : "") + percent_text(place.level->level),
                    .anchor = TextAnchor::middle, .size = 12,
                    .ink = place.draw->result.status == SampleStatus::indeterminate ? Ink::indeterminate
                                                                                    : Ink::detected,
                    .strong = true, .rotated = false};
        Label right = label;
        right.at = {place.x + 11, y + 4};
        right.anchor = TextAnchor::start;
        Label left = label;
        left.at = {place.x - 11, y + 4};
        left.anchor = TextAnchor::end;
        Label high_right = right;
        high_right.at.y = y - 8;
        if (auto const placed = placer.place({label, high_right, right, left})) {
            marks.push_back({"value", "", {}, {*placed}});
        }
    }
    return marks;
}

std::vector<Mark> strip_marks(std::vector<DrawPlace> const& places) {
    std::vector<Mark> marks;
    double const middle = plot::bottom + plot::strip_height / 2 + 1;
    LabelPlacer placer{{plot::left - 4, plot::bottom, plot::figure_width - 2, plot::bottom + plot::strip_height}};
    for (auto const& place : places) {
        if (!place.level) {
            placer.take({place.x - 6, middle - 6, place.x + 6, middle + 6});
        }
    }
    for (auto const& place : places) {
        if (place.level) {
            continue;
        }
        auto const& result = place.draw->result;
        Mark mark{.role = draw_role(result.status), .title = draw_sentence(*place.draw),
                  .shapes = cross({place.x, middle}, 4.5, {.ink = Ink::not_evaluable, .width = 2}), .labels = {}};
        auto const words = result.reasons.empty() ? fixed_texts::status_words(result.status)
                                                  : reason_words(result.reasons.front());
        Label right{.at = {place.x + 9, middle + 4}, .text = shortened(words, 32), .anchor = TextAnchor::start,
                    .size = 11.5, .ink = Ink::not_evaluable, .strong = false, .rotated = false};
        Label left = right;
        left.at.x = place.x - 9;
        left.anchor = TextAnchor::end;
        if (auto const label = placer.place({right, left})) {
            mark.labels.push_back(*label);
        }
        marks.push_back(std::move(mark));
    }
    if (!marks.empty()) {
        marks.insert(marks.begin(),
                     {"strip", "",
                      {line({plot::left, plot::bottom}, {plot::right, plot::bottom}, {.ink = Ink::frame})},
                      {{.at = {plot::left - 12, middle + 4}, .text = "Not evaluable", .anchor = TextAnchor::end,
                        .size = 11.5, .ink = Ink::muted, .strong = false, .rotated = false}}});
    }
    return marks;
}

}  // namespace tidemark
