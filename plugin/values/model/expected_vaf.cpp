#include "values/model/expected_vaf.hpp"

#include <algorithm>
#include <cassert>

namespace tidemark {
namespace {

double copies_in_plasma(double fraction, CopyState const& copies) {
    return fraction * copies.total_copies + (1 - fraction) * copies.normal_copies;
}

}  // namespace

double expected_vaf(double tumor_fraction, CopyState const& copies) {
    assert(tumor_fraction >= 0 && tumor_fraction <= 1);
    double const mutated = tumor_fraction * copies.cancer_cell_fraction * copies.multiplicity;
    double const all = copies_in_plasma(tumor_fraction, copies);
    return all <= mutated ? (mutated > 0 ? 1 : 0) : mutated / all;
}

double expected_vaf_slope(double tumor_fraction, CopyState const& copies) {
    double const all = copies_in_plasma(tumor_fraction, copies);
    return all <= 0 ? 0
                    : copies.cancer_cell_fraction * copies.multiplicity * copies.normal_copies / (all * all);
}

std::optional<double> fraction_from_vaf(double vaf, CopyState const& copies) {
    double const denominator =
        copies.cancer_cell_fraction * copies.multiplicity + vaf * (copies.normal_copies - copies.total_copies);
    if (vaf < 0 || denominator <= 0) {
        return std::nullopt;
    }
    double const fraction = vaf * copies.normal_copies / denominator;
    return fraction > 1 ? std::nullopt : std::optional{fraction};
}

double shown_allele_chance(double vaf, double background_rate) {
    return vaf + (1 - vaf) * background_rate;
}

StatedCopies stated_copies(PanelEntry const& entry) {
    StatedCopies stated{.copies = {}, .assumed = entry.copy_states.empty() && (!entry.multiplicity || !entry.total_copies)};
    auto& copies = stated.copies;
    copies.multiplicity = entry.multiplicity.value_or(copies.multiplicity);
    copies.total_copies = entry.total_copies.value_or(copies.total_copies);
    copies.normal_copies = entry.normal_copies.value_or(copies.normal_copies);
    copies.cancer_cell_fraction = std::clamp(entry.ccf.value_or(1), 1e-3, 1.0);
    if (!entry.copy_states.empty()) {
        double weights = 0;
        for (auto const& state : entry.copy_states) {
            weights += state.weight;
        }
        copies.multiplicity = 0;
        copies.total_copies = 0;
        for (auto const& state : entry.copy_states) {
            double const weight = state.weight / weights;
            stated.states.push_back({{state.multiplicity, state.total_copies, copies.normal_copies,
                                      copies.cancer_cell_fraction}, weight});
            copies.multiplicity += weight * state.multiplicity;
            copies.total_copies += weight * state.total_copies;
        }
    }
    // A stated multiplicity above stated copies, or copies of 0 with a mutated copy, cannot be meant.
    copies.total_copies = std::max(copies.total_copies, copies.multiplicity * copies.cancer_cell_fraction);
    return stated;
}

}  // namespace tidemark
