#include "stages/report/chart_geometry.hpp"

#include <iterator>
#include <span>
#include <utility>

#include "stages/report/chart_draws.hpp"
#include "stages/report/chart_frame.hpp"
#include "stages/report/chart_lanes.hpp"
#include "stages/report/chart_scale.hpp"
#include "stages/report/fixed_texts.hpp"
#include "stages/report/number_text.hpp"
#include "stages/report/reason_sentences.hpp"

namespace tidemark {
namespace {

std::string describe(Timeline const& timeline) {
    std::string text = "Tumor fraction over days on a logarithmic axis.";
    for (auto const& draw : timeline.draws) {
        text += " " + draw_sentence(draw);
    }
    return text;
}

}  // namespace

std::string draw_sentence(Draw const& draw) {
    auto const& result = draw.result;
    std::string text = "Day\u00a0" + signed_text(draw.day) + ": " + fixed_texts::status_words(result.status);
    auto const level = plotted_level(result);
    if (level && level->upper_bound) {
        text += ", at most " + percent_text(level->level);
    } else if (level) {
        text += ", " + percent_with_interval_text({*result.tumor_fraction_cell, result.tumor_fraction_cell_lo,
                                                   result.tumor_fraction_cell_hi});
    }
    if (result.lod95_tumor_fraction) {
        text += ", LoD95 " + percent_text(*result.lod95_tumor_fraction);
    }
    if (result.status == SampleStatus::not_evaluable || result.status == SampleStatus::indeterminate) {
        for (auto const& reason : result.reasons) {
            text += decides_status(reason) ? ", " + reason_words(reason) : "";
        }
    }
    return text + ".";
}

Figure trajectory_figure(Timeline const& timeline) {
    std::span<Timeline const> const one{&timeline, 1};
    auto const fractions = fraction_axis(one, plot::top, plot::bottom);
    auto const days = day_axis(one, plot::left, plot::right);
    auto const places = draw_places(timeline, days);
    auto const strip = strip_marks(places);
    double const axis_bottom = plot::bottom + (strip.empty() ? 0 : plot::strip_height);
    auto const lanes = event_lanes(timeline.events, days, axis_bottom + 50);
    auto const flare = flare_marks(timeline, days);

    Figure figure{.id = "trajectory", .title = "Tumor fraction over time, patient " + timeline.patient,
                  .description = describe(timeline), .width = plot::figure_width, .height = lanes.bottom + 8,
                  .marks = {legend_mark(places, flare)}};
    auto const add = [&](std::vector<Mark> marks) {
        std::move(marks.begin(), marks.end(), std::back_inserter(figure.marks));
    };
    add(flare);
    add(limit_bands(places, fractions));
    add(axis_marks(fractions, days, axis_bottom, timeline.anchor));
    add(limit_marks(places, fractions));
    add({connection(places, fractions)});
    add(level_marks(places, fractions));
    add(value_labels(places, fractions));
    add(strip);
    add(lanes.marks);
    return figure;
}

}  // namespace tidemark
