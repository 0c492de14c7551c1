#include "stages/track/lesion_series.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "stages/track/change.hpp"
#include "stages/track/lesion_claims.hpp"
#include "stages/track/lesion_compare.hpp"
#include "stages/track/lesion_loci.hpp"
#include "stages/track/lesion_recrudescence.hpp"
#include "values/model/lesion_map_rank.hpp"
#include "values/patient/flare_window.hpp"

namespace tidemark {
namespace {

bool evaluable(Draw const& draw) { return draw.result.status != SampleStatus::not_evaluable; }

/// A lesion that no tissue speaks of has no numbers at all.
void add_not_sampled(LesionSeries& series, LesionMap const& map, Draw const& draw, bool compared) {
    for (auto const& lesion : map.not_sampled) {
        LesionShed row;
        row.sample = draw.row.sample;
        row.lesion = lesion.name;
        row.compartment = lesion.compartment_on(draw.day);
        row.verdict = compared ? to_text(LesionAnswer::not_evaluable) : "";
        row.reason = "not_biopsied";
        series.rows.push_back(std::move(row));
    }
}

/// Rows of a draw that shows nothing: names and the reason.
void add_empty(LesionSeries& series, LesionMap const& map, Draw const& draw, std::string const& reason, bool compared) {
    for (auto const& lesion : map.lesions) {
        LesionShed row;
        row.sample = draw.row.sample;
        row.lesion = lesion.name;
        row.compartment = lesion.compartment_on(draw.day);
        row.verdict = compared ? to_text(LesionAnswer::not_evaluable) : "";
        row.reason = reason;
        series.rows.push_back(std::move(row));
    }
    add_not_sampled(series, map, draw, compared);
}

/// Rows of the baseline and the draws before it: levels, no changes.
void add_levels(LesionSeries& series, LesionMap const& map, Draw const& draw) {
    auto const loci = lesion_loci(map, draw.result, draw.result).before;
    if (loci.empty()) {
        add_empty(series, map, draw, "no_shared_loci", false);
        return;
    }
    auto const groups = lesion_groups(map, loci, draw.day);
    auto const merged = merged_lesions(loci, map_rank(loci).groups);
    auto const fit = fit_lesions(merged);
    std::vector<JudgedLesion> lesions;
    for (std::size_t column = 0; column < groups.size(); ++column) {
        auto& lesion = lesions.emplace_back(groups[column]);
        lesion.columns = {column};
        lesion.shed = fit.shed[column];
        for (auto const& locus : merged) {
            lesion.private_loci += is_private(locus, column) ? 1U : 0U;
            lesion.follow_up_molecules += is_private(locus, column) ? locus.alt - locus.background : 0;
        }
        lesion.follow_up_molecules = std::max(0.0, lesion.follow_up_molecules);
    }
    auto const row_of = [&](JudgedLesion const& lesion) {
        LesionShed row;
        row.sample = draw.row.sample;
        row.lesion = lesion.name;
        row.compartment = lesion.compartment;
        row.private_loci = static_cast<std::int64_t>(lesion.private_loci);
        row.private_molecules = lesion.follow_up_molecules;
        if (holds_any(merged, lesion.columns)) {
            row.shed = lesion.shed.value;
            row.shed_lo = lesion.shed.lo;
            row.shed_hi = lesion.shed.hi;
        }
        return row;
    };
    for (auto const& lesion : lesions) {
        series.rows.push_back(row_of(lesion));
    }
    add_not_sampled(series, map, draw, false);
    LesionMix mix{.form = fit.form};
    for (auto const& each : fit.shed) {
        mix.shed.push_back(each.value);
    }
    for (auto const& members : compartment_members(lesions)) {
        series.rows.push_back(row_of(judged_compartment({merged, merged}, {mix, mix}, members)));
    }
}

std::string resolution_of(LesionMap const& map) {
    if (map.lesions.size() == 2) {
        return "one_biopsied_lesion";
    }
    bool const any = std::ranges::any_of(map.loci, [](MapLocus const& locus) { return locus.shown.role == "private"; });
    return any ? "resolved" : "not_possible";
}

/// Which rows stand in the flare window of their own tissue: of lesions, and of a whole where one of its lesions does.
void mark_flares(LesionSeries& series, Timeline const& timeline) {
    std::set<std::pair<std::string, std::string>> flaring;   // sample, compartment
    for (auto& row : series.rows) {
        auto const draw = std::ranges::find(timeline.draws, row.sample, [](Draw const& each) { return each.row.sample; });
        row.flare_window = !row.lesion.empty() && draw != timeline.draws.end() &&
                           holds_draw(flare_windows({.lesions = row.lesion, .compartment = row.compartment}, timeline.events), draw->day);
        if (row.flare_window && row.reason != "not_biopsied") {
            flaring.insert({row.sample, row.compartment});
        }
    }
    for (auto& row : series.rows) {
        row.flare_window = row.flare_window || (row.lesion.empty() && flaring.contains({row.sample, row.compartment}));
    }
}

}  // namespace

LesionSeries lesion_series(Timeline const& timeline, LesionMap const& map) {
    LesionSeries series;
    series.source = map.source;
    series.resolution = resolution_of(map);
    for (auto const& locus : map.loci) {
        series.map.push_back(locus.shown);
    }
    auto const baseline = std::ranges::find(timeline.draws, timeline.baseline, [](Draw const& draw) { return draw.row.sample; });
    auto const first = static_cast<std::size_t>(baseline - timeline.draws.begin());
    for (std::size_t index = 0; index < timeline.draws.size(); ++index) {
        auto const& draw = timeline.draws[index];
        bool const compared = baseline != timeline.draws.end() && index > first;
        if (!evaluable(draw)) {
            add_empty(series, map, draw, compared ? "to_not_evaluable" : "not_evaluable", compared);
        } else if (!compared) {
            add_levels(series, map, draw);
        } else {
            add_comparison(series, {.timeline = timeline, .map = map, .from = first, .to = index});
            add_not_sampled(series, map, draw, true);
        }
    }
    mark_flares(series, timeline);
    series.claims = lesion_claims(timeline.draws, series);
    auto const word = std::prev(series.claims.end());   // abscopal_compatible
    auto recrudescences = lesion_recrudescences(timeline, map, series);
    series.claims.insert(word, std::make_move_iterator(recrudescences.begin()), std::make_move_iterator(recrudescences.end()));
    std::ranges::stable_sort(series.claims.begin(), std::prev(series.claims.end()), {},
                             [](LesionClaim const& claim) { return std::pair{claim.compartment, claim.lesion}; });
    return series;
}

}  // namespace tidemark
