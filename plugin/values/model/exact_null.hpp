// Distribution of the weighted statistic T = sum of u min(x, cap) over all cells, exact for whole weights u, at any
// tumor fraction: f = 0 is the null of the test (statistics.md 5.1, 5.2).
#pragma once
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "values/model/scores.hpp"
#include "values/probability/gamma_nodes.hpp"
#include "values/probability/power_series.hpp"

namespace tidemark {

/// What must be seen beside a high T: nothing more, support at two places, or two molecules.
enum class Breadth { any, two_places, two_molecules };

/// Noise levels to average over: 15 to 127 nodes, as many as kappa^2 x expected background molecules asks for.
[[nodiscard]] std::vector<QuadratureNode> noise_nodes(double background, double sample_dispersion);

/// So many places that need several molecules to be support are followed one by one (exact_null_noisy_places.cpp).
inline constexpr double most_noisy_places = 128;

/// METHOD: all cells share the sample's noise level s ~ Gamma(mean 1, CV kappa). A sparse null (below 3 expected
/// background molecules) is averaged over quadrature nodes of s, as many as kappa^2 x background asks for; given s a
/// cell's shape is 1/dispersion. A dense one is closed: s is the time that the background runs for, so that given s a
/// cell's shape is s/dispersion; the two agree in mean, and in variance up to dispersion x kappa^2 of the squared mean.
/// Where T is as little skewed as that of 20 000 equal background molecules it is a negative binomial of its mean and variance. A law of more than 65 536 terms is taken in grains.
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
    /// Places whose molecules can be support (scores.hpp), of units with at least one informative molecule.
    [[nodiscard]] std::int64_t supporting_places() const { return supporting_places_; }
    /// Expected T at f; caps bind the jumps of hot places only. What a value of T means as a tumor fraction.
    [[nodiscard]] double expected_value(double tumor_fraction) const;

private:
    struct Cell {
        CountCell count;
        CellScore score;
        DivisibleNoise noise;          // at noise level 1
        CappedMoments jump;

        /// Whether its molecules add to T.
        [[nodiscard]] bool counts() const { return count.depth > 0 && score.weight > 0; }
        /// Or may be support.
        [[nodiscard]] bool is_seen() const { return count.depth > 0 && (score.weight > 0 || score.support > 0); }
    };
    struct Group {                     // identical units
        std::size_t first_cell = 0;
        std::size_t end_cell = 0;
        double places = 1;             // of one unit
        double count = 0;
        bool noisy = false;            // some molecules are no support by themselves

        [[nodiscard]] double all_places() const { return count * places; }
    };
    /// Tumor molecules of cells with one weight and one copy state: their laws add up to that of the summed depth.
    struct Signal {
        std::size_t weight = 1;
        CountCell cell;
    };
    [[nodiscard]] std::span<Cell const> cells_of(Group const& group) const {
        return std::span{cells_}.subspan(group.first_cell, group.end_cell - group.first_cell);
    }
    void group_units(std::span<WitnessUnit const> units, Scores const& scores);
    void mark_noisy_groups();
    void add_signals();
    /// Equal background molecules whose number would be as skewed as T: (sum w^2)^3 / (sum w^3)^2 over expected molecules.
    [[nodiscard]] double crowd() const;
    [[nodiscard]] std::vector<double> sparse_law(CountState const& state, std::size_t limit) const;
    [[nodiscard]] std::vector<double> dense_law(double tumor_fraction, std::size_t at_least) const;
    struct UnitBound {
        double log_empty = 0;          // log P(no molecule shows the allele)
        double at_least = 0;           // upper bound of P(T of the unit alone is critical)
    };
    [[nodiscard]] std::vector<UnitBound> unit_bounds(CountState const& state, std::int64_t critical) const;
    struct LargestPlace {              // the largest value of each among all places, at noise level 1
        double count = 0;              // of places
        double depth = 0;
        double mean = 0;
        double dispersion = 0;
        double hot_mean = 0;
        double hot_dispersion = 0;
        double hot_share = 0;
    };
    void find_largest_place();
    [[nodiscard]] double unit_reach_bound(double tumor_fraction, std::int64_t critical) const;
    [[nodiscard]] double narrow_chance(double tumor_fraction, std::int64_t critical, Breadth breadth) const;
    [[nodiscard]] double narrow_chance_with_noise(double tumor_fraction, std::int64_t critical) const;
    [[nodiscard]] double narrow_at(CountState const& state, std::int64_t critical) const;
    [[nodiscard]] double narrow_exactly(CountState const& state, std::int64_t critical) const;
    [[nodiscard]] double empty_elsewhere_bound(double tumor_fraction) const;
    [[nodiscard]] double single_unit_chance(CountState const& state, std::int64_t critical) const;
    [[nodiscard]] double single_molecule_chance(CountState const& state, std::int64_t critical) const;
    [[nodiscard]] double crowded_tail(std::int64_t t, double tumor_fraction) const;
    struct Moments {
        double mean = 0;
        double variance = 0;
        double varied = 0;             // part of the mean that the sample's noise level multiplies
    };
    [[nodiscard]] Moments noise_moments(double noise_level) const;
    /// With the tumor's molecules at a fraction on top of the noise.
    [[nodiscard]] Moments with_signal(Moments moments, double tumor_fraction) const;
    [[nodiscard]] double longest_tail(double noise_level) const;
    struct Noise {                     // of all cells, whatever the tumor fraction
        Moments moments;
        double longest = 0;            // T of the longest tail
    };
    [[nodiscard]] Noise noise_at_highest_level() const;
    /// METHOD: where the noise level is hardly known, or a hot place may show hundreds of thousands of molecules, T reaches so far that its law
    /// on single molecules takes seconds. T is then taken in grains of `grain` molecules: the law of one molecule in so many of each
    /// cell, which is the same law of smaller means. Times `grain` it has the mean of T and more variance, by half a per cent of it at most,
    /// so that its far tail is the larger.
    [[nodiscard]] std::int64_t grain_of_law() const;
    /// METHOD: so many tumor molecules are a normal law.
    [[nodiscard]] double coarse_power(double tumor_fraction, std::int64_t critical) const;
    void build_coarse(std::span<WitnessUnit const> units, Scores scores);
    [[nodiscard]] std::size_t reach(Noise const& noise, double tumor_fraction) const;
    struct NoiseLaw {
        LogSeries fixed;
        LogSeries varied;
    };
    [[nodiscard]] NoiseLaw noise_law(std::size_t limit) const;
    [[nodiscard]] NoiseLaw law_with_signal(double tumor_fraction, std::size_t limit) const;
    void build_null();
    void build_dense_noise();

    std::vector<Cell> cells_;
    std::vector<Group> groups_;
    std::vector<Signal> signals_;
    LargestPlace largest_;
    Moments at_one_;                   // of the noise, at level 1
    Noise dense_noise_;                // at the highest level of a dense null
    NoiseLaw dense_noise_law_;         // as far as most fractions need it
    std::vector<QuadratureNode> nodes_;
    bool dense_ = false;
    bool crowded_ = false;
    double sample_dispersion_ = 0;
    std::int64_t largest_weight_ = 1;
    std::int64_t supporting_places_ = 0;
    std::int64_t grain_ = 1;
    std::unique_ptr<StatisticLaw> coarse_;   // of T in grains, where that is more than 1
    std::vector<double> null_;         // P(T = t), averaged over the noise level
    std::vector<double> null_tail_;    // P(T >= t)
};

}  // namespace tidemark
