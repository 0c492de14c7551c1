// Lead time over a cohort, never without its denominators.
#pragma once
#include <span>
#include <vector>

#include "values/patient/cohort_summary.hpp"
#include "values/patient/timeline.hpp"

namespace tidemark {

/// All patients, then the arms by name.
[[nodiscard]] std::vector<LeadRow> lead_rows(std::span<Timeline const> timelines);

}  // namespace tidemark
