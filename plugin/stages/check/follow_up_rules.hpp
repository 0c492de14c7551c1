// Rules about the end of follow-up: one death, one last contact, and nothing after them.
#pragma once
#include <span>

#include "stages/check/notes.hpp"
#include "values/patient/sheet.hpp"

namespace tidemark {

/// Every event after the patient's death, or other than death after the last contact, a second death, and a last contact on a second
/// day: all invalid. The same last contact twice is a warning.
void check_ends(std::span<EventRow const> events, Notes& notes);
/// Every sample after its patient's death or last contact: a contradiction of the two sheets.
void check_samples_after_the_end(std::span<EventRow const> events, std::span<SampleRow const> samples, Notes& notes);

}  // namespace tidemark
