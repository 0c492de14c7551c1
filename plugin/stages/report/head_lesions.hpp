// What the head of a patient's page says of lesions: did those respond that were not irradiated?
#pragma once
#include <vector>

#include "values/patient/document.hpp"
#include "values/patient/timeline.hpp"

namespace tidemark {

/// "Not irradiated" and "Irradiated", by what the series claims of each side as a whole, and what of the word abscopal-compatible.
/// Empty where lesions were not asked for.
[[nodiscard]] std::vector<Item> lesion_findings(Timeline const& timeline);

/// "Did the lesions that were not irradiated respond?" with its answer, in the same cases.
[[nodiscard]] std::vector<Answer> lesion_answers(Timeline const& timeline);

}  // namespace tidemark
