#include "values/model/mean_vaf.hpp"

#include <algorithm>
#include <cmath>

#include "values/probability/quantiles.hpp"

namespace tidemark {
namespace {

/// A weighted sum acts like `count` molecules of weight `weight` each (first two moments agree).
struct Equivalent {
    double count = 0;
    double weight = 0;
};

Equivalent equivalent(double mean, double variance) { return {mean * mean / variance, variance / mean}; }

Equivalent of(MeanVaf const& vaf) { return equivalent(vaf.mean, vaf.variance); }

/// The same with one more molecule at the locus where it weighs most: what an upper limit must allow for.
Equivalent with_one_more(MeanVaf const& vaf) {
    return equivalent(vaf.mean + vaf.largest_weight, vaf.variance + vaf.largest_weight * vaf.largest_weight);
}

double upper_limit(MeanVaf const& vaf, double probability) {
    auto const more = with_one_more(vaf);
    return std::min(1.0, more.weight * gamma_quantile(probability, more.count));
}

}  // namespace

Limits mean_vaf_limits(MeanVaf const& vaf) {
    double lo = 0;
    if (vaf.mean > 0) {
        auto const seen = of(vaf);
        lo = seen.weight * gamma_quantile(0.025, seen.count);
    }
    return {lo, upper_limit(vaf, 0.975)};
}

double mean_vaf_upper_bound(MeanVaf const& vaf) { return upper_limit(vaf, 0.95); }

RatioInterval mean_vaf_ratio(MeanVaf const& baseline, MeanVaf const& follow_up) {
    // Counts X ~ Gamma after the fact: X1/(X0 + X1) is a beta variable, and r = weight1/weight0 x its odds.
    auto const limit = [](Equivalent const& after, Equivalent const& before, double probability) {
        double const share = beta_quantile(probability, after.count, before.count);
        return after.weight / before.weight * share / (1 - share);
    };
    RatioInterval interval;
    if (follow_up.mean > 0) {
        interval.lo = limit(of(follow_up), with_one_more(baseline), 0.025);
    }
    if (baseline.mean > 0) {
        interval.ratio = follow_up.mean / baseline.mean;
        double const hi = limit(with_one_more(follow_up), of(baseline), 0.975);
        interval.hi = std::isfinite(hi) ? std::optional{hi} : std::nullopt;
    }
    return interval;
}

double mean_vaf_same_p(MeanVaf const& baseline, MeanVaf const& follow_up) {
    // A limit of the ratio passes 1 where the odds pass the ratio of the weights.
    auto const more_after = [](Equivalent const& after, Equivalent const& before) {
        return beta_at_most(before.weight / (before.weight + after.weight), after.count, before.count);
    };
    double const rise = follow_up.mean > 0 ? more_after(of(follow_up), with_one_more(baseline)) : 1;
    double const fall = baseline.mean > 0 ? 1 - more_after(with_one_more(follow_up), of(baseline)) : 1;
    return std::min(1.0, 2 * std::min(rise, fall));
}

}  // namespace tidemark
