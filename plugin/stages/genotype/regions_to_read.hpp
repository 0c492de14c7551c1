// Which stretches of a file hold every molecule that a plan looks at: what an index is asked for.
#pragma once
#include <cstdint>
#include <utility>
#include <vector>

#include "stages/genotype/counting_plan.hpp"
#include "values/genome/contig_table.hpp"

namespace tidemark {

/// Contig number in the file and interval, ascending. Between two of them lies more than four inserts: no molecule and
/// no tile belongs to both, so they can be counted apart and joined. Each reaches `margin` bases beyond what is looked at
/// (raw reads need more than one insert: the templates of a molecule must be whole).
[[nodiscard]] std::vector<std::pair<std::int32_t, Interval>> regions_to_read(CountingPlan const& plan,
                                                                            ContigTable const& file,
                                                                            std::int64_t margin = maximum_insert);

}  // namespace tidemark
