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

/// What one molecule of a cell adds to T (0: nothing, it hardly tells tumor from error), how many molecules of it count at
/// most (0: no cap), and how many of them at one place are support for breadth (0: none ever are).
struct CellScore {
    std::int64_t weight = 1;
    std::int64_t cap = 0;
    std::int64_t support = 1;
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

/// Of the cells whose molecules add to T.
[[nodiscard]] double counted_background(std::span<WitnessUnit const> units, Scores const& scores);

/// Every molecule counts 1, without caps: T is the pooled count.
[[nodiscard]] Scores pooled_scores(std::span<WitnessUnit const> units);

/// METHOD: w = log(1 + v(f0)/e) - log(r), rounded to `steps` whole steps up to the largest, which redefines T and keeps its distribution
/// exact. r is how much more background there is where it explains the tumor's molecules without any: the mean of its gamma law after
/// the expected molecules were seen, 1 + k2 S / (1 + k2 B), of the noise level (k2 = kappa squared, S and B tumor and background
/// molecules of all cells) or of the place (its dispersion and own molecules), whichever is larger; 1 where rates are known.
/// Molecules that a higher level explains as well as tumor does weigh nothing. In a dense null they go up to the weight that nine tenths of the expected tumor molecules have, an eighth of the
/// largest at least, and as many are taken as keep the expected T of the background at 1 024, 8 to 64. What rounds to 0 in a
/// dense null is left out, and what is left may be sparse; in a sparse one every molecule counts. Equal weights become 1 each. Caps: predictive_cap at f0, none for a unit of several
/// places, for one that is not hot (or likely so) where the null is dense, or where `capped` is false.
/// METHOD: a place supports where some cell of it has more molecules than background shows there with a chance above 5 %; where
/// noisier places make half of the expected T of the tumor, above twice the median of their chances to show any. So what a single
/// noisy place shows anyway does not vouch for one odd molecule elsewhere, and in a noisy tube any molecule is support. Molecules of weight 0 are
/// where background shows so many with a chance of 5 % at any place of the tube.
struct ScoreParameters {
    double tumor_fraction = 1e-4;   ///< f0
    double sample_dispersion = 0;   ///< kappa of the noise level
    int steps = 128;
    bool capped = true;
};
[[nodiscard]] Scores likelihood_scores(std::span<WitnessUnit const> units, ScoreParameters const& parameters);

}  // namespace tidemark
