#include "values/model/expected_vaf.hpp"

#include <algorithm>
#include <cassert>

namespace tidemark {
namespace {

double copies_in_plasma(TumorFractionCell fraction, CopyState const& copies) {
    return fraction.value * copies.total_copies + (1 - fraction.value) * copies.normal_copies;
}

}  // namespace

Vaf expected_vaf(TumorFractionCell fraction, CopyState const& copies) {
    assert(fraction.value >= 0 && fraction.value <= 1);
    double const mutated = fraction.value * copies.cancer_cell_fraction * copies.multiplicity;
    double const all = copies_in_plasma(fraction, copies);
    return {all <= mutated ? (mutated > 0 ? 1 : 0) : mutated / all};
}

double expected_vaf_slope(TumorFractionCell fraction, CopyState const& copies) {
    double const all = copies_in_plasma(fraction, copies);
    return all <= 0 ? 0
                    : copies.cancer_cell_fraction * copies.multiplicity * copies.normal_copies / (all * all);
}

// v rises with f: dv/df = c m n / (f C + (1-f) n)^2.
Vaf largest_vaf(CopyState const& copies) { return expected_vaf(TumorFractionCell{1}, copies); }

std::optional<TumorFractionCell> fraction_from_vaf(Vaf vaf, CopyState const& copies) {
    double const denominator =
        copies.cancer_cell_fraction * copies.multiplicity + vaf.value * (copies.normal_copies - copies.total_copies);
    if (vaf.value < 0 || denominator <= 0) {
        return std::nullopt;
    }
    TumorFractionCell const fraction{vaf.value * copies.normal_copies / denominator};
    return fraction.value > 1 ? std::nullopt : std::optional{fraction};
}

double shown_allele_chance(Vaf vaf, double background_rate) {
    return vaf.value + (1 - vaf.value) * background_rate;
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
