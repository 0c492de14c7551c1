// Counts of one or two draws at the loci that count: evaluable, not set aside as outliers, with depth.
#pragma once
#include <optional>
#include <vector>

#include "values/evidence/detection_result.hpp"
#include "values/model/change_ratio.hpp"
#include "values/model/mean_vaf.hpp"

namespace tidemark {

/// Counts of one draw over a set of loci.
struct LocusSums {
    PooledCounts pooled;    ///< over those that the fraction is estimated from: not trunk only where no other remains
    MeanVaf mean_vaf;       ///< over all of them, as vaf_max
    double vaf_max = 0;
    double vaf_median = 0;  ///< of alt/depth over all of them; the mean of the middle two
    std::int64_t loci = 0;
};

/// Sums over all loci of a draw that count; nothing where there is none.
[[nodiscard]] std::optional<LocusSums> locus_sums(DetectionResult const& result);

struct SharedSums {
    LocusSums from;
    LocusSums to;
    bool without_trunk = false;   ///< one draw has a trunk and they share none of it: the sums are those of parts of the tumor
};

/// Sums over the loci that count in both draws: an outlier or an uncovered locus in one is left out of both, so that a
/// change of the set of loci never looks like a change of the tumor. Nothing where they share none.
[[nodiscard]] std::optional<SharedSums> shared_sums(DetectionResult const& from, DetectionResult const& to);

}  // namespace tidemark
