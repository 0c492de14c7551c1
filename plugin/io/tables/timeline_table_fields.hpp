// Names, order and members of everything a timeline file holds, in one place: the tables, the JSON and the reader
// cannot disagree. A visitor is called with (name, member) in the order of the file.
#pragma once
#include <algorithm>
#include <string>
#include <string_view>

#include "values/patient/timeline.hpp"

namespace tidemark::timeline_fields {

inline constexpr std::string_view schema = "tidemark.timeline/1";

/// A field that a later capability fills: always empty, never absent.
struct LaterWork {};

/// Whether nothing could be counted: its counts are then empty, because 0 molecules would be a finding.
[[nodiscard]] inline bool counts_unknown(DetectionResult const& result) {
    return std::ranges::any_of(result.reasons, [](std::string const& reason) {
        return reason == "input_failed" || reason == "panel_failed";
    });
}

/// The sample row between patient and hge_per_ng, which belong to the whole timeline.
template <typename DrawType, typename Visit>
void for_each_sample_field(DrawType& draw, Visit&& visit) {
    auto& result = draw.result;
    visit("sample", draw.row.sample);
    visit("day", draw.day);
    visit("anchor", draw.anchor);
    visit("use", result.use);
    visit("loci_designed", result.loci_designed);
    visit("loci_evaluable", result.loci_evaluable);
    visit("loci_excluded", result.loci_excluded);
    visit("molecules_n", result.molecules_n);
    visit("molecules_alt", result.molecules_alt);
    visit("background_expected", result.background_expected);
    visit("background_dispersion", result.background_dispersion);
    visit("alpha", result.alpha);
    visit("p_detect", result.p_detect);
    visit("p_pooled", result.p_pooled);
    visit("pooled_quantity", result.pooled_quantity);
    visit("status", result.status);
    visit("reasons", result.reasons);
    visit("tumor_fraction_cell", result.tumor_fraction_cell);
    visit("tumor_fraction_cell_lo", result.tumor_fraction_cell_lo);
    visit("tumor_fraction_cell_hi", result.tumor_fraction_cell_hi);
    visit("tumor_fraction_mass", result.tumor_fraction_mass);
    visit("vaf_mean", result.vaf_mean);
    visit("vaf_max", result.vaf_max);
    visit("lob_tumor_fraction", result.lob_tumor_fraction);
    visit("lod95_tumor_fraction", result.lod95_tumor_fraction);
    visit("loq_tumor_fraction", result.loq_tumor_fraction);
    visit("loo_min_tumor_fraction", result.loo_min_tumor_fraction);
    visit("loo_max_tumor_fraction", result.loo_max_tumor_fraction);
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
    auto& result = draw.result;
    LaterWork later;
    visit("fingerprint_called", result.fingerprint_called);
    visit("fingerprint_mismatch", result.fingerprint_mismatch);
    visit("contamination_hi", result.contamination_hi);
    visit("ch_loci", result.ch_loci);
    visit("series_policy", later);
    visit("series_signal", later);
    visit("e_value", later);
    visit("panel_hash", result.panel_hash);
    visit("model_hash", result.model_hash);
    visit("input_hash", result.input_hash);
    visit("trajectory_class", draw.trajectory_class);
    visit("failure_reason", draw.failure_reason);
    visit("failure_message", draw.failure_message);
}

/// What only the JSON carries of a draw.
template <typename DrawType, typename Visit>
void for_each_json_field(DrawType& draw, Visit&& visit) {
    visit("baseline", draw.baseline);
    visit("flare_window", draw.flare_window);
    visit("timepoint", draw.row.timepoint);
    visit("phase", draw.row.phase);
    visit("batch", draw.row.batch);
    visit("chemistry", draw.row.chemistry);
    visit("evidence", draw.row.evidence);
    visit("lod95_vaf", draw.result.lod95_vaf);
    visit("critical_count", draw.result.critical_count);
}

template <typename Variant, typename Visit>
void for_each_variant_field(Variant& row, Visit&& visit) {
    visit("contig", row.variant.contig);
    visit("position", row.variant.position);
    visit("ref", row.variant.ref);
    visit("alt", row.variant.alt);
    visit("class", row.evidence_class);
    visit("depth", row.depth);
    visit("alt_molecules", row.alt_molecules);
    visit("background", row.background);
    visit("weight", row.weight);
    visit("state", row.state);
    visit("reason", row.reason);
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
