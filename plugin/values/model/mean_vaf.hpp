// LAW of the mean VAF: an unweighted mean of x/d over loci is a weighted sum of Poisson counts. Limits by Fay and Feuer
// 1997 (Stat Med 16:791), ratio of two by Fay 1999 (Commun Stat Theory Methods 28:2141): both are the exact limits where
// all depths are equal, and stay on the safe side elsewhere.
#pragma once
#include "values/model/change_ratio.hpp"
#include "values/probability/distributions.hpp"

namespace tidemark {

/// Sums over loci, each with weight w = 1/(loci x depth).
struct MeanVaf {
    double mean = 0;             ///< sum of w x: unweighted mean of x/d, nothing subtracted, 0..1
    double variance = 0;         ///< sum of w^2 x
    double largest_weight = 0;   ///< of any locus, also of one without alt molecules; > 0
};

/// Two-sided 95 % limits of the mean VAF, lower >= 0, upper capped at 1. 3 of 1 000 at one locus: 0.000619 to 0.00877.
[[nodiscard]] Limits mean_vaf_limits(MeanVaf const& vaf);

/// One-sided 95 % upper limit. 0 of 1 000 at one locus: 0.002996.
[[nodiscard]] double mean_vaf_upper_bound(MeanVaf const& vaf);

/// Ratio of two mean VAFs with its 95 % interval.
[[nodiscard]] RatioInterval mean_vaf_ratio(MeanVaf const& baseline, MeanVaf const& follow_up);

/// Two-sided p of "no change": the level at which the interval above would first touch a ratio of 1; 1 where neither shows anything.
/// 3 and 10 molecules at one locus of equal depth: 2·378/8192 = 0.0923.
[[nodiscard]] double mean_vaf_same_p(MeanVaf const& baseline, MeanVaf const& follow_up);

}  // namespace tidemark
