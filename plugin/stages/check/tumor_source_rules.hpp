// Where the tracked variants of a patient come from: exactly one place.
#pragma once
#include "stages/check/sheet_set.hpp"

namespace tidemark {

/// Tumor rows carry the VCF, one row per biopsied lesion; without tumor rows the plasma rows do, all the same file.
[[nodiscard]] Findings check_tumor_sources(SheetSet const& sheets);

}  // namespace tidemark
