// The lesion panel of a patient's page.
#pragma once
#include "values/patient/document.hpp"
#include "values/patient/timeline.hpp"

namespace tidemark {

/// Figure, table of shares and changes, contrast of the compartments, and what the lesion map can tell. The timeline has a
/// lesion part.
[[nodiscard]] Section lesion_section(Timeline const& timeline);

}  // namespace tidemark
