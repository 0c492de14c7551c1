// How many molecules, or loci, a target of LoD95 needs.
#pragma once
#include <optional>
#include <vector>

#include "values/model/detection_limit.hpp"
#include "values/model/expected_vaf.hpp"
#include "values/model/tube_design.hpp"

namespace tidemark {

/// Copies that all loci of a plan have.
[[nodiscard]] CopyState copies_of(TubePlan const& plan);
/// The loci of a plan as witnesses.
[[nodiscard]] std::vector<WitnessUnit> units_of(TubePlan const& plan);
/// The rule that a call of this plan is judged by.
[[nodiscard]] DecisionRule rule_of(TubePlan const& plan);
/// Squared coefficient of variation of the pooled background: kappa^2 + dispersion (1 + kappa^2)/loci.
[[nodiscard]] double pooled_dispersion(TubePlan const& plan);

/// VAF that no number of molecules shows 95 times in 100: e (q(1 - alpha) - q(0.05)) with the quantiles of the gamma law of
/// the pooled rate. 0 where the rate is known exactly.
[[nodiscard]] double vaf_floor(TubePlan const& plan);

/// Molecules at all loci together for the target of a plan, count test alone. Without dispersion exact (see
/// MoleculesNeeded); with it, k* by k* as well up to 200 molecules and to half a per cent beyond. Nothing where the
/// target lies at or below the floor or below a hundredth of the background.
[[nodiscard]] std::optional<MoleculesNeeded> molecules_for_target(TubePlan const& plan);

/// Molecules at each locus for the whole rule, breadth included: at least the safe number of the count test.
[[nodiscard]] std::optional<std::int64_t> molecules_for_target_with_breadth(TubePlan const& plan);

/// Loci of the plan's molecules each for the whole rule.
[[nodiscard]] std::optional<std::int64_t> loci_for_target(TubePlan const& plan);

/// LoD95 of a plan by the whole rule.
[[nodiscard]] std::optional<double> limit_of(TubePlan const& plan);

/// The plan's own limits.
inline constexpr std::int64_t most_loci = 200'000;
inline constexpr std::int64_t most_molecules = 100'000'000;

}  // namespace tidemark
