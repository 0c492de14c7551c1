// Whether a lesion map can tell its lesions apart at all, and whether a tissue could have shown a variant. readout.md 7.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "values/model/lesion_mixture.hpp"

namespace tidemark {

/// What the columns of a map (one per lesion, loci by lesions, c m/n times the square root of depth) span.
struct MapRank {
    std::size_t rank = 0;                           ///< lesions that can be told apart
    double condition = 1;                           ///< largest over smallest singular value of columns of length 1; infinite if rank is lacking
    std::vector<std::vector<std::size_t>> groups;   ///< lesions in their order, those that only their sum is known of together
};

/// METHOD: columns are brought to length 1 before, as their length is depth and not likeness (Belsley 1980); a pair whose own
/// condition number exceeds his limit of 30 is one group. A lesion without any locus has no direction and stands alone.
[[nodiscard]] MapRank map_rank(std::span<LesionLocus const> loci);

/// The same loci with the lesions of every group made one, in the order of `groups`: the mean of their copies.
[[nodiscard]] std::vector<LesionLocus> merged_lesions(std::span<LesionLocus const> loci,
                                                      std::vector<std::vector<std::size_t>> const& groups);

/// Tissue of one lesion at one locus.
struct TissueDepth {
    std::int64_t depth = 0;   ///< reads, >= 0
    std::int64_t alt = 0;     ///< of these with the variant, 0..depth
    double purity = 1;        ///< tumor cells in the tissue, 0..1
    double multiplicity = 1;
    double total_copies = 2;
    double normal_copies = 2;
};

/// Power with which the tissue shows a variant absent: chance of more reads with it than were seen, had `ccf` of the tumor
/// cells carried it. Depth 29, none seen, purity 1, ccf 0.2 gives 0.953; with one seen 0.801.
[[nodiscard]] double absence_power(TissueDepth const& tissue, double ccf);

inline constexpr double private_ccf = 0.2;              ///< a private locus must be shown absent at this share of cells
inline constexpr double private_absence_power = 0.95;   ///< with at least this power; else `private_uncertain`

}  // namespace tidemark
