// What a whole series shows of lesions and compartments: claims that pay for the number of draws. Decision 18.
#pragma once
#include <span>
#include <vector>

#include "values/patient/timeline.hpp"

namespace tidemark {

/// METHOD: a claim is made at the first draw whose row has the verdict and is confirmed by the next telling draw whose row has it too,
/// both against the same baseline, of a compartment both of the same lesions; by nothing else, as milestones are (decisions 16 and 18).
/// Telling is a settled draw at which the lesion is evaluable and of the same compartment; for a rise also one outside the flare window.
/// A row whose interval excludes no change but whose gate is shut neither makes nor refutes a claim: it leaves it undetermined. Without
/// a claim it is not_met only where the last telling draw speaks against it (stable or the opposite), else undetermined.
/// `abscopal_compatible` is claimed in the same way from the comparisons. `draws` by day; rows and comparisons of `series` are those of these draws.
[[nodiscard]] std::vector<LesionClaim> lesion_claims(std::span<Draw const> draws, LesionSeries const& series);

}  // namespace tidemark
