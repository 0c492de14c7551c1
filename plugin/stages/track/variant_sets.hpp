// Sets of tracked variants of one patient against each other, draw by draw: clones against the trunk, neoantigen-tagged
// clonal variants against the other clonal ones.
#pragma once
#include <optional>
#include <span>
#include <vector>

#include "values/failure/finding.hpp"
#include "values/patient/clone_series.hpp"
#include "values/patient/panel.hpp"
#include "values/patient/timeline.hpp"

namespace tidemark {

/// What a ratio of two sets needs before it is given.
struct SetGates {
    double minimum_fraction = 0.001;          ///< of the reference: below, a CCF is noise (statistics.md 9)
    std::int64_t minimum_loci = 4;            ///< with depth, in the set and in the reference
};

/// Whether a variant counts as clonal.
/// METHOD: what the panel states as trunk is, what it states as none is not. Where it says nothing of the trunk, a CCF of at
/// least 0.9 in tissue is (an estimate of a clonal variant scatters that far), a lower one is not; without either, a
/// variant that belongs to no named clone is taken as clonal, as in detection.
[[nodiscard]] bool is_clonal(PanelEntry const& entry);

/// A series for each clone that has tracked variants outside the trunk, by name, with its claims; its ratio is the CCF. Nothing where
/// the panel names no clone.
/// METHOD: CCF of a clone = mean implied fraction of its variants, as if all tumor cells had them, over the fraction of the
/// trunk. Loci of the clone count with depth, also where detection took them as lost: a clone that died shows nothing. A
/// locus of either side that detection set aside as outlier counts where the side's other loci explain it: one alone far above
/// them, or the only one of its side, is clonal haematopoiesis or an artefact, all together are a clone that grew, or a trunk
/// above its clones. Signals that detection gives are divided by the CCF that it assumed; without one, one of two copies is
/// taken.
[[nodiscard]] std::optional<std::vector<SetSeries>> clone_series(Panel const& panel, std::span<Draw const> draws,
                                                                 SetGates const& gates = {});

/// Tags whose patient no row of the sample sheet has: contradictions (`unknown_patient`).
[[nodiscard]] Findings check_tag_patients(std::span<NeoantigenRow const> rows, std::span<SampleRow const> samples);

/// Tagged clonal variants against the clonal variants without a tag; on both sides loci that detection took as lost count, and
/// outliers as above. Variants that the panel does not have are
/// contradictions (`unknown_variant`), appended to `findings`; rows of other patients are passed over.
[[nodiscard]] SetSeries neoantigen_series(Panel const& panel, std::string const& patient,
                                          std::span<NeoantigenRow const> rows, std::span<Draw const> draws,
                                          Findings& findings, SetGates const& gates = {.minimum_fraction = 0,
                                                                                       .minimum_loci = 1});

}  // namespace tidemark
