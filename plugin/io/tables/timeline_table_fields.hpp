// Names, order and members of everything a timeline file holds, in one place: the tables, the JSON and the reader
// cannot disagree. A visitor is called with (name, member) in the order of the file.
#pragma once
#include <algorithm>
#include <string>

#include "io/tables/result_fields.hpp"
#include "values/patient/timeline.hpp"

namespace tidemark::timeline_fields {

inline constexpr char const* schema = "tidemark.timeline/1";

/// Whether nothing could be counted: its counts are then empty, because 0 molecules would be a finding.
[[nodiscard]] inline bool counts_unknown(DetectionResult const& result) {
    return std::ranges::any_of(result.reasons, [](std::string const& reason) {
        return reason == "input_failed" || reason == "panel_failed";
    });
}

/// The sample row between patient and hge_per_ng, which belong to the whole timeline.
template <typename DrawType, typename Visit>
void for_each_sample_field(DrawType& draw, Visit&& visit) {
    visit("sample", draw.row.sample);
    visit("day", draw.day);
    visit("anchor", draw.anchor);
    result_fields::for_each_finding(draw.result, visit);
    visit("hge_per_ml", draw.hge_per_ml);
    visit("hge_per_ml_lo", draw.hge_per_ml_lo);
    visit("hge_per_ml_hi", draw.hge_per_ml_hi);
    visit("cfdna_ng", draw.row.cfdna_ng);
    visit("input_ng", draw.row.input_ng);
    visit("plasma_ml", draw.row.plasma_ml);
}

/// The sample row after hge_per_ng.
template <typename DrawType, typename Visit>
void for_each_later_sample_field(DrawType& draw, Visit&& visit) {
    result_fields::for_each_identity(draw.result, visit);
    visit("series_policy", draw.series_policy);
    visit("series_signal", draw.series_signal);
    visit("e_value", draw.e_value);
    result_fields::for_each_hash(draw.result, visit);
    visit("trajectory_class", draw.trajectory_class);
    visit("failure_reason", draw.failure_reason);
    visit("failure_message", draw.failure_message);
}

/// What only the JSON carries of a draw.
template <typename DrawType, typename Visit>
void for_each_json_field(DrawType& draw, Visit&& visit) {
    visit("baseline", draw.baseline);
    visit("flare_window", draw.flare_window);
    visit("growth_from", draw.growth.from);
    visit("growth_per_day", draw.growth.per_day);
    visit("growth_per_day_lo", draw.growth.lo);
    visit("growth_per_day_hi", draw.growth.hi);
    visit("doubling_days", draw.growth.doubling_days);
    visit("halving_days", draw.growth.halving_days);
    visit("timepoint", draw.row.timepoint);
    visit("phase", draw.row.phase);
    visit("batch", draw.row.batch);
    visit("chemistry", draw.row.chemistry);
    visit("evidence", draw.row.evidence);
    result_fields::for_each_detail(draw.result, visit);
}

template <typename Variant, typename Visit>
void for_each_variant_field(Variant& row, Visit&& visit) {
    result_fields::for_each_locus_count(row, visit);
    result_fields::for_each_locus_state(row, visit);
}

template <typename Pair, typename Visit>
void for_each_pair_field(Pair& pair, Visit&& visit) {
    visit("from", pair.from);
    visit("to", pair.to);
    visit("metric", pair.metric);
    visit("ratio", pair.ratio);
    visit("ratio_lo", pair.ratio_lo);
    visit("ratio_hi", pair.ratio_hi);
    visit("definition", pair.definition);
    visit("verdict", pair.verdict);
    visit("reason", pair.reason);
    visit("response_class", pair.response_class);
}

template <typename Definition, typename Visit>
void for_each_definition_field(Definition& row, Visit&& visit) {
    visit("definition", row.definition);
    visit("title", row.title);
    visit("source", row.source);
    visit("verified", row.verified);
    visit("note", row.note);
    visit("group", row.group);
    visit("met_means", row.met_means);
    visit("metric", row.metric);
    visit("first_day", row.first_day);
    visit("last_day", row.last_day);
    visit("nominal_day", row.nominal_day);
    visit("to", row.to);
    visit("verdict", row.verdict);
    visit("reason", row.reason);
    visit("response_class", row.response_class);
}

template <typename Event, typename Visit>
void for_each_event_field(Event& event, Visit&& visit) {
    visit("day", event.day);
    visit("day_end", event.day_end);
    visit("event", event.kind);
    visit("anchor", event.anchor);
    visit("lesion", event.lesion);
    visit("label", event.label);
    visit("value", event.value);
    visit("unit", event.unit);
}

template <typename Baseline, typename Visit>
void for_each_baseline_field(Baseline& baseline, Visit&& visit) {
    visit("anchor", baseline.anchor);
    visit("day", baseline.day);
    visit("sample", baseline.sample);
    visit("assumed", baseline.assumed);
    visit("passed_over", baseline.passed_over);
}

template <typename TimelineType, typename Visit>
void for_each_head_field(TimelineType& timeline, Visit&& visit) {
    visit("patient", timeline.patient);
    visit("anchor", timeline.anchor);
    visit("baseline", timeline.baseline);
    visit("baseline_assumed", timeline.baseline_assumed);
    visit("hge_per_ng", timeline.hge_per_ng);
}

}  // namespace tidemark::timeline_fields
