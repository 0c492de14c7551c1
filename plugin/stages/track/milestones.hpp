// What a whole series shows, and when first.
#pragma once
#include <vector>

#include "stages/track/change.hpp"
#include "values/patient/timeline.hpp"

namespace tidemark {

/// One row of every kind, in the order of `all_milestones`. Reads draws, events, pairs and the anchor of the timeline; a later
/// draw may change any row, so nothing that is said of a draw may lean on them. readout.md 6.
[[nodiscard]] std::vector<Milestone> milestones_of(Timeline const& timeline, ChangeSetting const& setting);

}  // namespace tidemark
