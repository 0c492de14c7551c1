// Outcomes made elsewhere against themselves and the sample sheet.
#pragma once
#include "stages/check/sheet_set.hpp"

namespace tidemark {

/// What `report` would refuse, hours later. A patient that the sample sheet does not have is a warning where the row has no
/// group either: nobody would be followed by it. A row with a group speaks for itself.
[[nodiscard]] Findings check_outcomes(SheetSet const& sheets);

}  // namespace tidemark
