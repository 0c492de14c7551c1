// Changes between draws with their verdicts, and where answers contradict each other.
#pragma once
#include "values/patient/document.hpp"
#include "values/patient/timeline.hpp"

namespace tidemark {

[[nodiscard]] Section change_section(Timeline const& timeline);

}  // namespace tidemark
