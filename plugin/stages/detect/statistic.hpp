// The test of one sample: weights that do not see the counts, the exact p-value, and the limits of the tube.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "stages/detect/witnesses.hpp"
#include "values/model/decision_rule.hpp"
#include "values/model/detection_limit.hpp"
#include "values/model/exact_null.hpp"
#include "values/probability/distributions.hpp"

namespace tidemark {

enum class TestMethod { exact, poisson };

struct TestSetting {
    TestMethod method = TestMethod::exact;
    DecisionRule rule;
    double sample_dispersion = 0;   ///< kappa that is left after the sample's own level was looked at
    bool limits = true;             ///< false: only the p-value is asked for, LoB and LoD95 are not solved
};

struct SampleTest {
    Scores scores;
    double predicted_fraction = 0;   ///< f0 of the weights: LoD95 from depth and background alone
    double p_value = 1;
    TubeLimits limits;              ///< empty where the setting asks for none
};

/// METHOD: f0 is the predicted LoD95 from d and e only: from totals first, then once more with the weights that gives
/// (statistics.md 5.1). `poisson` is the plain pooled count: every molecule weighs 1, nothing is capped.
/// Needs at least one witness with molecules.
[[nodiscard]] SampleTest test_sample(std::span<Witness const> witnesses, TestSetting const& setting);

/// Weights and caps of the method for tumor fraction `predicted_fraction`.
[[nodiscard]] Scores scores_of(std::span<WitnessUnit const> units, double predicted_fraction,
                              TestSetting const& setting);

/// The same test without the outliers, weights for the same f0, without limits; p is 1 without molecules.
/// METHOD: loci that stand out are gone, so the ones left are taken for ordinary (but for those hot with more than
/// `likely_hot`): else hot loci would count twice, once set aside and once still expected. No more tubes are called for it,
/// because a call needs the p-value of all loci besides.
[[nodiscard]] SampleTest test_again(std::span<Witness const> witnesses, double predicted_fraction, TestSetting const& setting);

/// METHOD: 95 % limits of the fraction by the law of T itself, 2.5 % at either side, weights for the same f0: a few clean molecules beside
/// noisy ones show in T as they do in p, and not in a pooled count. Molecules that weigh little say little here and much to the likelihood,
/// so that the estimate may lie close to a limit: the profile limits belong beside these. Nothing where all molecules weigh the same, or none does.
[[nodiscard]] std::optional<Limits> statistic_limits(std::span<Witness const> witnesses, double predicted_fraction,
                                                     TestSetting const& setting);

}  // namespace tidemark
