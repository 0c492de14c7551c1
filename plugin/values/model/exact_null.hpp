// Distribution of the weighted statistic T = sum of u min(x, cap) over all cells, exact for whole weights u, at any
// tumour fraction: f = 0 is the null of the test (statistics.md 5.1, 5.2).
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "values/model/count_law.hpp"
#include "values/probability/gamma_nodes.hpp"

namespace tidemark {

/// One witness: a locus, or loci whose molecules are shared (a phase group). Its cells are its evidence classes.
struct WitnessUnit {
    std::vector<CountCell> cells;
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

/// Every molecule counts 1, without caps: T is the pooled count.
[[nodiscard]] Scores pooled_scores(std::span<WitnessUnit const> units);

/// METHOD: w = log(1 + v(f0)/e), rounded to `steps` whole steps up to the largest (at least 1), which redefines T and
/// keeps its distribution exact. Equal weights become 1 each. Caps: predictive_cap at f0, none where the expected
/// background is 3 molecules or more (a dense null: one locus hardly decides there) or `capped` is false.
struct ScoreParameters {
    double tumor_fraction = 1e-4;   ///< f0
    int steps = 128;
    bool capped = true;
};
[[nodiscard]] Scores likelihood_scores(std::span<WitnessUnit const> units, ScoreParameters const& parameters);

/// What must be seen beside a high T: nothing more, support at two units, or two molecules.
enum class Breadth { any, two_units, two_molecules };

/// METHOD: all cells share the sample's noise level s ~ Gamma(mean 1, CV kappa). A sparse null (below 3 expected
/// background molecules) is averaged over quadrature nodes of s, as many as kappa^2 x background asks for; given s a
/// cell's shape is 1/dispersion. A dense one is closed: s is the time that the background runs for, so that given s a
/// cell's shape is s/dispersion; the two agree in mean, and in variance up to dispersion x kappa^2 of the squared mean.
class StatisticLaw {
public:
    /// `sample_dispersion`: kappa, coefficient of variation of the noise level, at most 1.5.
    StatisticLaw(std::span<WitnessUnit const> units, Scores const& scores, double sample_dispersion);

    /// P(T >= t) without tumour; absolute accuracy 1e-14.
    [[nodiscard]] double null_tail(std::int64_t t) const;
    /// Smallest t with null_tail(t) <= alpha, attainable or not; 1 <= t.
    [[nodiscard]] std::int64_t critical_value(double alpha) const;
    /// Largest T with positive chance that is below `critical`; 0 where only T = 0 is.
    [[nodiscard]] std::int64_t largest_below(std::int64_t critical) const;
    /// P(T >= critical and breadth) at tumour fraction f.
    [[nodiscard]] double power(double tumor_fraction, std::int64_t critical, Breadth breadth) const;
    /// Units with at least one informative molecule.
    [[nodiscard]] std::int64_t units_with_depth() const { return units_with_depth_; }
    /// Expected T at f without caps: what a value of T means as a tumour fraction.
    [[nodiscard]] double expected_value(double tumor_fraction) const;

private:
    struct Group {                     // identical units
        WitnessUnit unit;
        std::vector<CellScore> scores;
        double count = 0;
    };
    [[nodiscard]] LogSeries total_series(double noise_level, double tumor_fraction, std::size_t limit) const;
    [[nodiscard]] std::vector<double> dense_law(double tumor_fraction, std::size_t at_least) const;
    [[nodiscard]] double single_unit_chance(double noise_level, double tumor_fraction, std::int64_t critical) const;
    [[nodiscard]] double single_molecule_chance(double noise_level, double tumor_fraction, std::int64_t critical) const;
    struct Moments {
        double mean = 0;
        double variance = 0;
    };
    [[nodiscard]] Moments moments(double noise_level, double tumor_fraction) const;
    [[nodiscard]] std::size_t reach(double noise_level, double tumor_fraction) const;
    void build_null();

    std::vector<Group> groups_;
    std::vector<QuadratureNode> nodes_;
    bool dense_ = false;
    double sample_dispersion_ = 0;
    std::int64_t largest_weight_ = 1;
    std::int64_t units_with_depth_ = 0;
    std::vector<double> null_;         // P(T = t), averaged over the noise level
    std::vector<double> null_tail_;    // P(T >= t)
};

}  // namespace tidemark
