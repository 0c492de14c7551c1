// How many of d molecules show an allele: background molecules (gamma-mixed Poisson) plus tumor molecules (binomial).
// statistics.md 4.
#pragma once
#include <cstdint>
#include <vector>

#include "values/model/expected_vaf.hpp"
#include "values/probability/power_series.hpp"

namespace tidemark {

/// Molecules of one evidence class at one place that is counted as one witness (a locus or a phase group).
struct CountCell {
    double depth = 0;            ///< informative molecules d, whole
    double background = 0;       ///< expected background molecules, sum of d x e; > 0 where depth is
    double dispersion = 0;       ///< squared coefficient of variation of this place's rate; 0: known exactly
    bool sample_factor = true;   ///< whether the sample's own noise level multiplies the rate
    CopyState copies;
    bool operator==(CountCell const&) const = default;

    /// d v(f): expected tumor molecules.
    [[nodiscard]] double signal(double tumor_fraction) const { return depth * expected_vaf(tumor_fraction, copies); }
    /// Expected background molecules at the sample's noise level.
    [[nodiscard]] double noise(double noise_level) const { return background * (sample_factor ? noise_level : 1); }
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

/// Whether the log series of a capped count converges fast: a law cut off at `cap` has its zeros outside the unit circle
/// while cap > 3.6 means (Szego curve); inside, the terms grow and cancel. True without a cap.
[[nodiscard]] bool is_well_conditioned(CountCell const& cell, CountState const& state, std::int64_t cap);

/// P(0), …, P(cap - 1), P(cap or more).
[[nodiscard]] std::vector<double> capped_chances(CountCell const& cell, CountState const& state, std::int64_t cap);

/// log P(count = 0).
[[nodiscard]] double log_chance_of_none(CountCell const& cell, CountState const& state);
/// P(count = 1) / P(count = 0).
[[nodiscard]] double chance_ratio_of_one(CountCell const& cell, CountState const& state);

/// Smallest cap that at most 0.1 % of counts exceed at tumor fraction f0 and noise level 1, at least 2, and wide enough
/// that the capped series stays well conditioned.
[[nodiscard]] std::int64_t predictive_cap(CountCell const& cell, double tumor_fraction);

}  // namespace tidemark
