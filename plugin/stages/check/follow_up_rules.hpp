// Rules about the end of follow-up: one death, and nothing after it or after the last contact.
#pragma once
#include <span>

#include "stages/check/notes.hpp"
#include "values/patient/sheet.hpp"

namespace tidemark {

/// Every event after the patient's death, or other than death after the last contact, and a second death: all invalid.
void check_ends(std::span<EventRow const> events, Notes& notes);
/// Every sample after its patient's death or last contact: a contradiction of the two sheets.
void check_samples_after_the_end(std::span<EventRow const> events, std::span<SampleRow const> samples, Notes& notes);

}  // namespace tidemark
