// Whether a lesion that fell came back: a rise from its own lowest draw, where the baseline would show it only when all is lost. Decision 28.
#pragma once
#include <vector>

#include "stages/track/lesion_map.hpp"
#include "values/patient/timeline.hpp"

namespace tidemark {

/// `local_recrudescence` and `distant_recrudescence` of every compartment and lesion of known irradiation with rows in `series`, the whole first,
/// then lesions by name; `low` is the draw that the first sight is a rise from. `series` has the rows of this timeline.
/// METHOD: looked at are telling draws (as of `lesion_claims`) after the first whose row has a response, each against the draw with the lowest
/// upper limit of w since that one. The low is the lowest of k draws, so that a rise from it has k chances: it is shown where its two-sided p is at
/// most 5 %/k (Bonferroni), firmly where all gates of a comparison hold but that on molecules before, of which a low has few. A draw that
/// shows a rise is no new low, so that two in a row look at the same one; `confirmed_claim` does the rest. By exact limits alone a lesion that
/// stays at its low has a false one in 2 % of series with twelve draws from the fall on, in 3 % with 24. Without a response it does not
/// apply (`no_response_before`), nor without a telling draw after it (`too_few_draws`).
[[nodiscard]] std::vector<LesionClaim> lesion_recrudescences(Timeline const& timeline, LesionMap const& map, LesionSeries const& series);

}  // namespace tidemark
