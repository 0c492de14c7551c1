// What one molecule adds to the test statistic T = sum of u min(x, cap) over all cells (statistics.md 5.1).
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "values/model/count_law.hpp"

namespace tidemark {

/// One witness: loci whose molecules are counted once, together. Its cells are its evidence classes.
struct WitnessUnit {
    std::vector<CountCell> cells;
    double places = 1;   ///< phase groups or single loci inside, at which support counts separately
    bool operator==(WitnessUnit const&) const = default;
};

/// What one molecule of a cell adds to T, and how many molecules of it count at most (0: no cap).
struct CellScore {
    std::int64_t weight = 1;
    std::int64_t cap = 0;
    bool operator==(CellScore const&) const = default;
};

/// The scores of all cells of all units, in their order, and what a whole weight means in natural logarithms.
struct Scores {
    std::vector<std::vector<CellScore>> cells;
    double unit_weight = 1;   ///< log likelihood ratio of weight 1
};

/// From this many expected background molecules on a null is dense: sums are transformed, and caps are off (one locus hardly
/// decides there) but for places that may be hot.
inline constexpr double dense_background = 3;

/// Expected background molecules of all units at noise level 1.
[[nodiscard]] double total_background(std::span<WitnessUnit const> units);

/// Every molecule counts 1, without caps: T is the pooled count.
[[nodiscard]] Scores pooled_scores(std::span<WitnessUnit const> units);

/// METHOD: w = log(1 + v(f0)/e), rounded to `steps` whole steps up to the largest (at least 1), which redefines T and
/// keeps its distribution exact. In a dense null so many steps go up to the weight that nine tenths of the expected tumor molecules
/// have, an eighth of the largest at least. Equal weights become 1 each. Caps: predictive_cap at f0, none for a unit of several
/// places, for one that is not hot (or likely so) where the null is dense, or where `capped` is false. A dense null has many attainable values anyway and gets coarser steps.
struct ScoreParameters {
    double tumor_fraction = 1e-4;   ///< f0
    int steps = 128;
    bool capped = true;
};
[[nodiscard]] Scores likelihood_scores(std::span<WitnessUnit const> units, ScoreParameters const& parameters);

}  // namespace tidemark
