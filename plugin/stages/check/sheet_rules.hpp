// Rules between the rows of the sample sheet: ids, files, lanes, the source of tumor variants.
#pragma once
#include "stages/check/sheet_set.hpp"

namespace tidemark {

[[nodiscard]] Findings check_sample_rows(SheetSet const& sheets);

}  // namespace tidemark
