// Tails, quantiles and exact intervals of the count laws, accurate far into the tail (Boost.Math underneath).
// Counts are molecules. Arguments outside their domain are std::logic_error; no function returns NaN or infinity.
#pragma once
#include <cstdint>

namespace tidemark {

/// Two limits, lower <= upper.
struct Limits {
    double lower = 0;
    double upper = 0;
    bool operator==(Limits const&) const = default;
};

/// P(X >= count) and P(X <= count) for X ~ Poisson(mean), mean >= 0. A negative count has tail 1.
[[nodiscard]] double poisson_at_least(std::int64_t count, double mean);
[[nodiscard]] double poisson_at_most(std::int64_t count, double mean);

/// log P(X = count), mean > 0.
[[nodiscard]] double log_poisson(std::int64_t count, double mean);
/// log P(X <= count), count >= 0, finite also where the chance itself is too small for a double.
[[nodiscard]] double log_poisson_at_most(std::int64_t count, double mean);

/// P(X >= count) for a Poisson whose mean is gamma distributed with squared coefficient of variation `dispersion`
/// (negative binomial of shape 1/dispersion); dispersion 0 is the Poisson itself.
[[nodiscard]] double dispersed_at_least(std::int64_t count, double mean, double dispersion);
/// P(X <= count) of the same law.
[[nodiscard]] double dispersed_at_most(std::int64_t count, double mean, double dispersion);

/// P(X >= count) for X ~ Binomial(trials, probability).
[[nodiscard]] double binomial_at_least(std::int64_t count, std::int64_t trials, double probability);

/// Clopper-Pearson limits of a proportion, 0 <= successes <= trials; (0, 1) without trials. `level` two-sided, e.g. 0.95.
[[nodiscard]] Limits clopper_pearson(std::int64_t successes, std::int64_t trials, double level);

/// Quantile of chi-square with `degrees` of freedom, e.g. 3.841459 for (0.95, 1).
[[nodiscard]] double chi_square_quantile(double level, double degrees);

/// Smallest count whose upper tail is at most `alpha` (k* of statistics.md 5.3 and 6). Mean >= 0, 0 < alpha < 1.
[[nodiscard]] std::int64_t critical_count(double mean, double dispersion, double alpha);

/// Mean of the Poisson law with P(X >= count) = probability: 2.995732 for (1, 0.95). count >= 1.
[[nodiscard]] double poisson_mean_reaching(std::int64_t count, double probability);

/// One-sided upper bound of the net mean s at 95 %: P(X <= x | background + s) / P(X <= x | background) = 0.05.
/// Always positive, also where x lies below the background (statistics.md 7). `dispersion`: squared coefficient of variation
/// of the background, as in feldman_cousins.
[[nodiscard]] double net_upper_bound(std::int64_t count, double background, double dispersion = 0);

}  // namespace tidemark
