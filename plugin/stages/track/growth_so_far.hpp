// How fast the tumor DNA of a series moves at each draw.
#pragma once
#include <span>

#include "values/patient/timeline.hpp"

namespace tidemark {

/// Fills the growth of every draw from it and earlier ones only. METHOD: the stretch runs from the nadir before the draw where that
/// leaves three evaluable draws, two of them detected (how fast it comes back), else from the first evaluable draw (how fast it
/// falls or grows); one change point at most. The law is growth_rate's. readout.md 6, statistics.md 8.2.
void add_growth(std::span<Draw> draws);

/// Whether the pace changed once in the whole series, from the baseline on: draws that say something, outside the flare window, at
/// least five of them detected and twelve at most. Of the series, as milestones are: a later draw may change it.
[[nodiscard]] GrowthChange growth_change_of(std::span<Draw const> draws, std::string const& baseline);

}  // namespace tidemark
