// What counts as a response, as data: a definition is an id, the metrics it speaks about and one number. `judge` turns
// a definition and a change into a verdict, from intervals and never from point estimates.
#pragma once
#include <span>
#include <string>
#include <vector>

#include "stages/track/change.hpp"
#include "values/patient/timeline.hpp"

namespace tidemark {

enum class DefinitionKind {
    decrease,   ///< met: upper limit of the ratio <= 1 - threshold; not met: lower limit > 1 - threshold
    clearance   ///< met: not detected, and upper limit of the follow-up over lower limit of the baseline <= threshold
};

struct ResponseDefinition {
    std::string id;
    DefinitionKind kind = DefinitionKind::decrease;
    double threshold = 0;               ///< in [0, 1]
    std::vector<std::string> metrics;   ///< the only ones it is evaluated on
};

/// decrease_50, decrease_90 and demonstrated_clearance (kappa 0.1), each on all four metrics.
[[nodiscard]] std::span<ResponseDefinition const> own_definitions();

struct Judgement {
    Verdict verdict = Verdict::not_applicable;
    std::string reason;                 ///< semicolon list of codes; empty where there is nothing to add
    bool operator==(Judgement const&) const = default;
};

/// The verdict of one definition on one metric of a change. `metric` must be one of the definition's.
[[nodiscard]] Judgement judge(ResponseDefinition const& definition, Change const& change, MetricChange const& metric);

}  // namespace tidemark
