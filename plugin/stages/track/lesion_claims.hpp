// What a whole series shows of lesions and compartments: claims that pay for the number of draws. Decision 18.
#pragma once
#include <span>
#include <vector>

#include "values/patient/timeline.hpp"

namespace tidemark {

/// METHOD: by the rule of `confirmed_claim`, of a compartment both draws of the same lesions. Telling is a settled draw at which the lesion is
/// evaluable and of the same compartment; for a rise also one outside the flare window of that tissue. A draw shows a claim where its
/// interval excludes no change, firmly where its row has the verdict.
/// `abscopal_compatible` is claimed in the same way from the comparisons. `draws` by day; rows and comparisons of `series` are those of these draws.
[[nodiscard]] std::vector<LesionClaim> lesion_claims(std::span<Draw const> draws, LesionSeries const& series);

}  // namespace tidemark
