// What share of molecules a tumor cell fraction puts at a locus, and back (statistics.md 2).
#pragma once
#include <optional>
#include <vector>

#include "values/model/fraction_scales.hpp"
#include "values/patient/panel.hpp"

namespace tidemark {

/// Copies of a locus. m mutated copies in a mutated tumor cell, C copies in every tumor cell, n in normal cells, c the
/// share of tumor cells that carry the mutation. m > 0, C >= 0, n > 0, 0 < c <= 1.
struct CopyState {
    double multiplicity = 1;
    double total_copies = 2;
    double normal_copies = 2;
    double cancer_cell_fraction = 1;
    bool operator==(CopyState const&) const = default;
};

/// v(f) = f c m / (f C + (1-f) n), for 0 <= f <= 1: share of molecules with the allele, at most 1.
/// (m, C) = (2, 3), f = 0.01 gives 0.00995025.
[[nodiscard]] Vaf expected_vaf(TumorFractionCell fraction, CopyState const& copies);

/// dv/df.
[[nodiscard]] double expected_vaf_slope(TumorFractionCell fraction, CopyState const& copies);

/// c m / C, at most 1: v(1), the largest share that any fraction gives. (m, C) = (1, 4) gives 0.25.
[[nodiscard]] Vaf largest_vaf(CopyState const& copies);

/// Inverse of expected_vaf: f = v n / (c m + v (n - C)). Nothing where no fraction up to 1 gives that share:
/// `inconsistent_with_copy_state`, e.g. v = 0.6 with (m, C) = (1, 4).
[[nodiscard]] std::optional<TumorFractionCell> fraction_from_vaf(Vaf vaf, CopyState const& copies);

/// q = v + (1 - v) e: chance that a molecule shows the allele, with background rate e. The loss of a true allele by error is
/// left out, under a thousandth of v for ordinary rates (docs/decisions/0004). v = 0.1, e = 0.001 gives 0.1009.
[[nodiscard]] double shown_allele_chance(Vaf vaf, double background_rate);

/// One state of several that a locus may have.
struct WeightedCopies {
    CopyState copies;
    double weight = 1;   ///< above 0; weights of a locus sum to 1
};

/// Copies as the panel states them; what it does not state is 1 mutated of 2 copies in all tumor cells.
/// Where it names several states, `copies` is their average: its share of molecules is the average share as f goes to 0.
struct StatedCopies {
    CopyState copies;
    bool assumed = false;                 ///< multiplicity or total copies had to be assumed (reason cn_assumed)
    std::vector<WeightedCopies> states{};   ///< where the panel names several; else empty
};
[[nodiscard]] StatedCopies stated_copies(PanelEntry const& entry);

}  // namespace tidemark
