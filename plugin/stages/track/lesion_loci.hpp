// Counts of one or two draws at the loci of the lesion map.
#pragma once
#include <vector>

#include "stages/track/lesion_map.hpp"
#include "values/evidence/detection_result.hpp"

namespace tidemark {

/// The same loci in the same order in both.
struct LesionLoci {
    std::vector<LesionLocus> before;
    std::vector<LesionLocus> after;
};

/// Loci of the map that both draws read: evaluable or absent in plasma (which a fallen lesion's loci are), never outliers or
/// of another origin. Of a haplotype read in one molecule one locus counts.
[[nodiscard]] LesionLoci lesion_loci(LesionMap const& map, DetectionResult const& before, DetectionResult const& after);

}  // namespace tidemark
