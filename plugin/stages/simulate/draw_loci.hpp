// Molecules at the tracked alleles of one region, drawn from their laws.
#pragma once
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "stages/simulate/region_draw.hpp"

namespace tidemark {

/// One allele in one group. `counts` lists are not yet sorted.
struct GroupCounts {
    LocusCounts counts;
    std::int64_t carriers = 0;     ///< molecules whose DNA has the allele
    std::int64_t error_alt = 0;    ///< of `alt`, by error
};
/// By allele, then group.
using AlleleCounts = std::vector<std::array<GroupCounts, error_layer_count>>;
/// Molecules that read both alleles of a linked pair, by pattern and group.
using PatternCounts = std::map<std::pair<std::string, std::size_t>, std::int64_t>;

struct DrawnLoci {
    AlleleCounts counts;
    PatternCounts patterns;
    std::int64_t reference_molecules = 0;     ///< show the reference, once for each allele
    std::vector<double> reference_lengths;    ///< expected lengths of these, from 60 bases on
};
[[nodiscard]] DrawnLoci draw_loci(RegionDraw const& draw, Random& random);

}  // namespace tidemark
