// What synthetic signatures say about the test of this sample, and what follows for its p-value (statistics.md 5.5).
#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "stages/detect/signatures.hpp"
#include "stages/detect/tail_inflation.hpp"

namespace tidemark {

struct Calibration {
    std::vector<double> p_values;        ///< of the signatures, ascending, ties of the statistic broken at random
    std::vector<double> exact_p_values;  ///< P(T >= t), ascending: what a call would be compared with
    std::int64_t positive = 0;           ///< signatures whose p-value, ties not broken, is at most positive_alpha
    std::size_t loci = 0;                ///< of a signature
    double independent = 0;              ///< signatures that share no position, at most their number
    Inflation inflation;
    bool inflated = false;               ///< lower limit of the inflation above 1
    double fitting_dispersion = 0;       ///< kappa at which the upper tail fits; the test's own where not inflated
};

struct CalibrationSetting {
    std::size_t signatures = 200;
    double sample_dispersion = 0;        ///< kappa of the sample's test
    double largest_dispersion = 1.5;     ///< beyond which kappa is not raised
    std::uint64_t seed = 0;
};

/// METHOD: p-values of a discrete test are not uniform: for QQ and inflation each is drawn evenly between P(T > t) and
/// P(T >= t), which is uniform under the model. Where the lower 95 % limit of the inflation is above 1, kappa is raised in
/// steps of 15 % to the first at which the factor is at most 1, and at most 5 % and 1 % of the p-values are below these; at
/// most to `largest_dispersion`. At least one signature.
[[nodiscard]] Calibration calibrate(SignaturePlan const& plan, CalibrationSetting const& setting);

/// Signatures whose P(T >= t) is at most `level`.
[[nodiscard]] std::int64_t signatures_at_most(Calibration const& calibration, double level);

/// (1 + signatures whose P(T >= t) is at most `p_value`) / (1 + signatures). METHOD: it is at least 1/(K+1), so it is given
/// only where K + 1 >= 10/alpha: with fewer it would forbid calls rather than judge them (statistics.md 5.5).
[[nodiscard]] std::optional<double> empirical_p_value(Calibration const& calibration, double p_value, double alpha);

}  // namespace tidemark
