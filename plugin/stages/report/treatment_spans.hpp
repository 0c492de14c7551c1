// Events put together into what a figure and a table show: treatments with a start and an end, radiotherapy courses.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "values/patient/sheet.hpp"

namespace tidemark {

/// A systemic treatment. Absent ends are unknown: not started or not stopped within the sheet.
struct TreatmentSpan {
    std::string label;
    std::optional<int> begin;
    std::optional<int> end;
    bool operator==(TreatmentSpan const&) const = default;
};

/// Fractions given to one lesion whose flare windows overlap: a later course is one of its own.
struct RadiotherapyCourse {
    std::string lesion;              ///< may be empty
    std::vector<EventRow> rows;      ///< by day
    std::string words;               ///< "3 × 8 Gy to lesion L1"
    int first = 0;
    int last = 0;
    bool operator==(RadiotherapyCourse const&) const = default;
};

/// Starts paired with the first later stop of the same label; `day_end` of a start row is its stop.
[[nodiscard]] std::vector<TreatmentSpan> treatment_spans(std::span<EventRow const> events);
/// By lesion in the order of the sheet, then by day.
[[nodiscard]] std::vector<RadiotherapyCourse> radiotherapy_courses(std::span<EventRow const> events);

/// "CT, 42 mm (lesion L1)": label, value with unit and lesion, as far as given.
[[nodiscard]] std::string event_detail(EventRow const& event);

}  // namespace tidemark
