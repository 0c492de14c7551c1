// How fast the tumor DNA of a series moves at each draw.
#pragma once
#include <span>

#include "values/patient/timeline.hpp"

namespace tidemark {

/// Fills the growth of every draw from it and earlier ones only. METHOD: draws that say something, outside the flare window. Where the draw
/// lies below all before it, all of them: how fast the series falls. Else those after the nadir, how fast it comes back; the
/// nadir itself is left out, because the lowest of many draws is low by chance, and whatever follows it would rise. Three
/// draws are needed, two of them detected; no phase is joined with another. The law is growth_rate's, with a level that pays for the
/// looks (docs/decisions/0025). readout.md 6, statistics.md 8.2.
void add_growth(std::span<Draw> draws);

/// Whether the pace changed once in the whole series, from the baseline on: draws that say something, outside the flare window, at
/// least five of them detected and twelve at most. Of the series, as milestones are: a later draw may change it.
[[nodiscard]] GrowthChange growth_change_of(std::span<Draw const> draws, std::string const& baseline);

}  // namespace tidemark
