// Counts of one or two draws at the loci of the lesion map.
#pragma once
#include <cstddef>
#include <span>
#include <vector>

#include "stages/track/lesion_map.hpp"
#include "values/evidence/detection_result.hpp"

namespace tidemark {

/// The same loci in the same order in both.
struct LesionLoci {
    std::vector<LesionLocus> before;
    std::vector<LesionLocus> after;
};

/// Loci of the map that both draws read: evaluable or absent in plasma (which a fallen lesion's loci are), outliers where other
/// loci of the same lesions explain them (all of a lesion may stand far from the rest), never those of another origin. Of a haplotype read in one molecule one locus counts.
[[nodiscard]] LesionLoci lesion_loci(LesionMap const& map, DetectionResult const& before, DetectionResult const& after);

/// Whether any locus is carried by one of these lesions: without one their share is unknown, not 0 to 1.
[[nodiscard]] bool holds_any(std::span<LesionLocus const> loci, std::span<std::size_t const> columns);

}  // namespace tidemark
