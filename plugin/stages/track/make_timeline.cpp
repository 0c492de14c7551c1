#include "stages/track/make_timeline.hpp"

#include <algorithm>
#include <tuple>

#include "stages/track/add_clones.hpp"
#include "stages/track/anchors.hpp"
#include "stages/track/growth_so_far.hpp"
#include "stages/track/lesion_series.hpp"
#include "stages/track/milestones.hpp"
#include "stages/track/pairs.hpp"
#include "stages/track/shared_loci.hpp"
#include "stages/track/smooth.hpp"
#include "stages/track/surveillance.hpp"
#include "stages/track/trajectory.hpp"
#include "stages/track/treatment_end.hpp"
#include "values/model/concentration.hpp"
#include "values/patient/flare_window.hpp"
#include "values/patient/follow_up.hpp"

namespace tidemark {
namespace {

std::vector<EventRow> events_of(std::span<EventRow const> events, std::string const& patient) {
    std::vector<EventRow> own;
    std::ranges::copy_if(events, std::back_inserter(own), [&](EventRow const& row) { return row.patient == patient; });
    std::ranges::stable_sort(own, {}, [](EventRow const& row) {
        return std::make_tuple(row.day, row.day_end.value_or(row.day), row.kind, row.anchor, row.lesion, row.label);
    });
    return own;
}

/// Sheet days become days relative to the anchor.
void count_days_from(Anchor const& anchor, Timeline& timeline) {
    timeline.anchor = anchor.name;
    for (auto& draw : timeline.draws) {
        draw.day -= anchor.day;
        draw.anchor = anchor.name;
    }
    for (auto& event : timeline.events) {
        event.day -= anchor.day;
        if (event.day_end) {
            *event.day_end -= anchor.day;
        }
    }
}

/// hGE per mL with the interval of the mean VAF; nothing without mass and volume, nothing where not evaluable.
void add_concentration(Draw& draw, double hge_per_ng) {
    auto const yield = plasma_yield(draw.row.cfdna_ng, draw.row.plasma_ml, hge_per_ng);
    if (!yield || draw.result.status == SampleStatus::not_evaluable || !draw.result.vaf_mean) {
        return;
    }
    draw.hge_per_ml = hge_per_ml(*draw.result.vaf_mean, *yield);
    if (auto const sums = locus_sums(draw.result)) {
        bool const below = draw.result.status == SampleStatus::not_detected;
        auto const limits = mean_vaf_limits(sums->mean_vaf);
        draw.hge_per_ml_lo = below ? 0 : hge_per_ml(limits.lower, *yield);
        draw.hge_per_ml_hi = hge_per_ml(below ? mean_vaf_upper_bound(sums->mean_vaf) : limits.upper, *yield);
    }
}

/// Baselines of all declared anchors; of none declared, the assumed one; last that of the end of treatment, where it ended.
void add_baselines(Timeline& timeline, std::span<Anchor const> anchors) {
    std::optional<std::size_t> first;
    auto const add = [&](std::string const& name, std::optional<int> day) {
        auto const choice = choose_baseline(timeline.draws, day);
        std::string const sample = choice.draw ? timeline.draws[*choice.draw].row.sample : std::string{};
        std::string const passed_over = choice.passed_over ? timeline.draws[*choice.passed_over].row.sample : std::string{};
        timeline.baselines.push_back({name, day.value_or(0), sample, choice.assumed, passed_over});
        first = timeline.baselines.size() == 1 ? choice.draw : first;
    };
    for (auto const& anchor : anchors) {
        add(anchor.name, anchor.day - anchors.front().day);
    }
    if (anchors.empty()) {
        add({}, std::nullopt);
    }
    if (auto const end = treatment_end_baseline(timeline.draws, timeline.events)) {
        timeline.baselines.push_back(*end);
    }
    timeline.baseline = timeline.baselines.front().sample;
    timeline.baseline_assumed = timeline.baselines.front().assumed;
    if (first) {
        timeline.draws[*first].baseline = true;
    }
}

/// The lesion part, where it is asked for.
void add_lesions(Timeline& timeline, TrackInput const& input, int day_zero, Findings& findings) {
    if (!input.lesions.asked) {
        return;
    }
    auto const earlier = findings.size();
    auto const follow_up = first_follow_up_day(timeline.patient, input.join.samples, input.events);
    LesionPatient const patient{.id = timeline.patient,
                                .samples = input.join.samples,
                                .events = timeline.events,
                                .first_follow_up = follow_up ? std::optional{*follow_up - day_zero} : std::nullopt};
    check_lesion_knowledge(input.lesions, patient, findings);
    refuse_other_panel(input.lesions, timeline.draws, findings);
    if (findings.size() == earlier) {
        timeline.lesions = lesion_series(timeline, make_lesion_map(input.lesions, patient));
    }
}

}  // namespace

Timeline make_timeline(TrackInput const& input, TrackSetting const& setting, Findings& findings) {
    Timeline timeline;
    timeline.patient = input.join.patient;
    timeline.hge_per_ng = setting.hge_per_ng;
    timeline.draws = join_draws(input.join, findings);
    timeline.events = events_of(input.events, timeline.patient);
    auto const attributes = std::ranges::find(input.patients, timeline.patient, &PatientRow::patient);
    if (attributes != input.patients.end()) {
        timeline.attributes = *attributes;
    }
    auto const anchors = declared_anchors(timeline.events, setting.anchor, findings);
    if (!anchors.empty()) {
        count_days_from(anchors.front(), timeline);
    }
    for (auto& draw : timeline.draws) {
        draw.flare_window = holds_draw(flare_windows(timeline.events), draw.day);
        add_concentration(draw, setting.hge_per_ng);
    }
    add_baselines(timeline, anchors);
    add_growth(timeline.draws);
    add_series_signals(timeline.draws, setting.series_policy, !anchors.empty());
    ChangeSetting const change{.hge_per_ng = setting.hge_per_ng, .events = timeline.events};
    std::vector<ResponseDefinition> definitions{own_definitions().begin(), own_definitions().end()};
    definitions.insert(definitions.end(), setting.published.begin(), setting.published.end());
    PairSetting const pairs{.baselines = timeline.baselines, .definitions = definitions, .change = change};
    timeline.pairs = pair_rows(timeline.draws, pairs);
    timeline.definitions = definition_rows(timeline.draws, timeline.pairs, pairs);
    auto const classes = trajectory_classes(timeline.draws, !anchors.empty(), change);
    for (std::size_t index = 0; index < classes.size(); ++index) {
        timeline.draws[index].trajectory_class = classes[index];
    }
    add_lesions(timeline, input, anchors.empty() ? 0 : anchors.front().day, findings);
    add_clones(input, anchors.empty() ? 0 : anchors.front().day, timeline, findings);
    timeline.milestones = milestones_of(timeline, change);
    timeline.growth_change = growth_change_of(timeline.draws, timeline.baseline);
    if (setting.smoothing) {
        timeline.smoothed = smoothed_timeline(timeline);
    }
    return timeline;
}

}  // namespace tidemark
