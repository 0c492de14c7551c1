// The first plasma draw after treatment began, by the sheets alone: what was irradiated up to it was known from the start.
#pragma once
#include <optional>
#include <span>
#include <string>

#include "values/patient/sheet.hpp"

namespace tidemark {

/// Day of the patient's first plasma draw after the earliest declared anchor; without an anchor, of the second plasma draw. Rows
/// and events of any patient, days on one scale; nothing where no such draw is listed.
[[nodiscard]] std::optional<int> first_follow_up_day(std::string const& patient, std::span<SampleRow const> samples,
                                                     std::span<EventRow const> events);

}  // namespace tidemark
