// Outcomes made elsewhere against themselves and the sample sheet.
#pragma once
#include "stages/check/sheet_set.hpp"

namespace tidemark {

/// What `report` would refuse, hours later. A patient without plasma in the sample sheet has no series: a warning where the
/// row has no group either, as nobody would be followed by it. A row with a group speaks for itself.
/// Rows that are faulty by themselves (`of_cells`: what their reader said) are compared with no other: what stands in place of
/// a cell that could not be read is no value.
[[nodiscard]] Findings check_outcomes(SheetSet const& sheets, Findings const& of_cells);

}  // namespace tidemark
