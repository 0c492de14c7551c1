#include "stages/detect/decide.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace tidemark {
namespace {

// Upper end of the stretch of p that monitoring use leaves open (readout.md 2).
constexpr double open_alpha = 0.01;

constexpr std::array<std::string_view, 35> reason_order{
    "input_failed",     "panel_failed",     "no_reads",          "no_loci",
    "no_families",      "no_base_quality",  "low_molecules",     "lod_above_required",
    "quantity_not_sufficient", "identity",  "contamination",     "contamination_explains",
    "control_fail",     "single_locus",     "ch_suspect_only",   "metric_conflict",
    "fragile_locus",    "between_alphas",   "rests_on_assumed_rate", "rests_on_copies", "background_assumed", "calibration_inflated", "calibration_unavailable",
    "no_controls",      "identity_unchecked", "cn_assumed",      "inconsistent_with_copy_state",
    "trunk_cannot_tell", "fraction_lower_bound", "loci_lost",    "integrity_unverified",
    "umi_degenerate",   "umi_unique",       "no_duplex_expected", "outside_window"};

}  // namespace

Decision decide(DecisionFacts const& facts, DecisionSetting const& setting) {
    if (!facts.gates.empty()) {
        return {SampleStatus::not_evaluable, facts.gates};
    }
    bool const met_with_all = is_detected(setting.rule, facts.evidence);
    bool const met_without_outliers =
        !facts.without_outliers || is_detected(setting.rule, *facts.without_outliers);
    bool const met_without_suspects =
        !facts.without_suspects || is_detected(setting.rule, *facts.without_suspects);
    auto at_highest = facts.evidence;
    at_highest.p_value = std::max(at_highest.p_value, facts.p_at_highest_rates.value_or(0));
    bool const met_at_highest = is_detected(setting.rule, at_highest);
    auto with_copies = facts.evidence;
    with_copies.p_value = std::max(with_copies.p_value, facts.p_with_copies.value_or(0));
    bool const met_with_copies = is_detected(setting.rule, with_copies);
    if (met_with_all && met_without_outliers && met_without_suspects && met_at_highest && met_with_copies) {
        return {SampleStatus::detected, {}};
    }
    if (facts.molecules_n < setting.minimum_molecules) {
        return {SampleStatus::not_evaluable, {"low_molecules"}};
    }
    if (met_with_all) {
        Decision guarded{SampleStatus::indeterminate, {}};
        if (!met_without_outliers) {
            guarded.reasons.insert("fragile_locus");
        }
        if (!met_without_suspects) {
            guarded.reasons.insert("ch_suspect_only");
        }
        if (!met_at_highest) {
            guarded.reasons.insert("rests_on_assumed_rate");
        }
        if (!met_with_copies) {
            guarded.reasons.insert("rests_on_copies");
        }
        return guarded;
    }
    if (facts.evidence.p_value <= setting.rule.alpha) {
        return {SampleStatus::indeterminate, {"single_locus"}};
    }
    if (facts.p_with_other_origin && *facts.p_with_other_origin <= setting.rule.alpha) {
        return {SampleStatus::indeterminate, {"ch_suspect_only"}};
    }
    if (setting.use == IntendedUse::monitoring && facts.evidence.p_value <= open_alpha) {
        return {SampleStatus::indeterminate, {"between_alphas"}};
    }
    if (!facts.detection_limit || *facts.detection_limit > setting.required_lod95) {
        return {SampleStatus::not_evaluable, {"lod_above_required"}};
    }
    return {SampleStatus::not_detected, {}};
}

std::vector<std::string> in_fixed_order(std::set<std::string, std::less<>> const& reasons) {
    std::vector<std::string> ordered;
    for (auto const reason : reason_order) {
        if (reasons.contains(reason)) {
            ordered.emplace_back(reason);
        }
    }
    if (ordered.size() != reasons.size()) {
        throw std::logic_error{"a reason code stands outside the fixed list"};
    }
    return ordered;
}

}  // namespace tidemark
