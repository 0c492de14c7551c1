// When a course of therapy ends, by the events sheet alone. One rule for the regimen of a draw and for the rules of the sheet.
#pragma once
#include <optional>
#include <span>

#include "values/patient/sheet.hpp"

namespace tidemark {

/// The last day on which a start's drug is surely given, where the sheet says: of its own range, of the next stop of that drug (one on
/// the day of the start ends the course before it, where there is one), or of the next change of treatment. Events of one patient;
/// nothing where the sheet tells no end.
[[nodiscard]] std::optional<int> end_of_course(EventRow const& start, std::span<EventRow const> events);

}  // namespace tidemark
