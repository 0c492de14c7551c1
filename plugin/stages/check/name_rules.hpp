// Patients, samples and lesions that one sheet names and another does not know.
#pragma once
#include "stages/check/sheet_set.hpp"

namespace tidemark {

[[nodiscard]] Findings check_names_between_sheets(SheetSet const& sheets);

}  // namespace tidemark
