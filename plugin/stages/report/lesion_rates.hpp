// Rates of lesion verdicts over a cohort, compartment by compartment.
#pragma once
#include <span>

#include "values/patient/document.hpp"
#include "values/patient/timeline.hpp"

namespace tidemark {

/// One row for each compartment and arm: verdicts of each patient at the latest draw where the compartment has one, and
/// how many have a confirmed claim. Patients without that compartment are no denominator. Some timeline has a lesion part.
[[nodiscard]] Section lesion_rates_section(std::span<Timeline const> timelines);

}  // namespace tidemark
