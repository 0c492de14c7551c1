// Rules about what imaging says.
#pragma once
#include <span>

#include "stages/check/notes.hpp"
#include "values/patient/sheet.hpp"

namespace tidemark {

/// Two imaging rows of one patient, lesion (or none) and day that name different categories of RECIST, or of iRECIST: invalid where
/// the rest of their labels is the same ("CT PR", "CT PD"), a warning where it differs (another modality, another reader). A label that
/// names two categories is a warning. An event `progression` counts as a row that says so: imaging of its day with a category that is no
/// progression (CR, PR, SD, iCR, iPR, iSD) contradicts it, or disagrees where the labels differ otherwise. A row is named once, with the first line that it contradicts.
void check_imaging(std::span<EventRow const> events, Notes& notes);

}  // namespace tidemark
