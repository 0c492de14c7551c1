// LAW of a rise: whether two draws of a series show that the level rose, at an error that pays for all the looks at it.
#pragma once
#include "values/model/change_ratio.hpp"

namespace tidemark {

/// Whether the counts alone show a rise: the interval of record of `change_ratio`, at the two-sided error `error` instead of 5 %, lies above 1.
/// 0 < error < 1.
[[nodiscard]] bool rises_by_counts(PooledCounts const& before, PooledCounts const& after, double error);

/// METHOD: whether they do so when the level scatters from draw to draw beside counting: each draw's molecules, counts and background weigh as
/// `scatter_weight` says, and the profile likelihood of what is left excludes no change and a fall at the two-sided error. Alone it is too bold at
/// small counts, so that `rises_by_counts` is asked beside it. However many molecules, at 5 % a rise of less than 2.3-fold is none.
[[nodiscard]] bool rises_beyond_scatter(PooledCounts const& before, PooledCounts const& after, double error);

}  // namespace tidemark
