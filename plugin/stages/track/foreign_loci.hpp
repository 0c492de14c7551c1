// Loci that detection set aside as outliers, judged again among the loci that share their level.
#pragma once
#include <vector>

#include "values/evidence/detection_result.hpp"

namespace tidemark {

/// A locus of a group, and what one unit of the group's fraction makes visible there.
struct CountedLocus {
    VariantResult const* row = nullptr;
    double visible = 0;   ///< molecules
};

/// Leaves out outliers that the group's own other loci do not explain either.
/// METHOD: detection's rule, within the group: while the locus with the smallest tail, P(at least x_i of the group's molecules fall
/// on it), binomial with its share of what would be seen, lies below 0.05 / loci and shows >= 3 molecules, it is left out. Nothing
/// explains an outlier that stands alone, so that it is left out as well.
void leave_out_foreign(std::vector<CountedLocus>& loci);

}  // namespace tidemark
