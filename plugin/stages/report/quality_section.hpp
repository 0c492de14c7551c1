// How each draw was judged, what was known about its specimen, and where the numbers come from.
#pragma once
#include "values/patient/document.hpp"
#include "values/patient/timeline.hpp"

namespace tidemark {

/// Test, limits, specimen and identity of every draw. A column that is empty in all draws is named in a sentence.
[[nodiscard]] Section quality_section(Timeline const& timeline);
/// Hashes of what went in, the constant of the concentration, the machine-readable files.
[[nodiscard]] Section provenance_section(Timeline const& timeline);

}  // namespace tidemark
