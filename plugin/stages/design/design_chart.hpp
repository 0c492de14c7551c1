// Planned tubes as a figure.
#pragma once
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "values/model/tube_design.hpp"
#include "values/patient/figure.hpp"

namespace tidemark {

/// What is drawn of a set of plans: one tube, or limits over what the grid varies.
/// One tube (all plans alike but for their questions): chance of detection over the tumor fraction, with LoB, LoD95 and LoQ.
/// More: LoD95 over the quantity with most values, one line for each value of the one with next most, up to six; what
/// else varies stays at its first value, and the caption says so.
[[nodiscard]] Figure design_figure(std::span<TubeDesign const> designs);

}  // namespace tidemark
