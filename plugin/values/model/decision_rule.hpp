// When a sample counts as detected (statistics.md 5.4): a small p-value and support at more than one place.
#pragma once
#include <algorithm>
#include <cstdint>

namespace tidemark {

struct DecisionRule {
    double alpha = 0.01;                 ///< size of the test: landmark 0.01, monitoring 0.001
    double single_place_alpha = 0.001;   ///< where only one place is tracked

    /// The size that applies with `tracked` places in the panel.
    [[nodiscard]] double alpha_for(std::int64_t tracked) const {
        return tracked == 1 ? std::min(alpha, single_place_alpha) : alpha;
    }
};

/// What the rule looks at.
struct DecisionEvidence {
    double p_value = 1;
    std::int64_t tracked_places = 0;      ///< phase groups and single loci of the panel, with molecules or not
    std::int64_t supporting_places = 0;   ///< places that different molecules support
    std::int64_t molecules_alt = 0;
};

/// Support wide enough: two places, or two molecules where only one place is tracked.
[[nodiscard]] constexpr bool is_broad(DecisionEvidence const& evidence) {
    return evidence.tracked_places == 1 ? evidence.molecules_alt >= 2 : evidence.supporting_places >= 2;
}

/// The whole rule.
[[nodiscard]] inline bool is_detected(DecisionRule const& rule, DecisionEvidence const& evidence) {
    return evidence.p_value <= rule.alpha_for(evidence.tracked_places) && is_broad(evidence);
}

}  // namespace tidemark
