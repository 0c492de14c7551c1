// Whose DNA the molecules of one region in one sample are.
#pragma once
#include <cstdint>
#include <vector>

#include "stages/simulate/assay.hpp"
#include "stages/simulate/plan.hpp"

namespace tidemark {

/// One copy of the region in one kind of cells.
struct DnaCopy {
    double weight = 0;           ///< of its molecules among all of the sample; weights sum to 1
    std::size_t individual = 0;  ///< whose germline
    int haplotype = 0;
    bool tumor = false;
    double carried = 0;          ///< chance that such a copy has the region's variant
};

struct Mixture {
    std::vector<DnaCopy> copies;
    double true_vaf = 0;         ///< expected share of molecules that carry the variant, errors apart
};

/// METHOD: statistics.md 2 and 9 in the exact form, sums of numerators and of copies:
/// v = (1-a) * sum_l w_l c m_l / (sum_l w_l C_l + (1 - f) n), f = sum_l w_l, a = contamination. Haplotype of the
/// variant in the tumor: max(m, ceil(C/2)) of the C copies, of which m carry it.
[[nodiscard]] Mixture region_mixture(Scenario const& scenario, Assay const& assay, SamplePlan const& plan,
                                     std::size_t region);

/// Copies of the carrying and of the other haplotype in tumor cells.
struct HaplotypeCopies {
    int carrying = 1;
    int other = 1;
};
[[nodiscard]] HaplotypeCopies haplotype_copies(PlacedVariant const& placed);

}  // namespace tidemark
