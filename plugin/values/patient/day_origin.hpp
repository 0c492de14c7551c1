// Which calendar date is day 0 of a patient, as its events sheet says it.
#pragma once
#include <chrono>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "values/patient/calendar.hpp"
#include "values/patient/sheet.hpp"

namespace tidemark {

/// Date of day 0 by patient. A row with both a day and a date fixes it (date - day); otherwise the earliest dated
/// anchor is day 0. Patients without either are absent. `has_day[i]`: whether row i came with a day of its own.
[[nodiscard]] std::map<std::string, std::chrono::sys_days> day_origins(std::span<EventRow const> events,
                                                                       std::vector<bool> const& has_day);
/// The same for events whose days are already resolved: any dated row fixes it.
[[nodiscard]] std::map<std::string, std::chrono::sys_days> day_origins(std::span<EventRow const> events);

}  // namespace tidemark
