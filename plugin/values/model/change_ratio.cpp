#include "values/model/change_ratio.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "values/probability/chi_square.hpp"
#include "values/probability/quantiles.hpp"

namespace tidemark {
namespace {

constexpr double tail = 0.025;
constexpr double infinity = std::numeric_limits<double>::infinity();

std::optional<double> finite(double value) { return std::isfinite(value) ? std::optional{value} : std::nullopt; }

double odds(double probability) { return probability >= 1 ? infinity : probability / (1 - probability); }

/// Clopper-Pearson limits of the odds that a molecule is the follow-up's.
double lower_odds(PooledCounts const& baseline, PooledCounts const& follow_up, double error) {
    return follow_up.alt > 0 ? odds(beta_quantile(error, follow_up.alt, baseline.alt + 1)) : 0;
}
double upper_odds(PooledCounts const& baseline, PooledCounts const& follow_up, double error) {
    return baseline.alt > 0 ? odds(beta_quantile(1 - error, follow_up.alt + 1, baseline.alt)) : infinity;
}

std::optional<double> point_ratio(PooledCounts const& baseline, PooledCounts const& follow_up) {
    double const before = std::max(0.0, baseline.alt - baseline.background) / baseline.molecules;
    double const after = std::max(0.0, follow_up.alt - follow_up.background) / follow_up.molecules;
    return before > 0 ? std::optional{after / before} : std::nullopt;
}

/// log likelihood of a Poisson count, without the term that only the count decides. 0 log 0 = 0.
double log_poisson(double count, double mean) { return (count > 0 ? count * std::log(mean) : 0) - mean; }

/// Highest log likelihood over all baseline levels g >= 0 when the ratio is r.
double profile(PooledCounts const& baseline, PooledCounts const& follow_up, double r) {
    double const a = baseline.molecules;
    double const b = follow_up.molecules * r;
    double const l0 = baseline.background;
    double const l1 = follow_up.background;
    // Where the derivative a x0/(a g + l0) + b x1/(b g + l1) = a + b: a quadratic in g with one root of interest.
    double level = 0;
    if (b <= 0) {
        level = std::max(0.0, (baseline.alt - l0) / a);
    } else {
        double const square = (a + b) * a * b;
        double const linear = (a + b) * (a * l1 + b * l0) - a * b * (baseline.alt + follow_up.alt);
        double const constant = (a + b) * l0 * l1 - baseline.alt * a * l1 - follow_up.alt * b * l0;
        double const root = std::sqrt(std::max(0.0, linear * linear - 4 * square * constant));
        // The form that does not subtract nearly equal numbers.
        level = linear <= 0 ? (-linear + root) / (2 * square) : -2 * constant / (linear + root);
        level = std::max(0.0, level);
    }
    return log_poisson(baseline.alt, a * level + l0) + log_poisson(follow_up.alt, b * level + l1);
}

/// Highest log likelihood whatever the ratio.
double highest(PooledCounts const& baseline, PooledCounts const& follow_up) {
    return log_poisson(baseline.alt, std::max(baseline.alt, baseline.background)) +
           log_poisson(follow_up.alt, std::max(follow_up.alt, follow_up.background));
}

struct Levels {
    double lo = 0;
    double hi = 0;
};

/// Exact interval of the baseline's level, error `spent` on each side.
Levels baseline_levels(PooledCounts const& baseline, double spent) {
    double const mean_lo = baseline.alt > 0 ? gamma_quantile(spent, baseline.alt) : 0;
    double const mean_hi = gamma_quantile(1 - spent, baseline.alt + 1);
    return {.lo = std::max(0.0, (mean_lo - baseline.background) / baseline.molecules),
            .hi = std::max(0.0, (mean_hi - baseline.background) / baseline.molecules)};
}

/// Root of an increasing or decreasing condition on a logarithmic scale: the boundary of `inside` between two points.
template <typename Inside>
double boundary(double inside_point, double outside_point, Inside&& inside) {
    for (int step = 0; step < 200 && std::abs(std::log(outside_point / inside_point)) > 1e-12; ++step) {
        double const middle = std::sqrt(inside_point * outside_point);
        (inside(middle) ? inside_point : outside_point) = middle;
    }
    return inside_point;
}

}  // namespace

RatioInterval exact_ratio(PooledCounts const& baseline, PooledCounts const& follow_up) {
    double const scale = baseline.molecules / follow_up.molecules;
    PooledCounts const before{baseline.alt, baseline.molecules, 0};
    PooledCounts const after{follow_up.alt, follow_up.molecules, 0};
    return {.ratio = point_ratio(before, after),
            .lo = lower_odds(before, after, tail) * scale,
            .hi = finite(upper_odds(before, after, tail) * scale)};
}

RatioInterval profile_ratio(PooledCounts const& baseline, PooledCounts const& follow_up) {
    RatioInterval interval{.ratio = point_ratio(baseline, follow_up), .lo = 0, .hi = std::nullopt};
    double const best = highest(baseline, follow_up);
    auto const inside = [&](double r) { return 2 * (best - profile(baseline, follow_up, r)) <= deviance_limit; };
    // A start inside: the estimate, or what half a molecule would give where it is 0 or unbounded.
    double const before = std::max(0.5, baseline.alt - baseline.background) / baseline.molecules;
    double const after = std::max(0.5, follow_up.alt - follow_up.background) / follow_up.molecules;
    double const estimate = interval.ratio.value_or(infinity);
    double const least = 1e-15 * after / before;
    double const most = 1e15 * after / before;
    double const start = std::clamp(estimate, least, most);
    if (!inside(0)) {
        interval.lo = inside(least) ? least : boundary(start, least, inside);
    }
    if (!inside(most)) {
        interval.hi = boundary(start, most, inside);
    }
    return interval;
}

RatioInterval exact_ratio_with_background(PooledCounts const& baseline, PooledCounts const& follow_up) {
    // METHOD: given X0 + X1, X1 is binomial with odds (N1 r g + L1)/(N0 g + L0). For a limit o of the odds this is
    // r(g) = o N0/N1 + (o L0 - L1)/(N1 g), monotone in the unknown level g, so the widest r stands at an end of g's own
    // interval. Berger, Boos 1994 (JASA 89:1012): take g from an interval of error `spent` and pay for it in the tail.
    constexpr double spent = 1e-4;
    double const error = tail - spent;
    auto const levels = baseline_levels(baseline, spent);
    auto const widest = [&](double limit, bool upper) {
        double const surplus = limit * baseline.background - follow_up.background;
        double const level = (surplus > 0) == upper ? levels.lo : levels.hi;
        if (surplus != 0 && level <= 0) {
            return upper ? infinity : 0.0;
        }
        double const shift = surplus == 0 ? 0 : surplus / (follow_up.molecules * level);
        return std::max(0.0, limit * baseline.molecules / follow_up.molecules + shift);
    };
    double const upper = upper_odds(baseline, follow_up, error);
    return {.ratio = point_ratio(baseline, follow_up),
            .lo = widest(lower_odds(baseline, follow_up, error), false),
            .hi = std::isfinite(upper) ? finite(widest(upper, true)) : std::nullopt};
}

RatioInterval change_ratio(PooledCounts const& baseline, PooledCounts const& follow_up) {
    if (baseline.background <= 0 && follow_up.background <= 0) {
        return exact_ratio(baseline, follow_up);
    }
    // METHOD: at small counts the profile likelihood alone is too narrow: 5 molecules to none gives an upper limit of
    // 0.47 although a true ratio of one half shows that in 13 % of patients. The exact limits close this.
    auto interval = profile_ratio(baseline, follow_up);
    auto const exact = exact_ratio_with_background(baseline, follow_up);
    interval.lo = std::min(interval.lo, exact.lo);
    interval.hi = interval.hi && exact.hi ? std::optional{std::max(*interval.hi, *exact.hi)} : std::nullopt;
    return interval;
}

double no_change_deviance(PooledCounts const& baseline, PooledCounts const& follow_up) {
    return std::max(0.0, 2 * (highest(baseline, follow_up) - profile(baseline, follow_up, 1)));
}

double no_rise_chance(PooledCounts const& baseline, PooledCounts const& follow_up, double spent) {
    if (follow_up.alt <= 0) {
        return 1;
    }
    auto const tail_at = [&](double before, double after) {
        return after > 0 ? beta_at_most(after / (before + after), follow_up.alt, baseline.alt + 1) : 0.0;
    };
    if (baseline.background <= 0 && follow_up.background <= 0) {
        return tail_at(baseline.molecules, follow_up.molecules);
    }
    // The follow-up's share (N1 g + L1)/((N0 + N1) g + L0 + L1) is monotone in g.
    auto const levels = baseline_levels(baseline, spent);
    auto const tail_of = [&](double level) {
        return tail_at(baseline.molecules * level + baseline.background, follow_up.molecules * level + follow_up.background);
    };
    return std::min(1.0, std::max(tail_of(levels.lo), tail_of(levels.hi)) + spent);
}

}  // namespace tidemark
