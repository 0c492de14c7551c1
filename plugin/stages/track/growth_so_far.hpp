// How fast the tumor DNA of a series moves at each draw.
#pragma once
#include <span>

#include "values/patient/timeline.hpp"

namespace tidemark {

/// Fills the growth of every draw from it and earlier ones only. METHOD: the stretch runs from the nadir before the draw where that
/// leaves three evaluable draws, two of them detected (how fast it comes back), else from the first evaluable draw (how fast it
/// falls or grows); one change point at most. The law is growth_rate's. readout.md 6, statistics.md 8.2.
void add_growth(std::span<Draw> draws);

}  // namespace tidemark
