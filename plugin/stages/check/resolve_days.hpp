// Turns the dates of a sample sheet into days, so that no date goes on.
#pragma once
#include <chrono>
#include <vector>

#include "stages/check/sheet_set.hpp"

namespace tidemark {

struct ResolvedDays {
    std::vector<SampleRow> samples;   ///< no date left; plasma rows have a day unless a finding says why not
    Findings findings;
};

/// Day 0 is the patient's anchor event where it has a date, else what a row with both day and date says, else the
/// earliest dated plasma draw. `today` only serves to warn of dates in the future.
[[nodiscard]] ResolvedDays resolve_days(SheetSet const& sheets, std::chrono::sys_days today);

}  // namespace tidemark
