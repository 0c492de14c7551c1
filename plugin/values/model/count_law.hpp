// How many of d molecules show an allele: background molecules (gamma-mixed Poisson, with a small chance that the place is
// hot) plus tumor molecules (binomial).
// statistics.md 4.
#pragma once
#include <cstdint>
#include <vector>

#include "values/model/background_noise.hpp"
#include "values/model/expected_vaf.hpp"
#include "values/probability/power_series.hpp"

namespace tidemark {

/// Molecules of one evidence class at one place that is counted as one witness (a locus or a phase group).
struct CountCell {
    double depth = 0;            ///< informative molecules d, whole
    double background = 0;       ///< expected background molecules, sum of d x e, the chance of being hot included
    double dispersion = 0;       ///< squared coefficient of variation of an ordinary place's rate; 0: known exactly
    double hot_share = 0;        ///< h: chance that this place is hot, below 1; 0: it is not
    double hot_background = 0;   ///< expected background molecules if it is hot; h x this is at most `background`
    double hot_dispersion = 0;   ///< squared coefficient of variation of a hot place's rate
    bool sample_factor = true;   ///< whether the sample's own noise level multiplies the rate
    CopyState copies;
    bool operator==(CountCell const&) const = default;

    /// d v(f): expected tumor molecules.
    [[nodiscard]] double signal(double tumor_fraction) const {
        return depth * expected_vaf(TumorFractionCell{tumor_fraction}, copies).value;
    }
    /// Expected background molecules at the sample's noise level.
    [[nodiscard]] double noise(double noise_level) const { return background * (sample_factor ? noise_level : 1); }
    /// Expected background molecules if the place is not hot: background = (1-h) x this + h x hot_background.
    [[nodiscard]] double ordinary_background() const {
        double const rest = background - hot_share * hot_background;
        return hot_share > 0 ? (rest > 0 ? rest : 0) / (1 - hot_share) : background;
    }
    /// The law of background molecules at the sample's noise level, whether the place is hot left open.
    [[nodiscard]] NoiseMixture mixture(double noise_level) const {
        double const level = sample_factor ? noise_level : 1;
        return {hot_share, {ordinary_background() * level, dispersion}, {hot_background * level, hot_dispersion}};
    }
};

/// Where a count law is looked at.
struct CountState {
    double noise_level = 1;
    double tumor_fraction = 0;
};

/// How a cell enters a sum: each molecule adds `weight`, at most `cap` molecules count (0: no cap), and the cell stands
/// `copies` times.
struct CountShare {
    std::size_t weight = 1;
    std::int64_t cap = 0;
    double copies = 1;
};

/// Adds the log generating function of weight x min(count, cap) to `total`, as far as its terms reach. With a cap the
/// chance of all counts from the cap on moves to the cap; the share must then be well conditioned.
/// METHOD: tumor molecules are Binomial(d, v), Poisson(d v) while v < 0.01 (statistics.md 4).
void add_log_series(LogSeries& total, CountCell const& cell, CountState const& state, CountShare const& share);

/// The same of background molecules alone, at noise level 1, in the form that can run at gamma time: all terms are >= 0. The cap
/// binds each jump, not the sum: min(x, cap) <= ordinary + min(jump, cap). METHOD: a jump that mostly reaches its cap (mean
/// at least the cap) says the same at every noise level and stands under `fixed`; everything else runs in time, `varied`.
struct NoiseSeries {
    LogSeries& fixed;
    LogSeries& varied;
};
void add_divisible_noise(NoiseSeries const& total, DivisibleNoise const& noise, CountShare const& share);

/// Whether the log series of a count converges fast: a law cut off at `cap` has its zeros outside the unit circle while
/// cap > 3.6 means (Szego curve) or P(0) > 1/2; inside, the terms grow and cancel. A law that may be hot must stay clear of
/// zeros besides (NoiseMixture). True without a cap and a hot part.
[[nodiscard]] bool is_well_conditioned(CountCell const& cell, CountState const& state, std::int64_t cap);

/// Adds the log series where it is well conditioned with the share's cap, and says so; else adds nothing.
[[nodiscard]] bool add_convergent_series(LogSeries& total, CountCell const& cell, CountState const& state,
                                         CountShare const& share);

/// P(0), …, P(cap - 1), P(cap or more); cap > 0.
[[nodiscard]] std::vector<double> capped_chances(CountCell const& cell, CountState const& state, std::int64_t cap);

/// log P(count = 0).
[[nodiscard]] double log_chance_of_none(CountCell const& cell, CountState const& state);
/// P(count = 1) / P(count = 0).
[[nodiscard]] double chance_ratio_of_one(CountCell const& cell, CountState const& state);

/// Smallest cap that at most 0.1 % of counts exceed at tumor fraction f0 and noise level 1, at least 1, and wide enough
/// that the capped series stays well conditioned. A hot place is what caps are for: the counts are those of an ordinary one,
/// unless the place is hot with more than `likely_hot`.
[[nodiscard]] std::int64_t predictive_cap(CountCell const& cell, double tumor_fraction);

}  // namespace tidemark
