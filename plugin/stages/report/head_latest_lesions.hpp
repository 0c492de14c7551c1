// What the head of a patient's page adds to the claims on lesions: where they stand now, and which lesions a side has lost.
#pragma once
#include <string>

#include "values/patient/timeline.hpp"

namespace tidemark {

/// Row of a compartment (irradiated, nonirradiated) as a whole in the last draw that tells of it: detected or not detected, compared and
/// evaluable. Null where none does, or lesions were not asked for.
[[nodiscard]] LesionShed const* latest_whole(Timeline const& timeline, std::string const& compartment);

/// " On day 147, the last draw that can tell of them, what they shed is below the baseline, by 97 %.", with a space before; empty where no draw tells.
[[nodiscard]] std::string latest_lesions_text(Timeline const& timeline, std::string const& compartment);

/// " L2 was irradiated later and is counted on neither side from day 95 on; before, what it shed rose, first seen on day 84. …", of lesions
/// that were declared not irradiated, with a space before; empty where all stayed so.
[[nodiscard]] std::string lesions_irradiated_later_text(Timeline const& timeline);

}  // namespace tidemark
