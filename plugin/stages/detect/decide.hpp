// Which of the four statuses a sample gets, and why, in the order of readout.md 2: gates, test and breadth, guards, and
// without a detection the limit against the one that is required.
#pragma once
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "values/evidence/detection_result.hpp"
#include "values/model/decision_rule.hpp"
#include "values/patient/sheet.hpp"

namespace tidemark {

/// Everything the decision looks at.
struct DecisionFacts {
    std::set<std::string, std::less<>> gates;   ///< failed gates that leave nothing to test: panel_failed, no_loci, no_reads …
    DecisionEvidence evidence;                  ///< over all evaluable witnesses
    std::optional<DecisionEvidence> without_outliers;   ///< where a witness was set aside
    std::optional<DecisionEvidence> without_suspects{}; ///< where white cells could not have shown what loci show: without these
    std::optional<double> p_with_other_origin{};        ///< with the loci that white cells have, where there are any
    std::optional<double> p_at_highest_rates{};         ///< with assumed rates at the highest of their class, where any is assumed
    std::optional<double> p_with_copies{};              ///< were errors copied as molecules are, where UMIs are unique for each read
    std::int64_t molecules_n = 0;
    std::optional<double> detection_limit;      ///< LoD95 of f
};

struct DecisionSetting {
    DecisionRule rule;
    IntendedUse use = IntendedUse::monitoring;
    double required_lod95 = 0.001;
    std::int64_t minimum_molecules = 0;         ///< 0: off
};

struct Decision {
    SampleStatus status = SampleStatus::not_evaluable;
    std::set<std::string, std::less<>> reasons;
};

/// METHOD: a gate on molecules never undoes a detection (contract 4). A sample whose test is met at one witness only is
/// INDETERMINATE single_locus; one that is met only with a witness set aside as outlier, fragile_locus; in monitoring use
/// alpha < p <= 0.01 is between_alphas. One that is met only with loci whose allele white cells have, or whose origin they could not
/// have shown, is ch_suspect_only. One that rests on an assumed error rate, and is not met at the highest that such molecules may
/// have, is rests_on_assumed_rate. One that is not met were errors copied as often as molecules, where copies count as molecules, is
/// rests_on_copies.
[[nodiscard]] Decision decide(DecisionFacts const& facts, DecisionSetting const& setting);

/// Reason codes in their fixed order (readout.md 2). An unknown code is a std::logic_error.
[[nodiscard]] std::vector<std::string> in_fixed_order(std::set<std::string, std::less<>> const& reasons);

}  // namespace tidemark
