#include "stages/track/definitions.hpp"

#include <fmt/format.h>

#include <array>

namespace tidemark {
namespace {

std::string joined(std::vector<std::string> const& codes) { return fmt::format("{}", fmt::join(codes, ";")); }

Judgement judge_decrease(double threshold, MetricChange const& metric) {
    if (!metric.interval) {
        return {Verdict::undetermined, metric.without_interval};
    }
    if (metric.interval->hi && *metric.interval->hi <= 1 - threshold) {
        return {Verdict::met, {}};
    }
    return {metric.interval->lo > 1 - threshold ? Verdict::not_met : Verdict::undetermined, {}};
}

/// "Cleared" is said only where this tube could have seen the disease.
Judgement judge_clearance(double threshold, Change const& change, MetricChange const& metric) {
    if (change.to_status == SampleStatus::detected) {
        return {Verdict::not_met, {}};
    }
    if (change.to_status != SampleStatus::not_detected) {
        return {Verdict::undetermined, {}};
    }
    if (!metric.follow_up_upper || !metric.baseline_lower) {
        return {Verdict::undetermined,
                metric.without_interval.empty() ? "clearance_not_demonstrable" : metric.without_interval};
    }
    bool const shown = *metric.baseline_lower > 0 && *metric.follow_up_upper <= threshold * *metric.baseline_lower;
    return shown ? Judgement{Verdict::met, {}} : Judgement{Verdict::undetermined, "clearance_not_demonstrable"};
}

}  // namespace

std::span<ResponseDefinition const> own_definitions() {
    static std::vector<std::string> const all{"tumor_fraction_cell", "hge_per_ml", "vaf_mean", "vaf_max"};
    static std::array<ResponseDefinition, 3> const definitions{
        ResponseDefinition{"decrease_50", DefinitionKind::decrease, 0.5, all},
        ResponseDefinition{"decrease_90", DefinitionKind::decrease, 0.9, all},
        ResponseDefinition{"demonstrated_clearance", DefinitionKind::clearance, 0.1, all}};
    return definitions;
}

Judgement judge(ResponseDefinition const& definition, Change const& change, MetricChange const& metric) {
    if (!change.not_applicable.empty()) {
        return {Verdict::not_applicable, change.not_applicable};
    }
    if (!metric.not_applicable.empty()) {
        return {Verdict::not_applicable, metric.not_applicable};
    }
    auto judgement = definition.kind == DefinitionKind::decrease
                         ? judge_decrease(definition.threshold, metric)
                         : judge_clearance(definition.threshold, change, metric);
    std::vector<std::string> codes;
    if (!judgement.reason.empty()) {
        codes.push_back(judgement.reason);
    }
    if (!change.doubts.empty()) {
        judgement.verdict = Verdict::undetermined;
        codes.insert(codes.end(), change.doubts.begin(), change.doubts.end());
    }
    // Opposite signs of fraction and concentration forbid a claim of response, not the statement that there is none.
    if (change.metric_conflict) {
        judgement.verdict = judgement.verdict == Verdict::met ? Verdict::undetermined : judgement.verdict;
        codes.emplace_back("metric_conflict");
    }
    codes.insert(codes.end(), change.flags.begin(), change.flags.end());
    judgement.reason = joined(codes);
    return judgement;
}

}  // namespace tidemark
