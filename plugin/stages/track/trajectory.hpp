// The class of each draw within its series: what it says together with the draws before it, never with later ones.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "stages/track/change.hpp"
#include "values/patient/timeline.hpp"

namespace tidemark {

/// never_detected, emergence, response, persistence, progression, recrudescence, or empty where the draws so far support
/// none (the first detected draw, a draw that is not evaluable or indeterminate, a fall that could not be shown).
/// `draws` sorted by day; `anchored`: days are relative to a declared anchor. One class per draw; the class of a draw
/// is the same whether or not later draws are there.
[[nodiscard]] std::vector<std::string> trajectory_classes(std::span<Draw const> draws, bool anchored,
                                                          ChangeSetting const& setting);

}  // namespace tidemark
