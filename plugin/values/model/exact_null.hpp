// Distribution of the weighted statistic T = sum of u min(x, cap) over all cells, exact for whole weights u, at any
// tumor fraction: f = 0 is the null of the test (statistics.md 5.1, 5.2).
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "values/model/scores.hpp"
#include "values/probability/gamma_nodes.hpp"

namespace tidemark {

/// What must be seen beside a high T: nothing more, support at two places, or two molecules.
enum class Breadth { any, two_places, two_molecules };

/// Noise levels to average over: 15 to 127 nodes, as many as kappa^2 x expected background molecules asks for.
[[nodiscard]] std::vector<QuadratureNode> noise_nodes(double background, double sample_dispersion);

/// METHOD: all cells share the sample's noise level s ~ Gamma(mean 1, CV kappa). A sparse null (below 3 expected
/// background molecules) is averaged over quadrature nodes of s, as many as kappa^2 x background asks for; given s a
/// cell's shape is 1/dispersion. A dense one is closed: s is the time that the background runs for, so that given s a
/// cell's shape is s/dispersion; the two agree in mean, and in variance up to dispersion x kappa^2 of the squared mean.
/// From 20 000 expected background molecules on T is a negative binomial of its mean and variance.
/// A place that may be hot has the discrete mixture of two gammas in a sparse null, the compound form of `divisible` in a
/// dense one; there caps bind the hot part only, and bound T from above.
class StatisticLaw {
public:
    /// `sample_dispersion`: kappa, coefficient of variation of the noise level, at most 1.5.
    StatisticLaw(std::span<WitnessUnit const> units, Scores const& scores, double sample_dispersion);

    /// P(T >= t) without tumor; absolute accuracy 1e-14.
    [[nodiscard]] double null_tail(std::int64_t t) const;
    /// Smallest t with null_tail(t) <= alpha, attainable or not; 1 <= t.
    [[nodiscard]] std::int64_t critical_value(double alpha) const;
    /// Largest T with positive chance that is below `critical`; 0 where only T = 0 is.
    [[nodiscard]] std::int64_t largest_below(std::int64_t critical) const;
    /// P(T >= critical and breadth) at tumor fraction f.
    [[nodiscard]] double power(double tumor_fraction, std::int64_t critical, Breadth breadth) const;
    /// Places of units with at least one informative molecule.
    [[nodiscard]] std::int64_t places_with_depth() const { return places_with_depth_; }
    /// Expected T at f without caps: what a value of T means as a tumor fraction.
    [[nodiscard]] double expected_value(double tumor_fraction) const;

private:
    struct Noise {
        DivisibleNoise law;            // at noise level 1
        CappedMoments jump;
    };
    struct Group {                     // identical units
        WitnessUnit unit;
        std::vector<CellScore> scores;
        double count = 0;
        std::vector<Noise> noise;      // of each cell
    };
    [[nodiscard]] std::vector<double> sparse_law(CountState const& state, std::size_t limit) const;
    [[nodiscard]] std::vector<double> dense_law(double tumor_fraction, std::size_t at_least) const;
    /// Places of all units of a group.
    [[nodiscard]] static double places_of(Group const& group) { return group.count * group.unit.places; }
    struct UnitBound {
        double log_empty = 0;          // log P(no molecule shows the allele)
        double at_least = 0;           // upper bound of P(T of the unit alone is critical)
    };
    [[nodiscard]] std::vector<UnitBound> unit_bounds(CountState const& state, std::int64_t critical) const;
    [[nodiscard]] double narrow_chance(double tumor_fraction, std::int64_t critical, Breadth breadth) const;
    [[nodiscard]] double empty_elsewhere_bound(double tumor_fraction) const;
    [[nodiscard]] double single_unit_chance(CountState const& state, std::int64_t critical) const;
    [[nodiscard]] double single_molecule_chance(CountState const& state, std::int64_t critical) const;
    [[nodiscard]] double crowded_tail(std::int64_t t, double tumor_fraction) const;
    struct Moments {
        double mean = 0;
        double variance = 0;
        double varied = 0;             // part of the mean that the sample's noise level multiplies
    };
    [[nodiscard]] Moments moments(double noise_level, double tumor_fraction) const;
    [[nodiscard]] std::size_t reach(double noise_level, double tumor_fraction) const;
    void build_null();

    std::vector<Group> groups_;
    std::vector<QuadratureNode> nodes_;
    bool dense_ = false;
    bool crowded_ = false;
    double sample_dispersion_ = 0;
    std::int64_t largest_weight_ = 1;
    std::int64_t places_with_depth_ = 0;
    std::vector<double> null_;         // P(T = t), averaged over the noise level
    std::vector<double> null_tail_;    // P(T >= t)
};

}  // namespace tidemark
