// Rules about starts and stops of drugs.
#pragma once
#include <span>

#include "stages/check/notes.hpp"
#include "values/patient/sheet.hpp"

namespace tidemark {

/// Starts and stops of each drug of each patient. Invalid: two stated ranges of one drug that overlap, a stop before the drug's first
/// start, a stop after the range that its own start states, two stops of one drug with neither a start nor a change of treatment between.
/// Warnings: a start of a drug that is given already (sheets list cycles so; the regimen is the same, docs/decisions/0023), a stop without
/// a start, two stops on one day or of therapies without a name, two changes of treatment on one day.
void check_systemic(std::span<EventRow const> events, Notes& notes);

}  // namespace tidemark
