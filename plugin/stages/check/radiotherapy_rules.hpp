// Rules about fractions of radiotherapy.
#pragma once
#include <span>

#include "stages/check/notes.hpp"
#include "values/patient/sheet.hpp"

namespace tidemark {

/// Invalid: a range of days on a lesion that shares a day with another row of that lesion. Warnings: two single fractions on one day and
/// lesion (given twice a day, or told twice), rows that share a day where neither names a lesion (they may be two sites), and the first
/// fraction that no draw follows. A row is named once, with the first line that it contradicts.
void check_radiotherapy(std::span<EventRow const> events, std::span<SampleRow const> samples, Notes& notes);

}  // namespace tidemark
