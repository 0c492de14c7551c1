// How many of d molecules show an allele: background molecules (gamma-mixed Poisson) plus tumour molecules (binomial).
// statistics.md 4.
#pragma once
#include <cstdint>
#include <optional>
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

    /// d v(f): expected tumour molecules.
    [[nodiscard]] double signal(double tumor_fraction) const { return depth * expected_vaf(tumor_fraction, copies); }
};

/// log of the generating function of the count at one noise level and one tumour fraction, up to z^(limit-1).
/// METHOD: tumour molecules are Binomial(d, v), Poisson(d v) while v < 0.01 (statistics.md 4).
[[nodiscard]] LogSeries count_log_series(CountCell const& cell, double noise_level, double tumor_fraction,
                                         std::size_t limit);

/// The same for min(count, cap), cap >= 1: the chance of all counts from `cap` on moves to `cap`.
[[nodiscard]] LogSeries capped_log_series(LogSeries const& uncapped, std::int64_t cap);

/// Smallest cap that at most 0.1 % of counts exceed at tumour fraction f0 and noise level 1, at least 2, and wide enough
/// that capped_log_series stays well conditioned.
[[nodiscard]] std::int64_t predictive_cap(CountCell const& cell, double tumor_fraction);

}  // namespace tidemark
