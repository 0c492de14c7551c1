// Rates of response of every definition by arm and stratum, with bounds where verdicts are open, and their differences.
#pragma once
#include <span>
#include <string>
#include <vector>

#include "stages/report/survival_groups.hpp"
#include "values/patient/cohort_strata.hpp"
#include "values/patient/timeline.hpp"

namespace tidemark {

/// A patient as seen with one amount of evidence.
struct JudgedPatient {
    Timeline const* timeline = nullptr;
    Timeline const* best_case = nullptr;   ///< the same with an empty follow-up, judged; null: could_show is not told
    Timeline const* judged = nullptr;      ///< with draws judged whose limit alone lay too high; null: there are none
};

/// METHOD (readout.md 8): an undetermined verdict is censored, not a failure: the rate lies between that with none and that
/// with all of them met, and its interval spans the lower limit of the one and the upper of the other (Clopper-Pearson). By which
/// draws a series answers: `outcomes_of`. Who could show a response is told by the best case alone, met among them by `judged`: neither depends on
/// whether what a draw shows made it evaluable. `evidence`: full or parity. Groups: all, each arm, each value of each stratum, each pair of both; those with patients. Where lesions were asked
/// for, in full also the confirmed claims on their compartments, metric `lesion_share`.
[[nodiscard]] std::vector<StratumRate> stratum_rates(std::span<JudgedPatient const> patients, std::string const& evidence,
                                                     DecidingWindow const& window = {});

/// Every two arms within everyone and within each value of each stratum; every two values of a stratum within everyone and within
/// each arm. METHOD: lowest minus highest and highest minus lowest rate bound the difference; limits are Newcombe's around
/// these two.
[[nodiscard]] std::vector<RateDifference> rate_differences(std::span<StratumRate const> rates);

}  // namespace tidemark
