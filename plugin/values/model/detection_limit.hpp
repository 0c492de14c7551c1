// What a tube can and cannot show: LoB, LoD95, LoQ, and the molecules a study needs (statistics.md 6).
#pragma once
#include <cstdint>
#include <optional>
#include <span>

#include "values/model/decision_rule.hpp"
#include "values/model/exact_null.hpp"

namespace tidemark {

/// Limits on the scale of the tumor cell fraction; absent where no fraction up to 1 reaches them.
struct TubeLimits {
    std::optional<double> blank;            ///< LoB: fraction whose expected T is the largest T not detected
    std::optional<double> detection95;      ///< LoD95: fraction detected with probability 0.95 by the whole rule
    std::int64_t critical_value = 1;        ///< smallest T that is detected at the rule's alpha
};

/// METHOD: LoD95 solves P(T >= t* and breadth) = 0.95 with the alpha of the call (statistics.md 6); `tracked_places` of the
/// panel decide whether the rule for a single place applies.
struct LimitSearch {
    double guess = 1e-4;         ///< where the search for LoD95 starts
    double accuracy = 1e-6;      ///< relative
};
[[nodiscard]] TubeLimits tube_limits(StatisticLaw const& law, DecisionRule const& rule, std::int64_t tracked_places,
                                     LimitSearch const& search = {});

/// Fraction that a test finds with probability 0.95 which detects from T = `critical` on, with the breadth asked for; nothing
/// where no fraction up to 1 is found so often.
[[nodiscard]] std::optional<double> fraction_detected(StatisticLaw const& law, std::int64_t critical, Breadth breadth,
                                                      LimitSearch const& search = {});

/// Fraction at which T is `value` or more with this chance, breadth left out; 0 where it is without tumor, nothing where no fraction
/// up to 1 has it so often.
[[nodiscard]] std::optional<double> fraction_with_chance(StatisticLaw const& law, std::int64_t value, double chance,
                                                         LimitSearch const& search = {});

/// First guess of LoD95 from totals alone: pooled count, breadth left out. Between 1e-9 and 0.5.
[[nodiscard]] double predicted_detection_limit(std::span<WitnessUnit const> units, DecisionRule const& rule,
                                               std::int64_t tracked_places, double sample_dispersion);

/// LoQ: fraction whose maximum likelihood estimate has a coefficient of variation of 0.30.
/// METHOD: Fisher information of the counts' means and variances: binomial, with the spread of the place's rate (of one that may be
/// hot that of an ordinary place: what stands out is set aside), and the sample's noise level, of coefficient of variation
/// `sample_dispersion`, estimated beside the fraction.
[[nodiscard]] std::optional<double> quantification_limit(std::span<WitnessUnit const> units, double sample_dispersion);

/// LoD95 of the plain pooled count test on the scale of VAF: Poisson background N e, Poisson signal N v, breadth left out.
/// (20000, 1e-5, 0.01) gives 3.048e-4.
struct PooledDesign {
    double molecules = 0;      ///< N
    double background = 0;     ///< e per molecule
    double alpha = 0.01;
};
[[nodiscard]] double pooled_detection_limit(PooledDesign const& design);

/// Molecules for a target LoD95 (VAF) of the pooled count test. LoD95 is saw-toothed in N: `first` reaches the target,
/// from `safe` on it is never lost again. The target is at least a hundredth of the background. Target 1e-4, e 1e-5, alpha 0.01: 70488 and 83214.
struct MoleculesNeeded {
    std::int64_t first = 0;
    std::int64_t safe = 0;
    bool operator==(MoleculesNeeded const&) const = default;
};
[[nodiscard]] MoleculesNeeded molecules_needed(double target_vaf, double background, double alpha);

}  // namespace tidemark
