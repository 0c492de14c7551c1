// What the head of a patient's page says of imaging beside ctDNA.
#pragma once
#include <vector>

#include "values/patient/document.hpp"
#include "values/patient/timeline.hpp"

namespace tidemark {

/// Progression on imaging after day 0, whether ctDNA contradicts it and how far a confirmed molecular progression was ahead of or
/// behind it; or that it is not confirmed yet; nothing where imaging showed none. A contradiction must not stand at the foot of the page alone.
[[nodiscard]] std::vector<Item> imaging_findings(Timeline const& timeline);

}  // namespace tidemark
