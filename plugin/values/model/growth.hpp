// How fast tumor DNA grows or shrinks over several draws, from counts, with draws that only bound it. statistics.md 8.2.
#pragma once
#include <cstdint>
#include <optional>
#include <span>

namespace tidemark {

/// One draw, summed over its evaluable loci.
struct GrowthDraw {
    double day = 0;
    std::int64_t alt = 0;            ///< molecules with a tracked allele, >= 0; not looked at where not detected
    double visible = 0;              ///< alt molecules that one unit of tumor fraction makes visible, > 0
    double background = 0;           ///< alt molecules expected without tumor, >= 0
    bool detected = true;
    std::int64_t critical_count = 1; ///< of the draw's test, >= 1: not detected means fewer than this
};

/// Per day; a slope beyond it, either way, is not told from it.
inline constexpr double fastest_growth = 2;

/// Log likelihood of a draw with so many expected molecules, `mean` >= 0. Of a detected draw against its own best, so that -2 times
/// the sum over detected draws is a deviance.
[[nodiscard]] double growth_log_likelihood(GrowthDraw const& draw, double mean);

/// What a rate is asked for.
struct GrowthQuestion {
    double log_variance = 0;   ///< of the logarithm of the level from draw to draw beside counting, assumed; >= 0
    double level = 0.05;       ///< two-sided chance that a doubling or halving time is given where nothing moves, above 0, at most 0.05
};

/// Limits are absent where the data do not bound them.
struct GrowthRate {
    double per_day = 0;                       ///< slope g of the natural logarithm of the fraction
    std::optional<double> lo;                 ///< 95 %
    std::optional<double> hi;
    std::optional<double> doubling_days;      ///< ln 2 / g, only where g is above 0 at the level asked for
    std::optional<double> halving_days;       ///< -ln 2 / g, only where g is below 0 at that level
    double excess_spread = 1;                 ///< deviance per degree of freedom, at least 1, by which the limits are widened
};

/// Exponential growth by likelihood. Absent with fewer than three draws, fewer than two detected ones, or those on one day.
/// METHOD: a detected draw speaks by its Poisson count over background, one that is not by the chance of fewer molecules than
/// its critical count (left-censored at its LoD). Limits by profile likelihood, the deviance divided by the excess spread of
/// the detected draws (quasi-likelihood), since no patient follows an exponential exactly. Where a variance v of the logarithm is assumed, a detected draw of n molecules, s of them
/// above background, weighs 1/(1 + v s^2/n) of its count, as its variance is that much larger. A time is given where the deviance of no
/// growth, divided likewise, passes chi-square's limit of the level. A rate beyond 2 a day is unbounded.
[[nodiscard]] std::optional<GrowthRate> growth_rate(std::span<GrowthDraw const> draws, GrowthQuestion question = {});

}  // namespace tidemark
