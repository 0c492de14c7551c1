// LAW of two sets of variants in the same blood: how much lower one stands than the other, and whether that changed
// between two draws. Depth, plasma and shedding act on both sets alike and cancel.
#pragma once
#include <optional>

#include "values/model/change_ratio.hpp"

namespace tidemark {

/// Counts of one draw. `molecules` of each are informative molecules times what one unit of tumor fraction makes visible
/// there, so that (alt - background)/molecules is the fraction implied by that set.
struct SetCounts {
    PooledCounts reference;
    PooledCounts set;
};

/// Level of the set over level of the reference, with its 95 % interval.
/// METHOD: the set's mean implied fraction, each locus weighing as many molecules as it had, over that of the reference:
/// two Poisson counts with known background, so that change_ratio holds (exact conditional, with background profile
/// likelihood widened to exact limits). 10 of 20,000 against 50 of 20,000: 0.2 (0.090 to 0.398).
[[nodiscard]] RatioInterval set_ratio(SetCounts const& counts);

/// Smallest ratio at which the set would have shown more than background allows with 95 % probability, the reference
/// standing where it stands. Nothing without molecules or reference signal; may lie above 1.
/// METHOD: the critical count is the smallest whose Poisson tail under the set's background is at most 0.01; the answer
/// is the mean that reaches it with probability 0.95, less the background, over reference fraction times molecules. Without
/// background one molecule is critical: 2.996 / (f x molecules).
[[nodiscard]] std::optional<double> minimal_ratio(SetCounts const& counts);

/// The later draw's ratio over the earlier draw's, with its 95 % interval.
/// METHOD: profile likelihood of the four Poisson counts (both fractions and the earlier ratio maximised out), widened to
/// the exact conditional limits of the odds ratio of the 2 x 2 table of counts (noncentral hypergeometric, Fisher 1935)
/// wherever those are wider. Without background the table's margins are all that is left out, and the limits are exact.
[[nodiscard]] RatioInterval set_ratio_change(SetCounts const& before, SetCounts const& after);

}  // namespace tidemark
