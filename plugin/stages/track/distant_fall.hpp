// When the fall began that a draw shows of the lesions that were not irradiated: what happened after that day has not caused it.
#pragma once
#include "values/patient/timeline.hpp"

namespace tidemark {

/// Day of the first draw of the fall that `draw` shows: the earliest whose numbers show the nonirradiated compartment below the baseline,
/// with no draw since that says firmly otherwise (stable, progression). Days from day 0; the day of `draw` itself where no earlier one
/// shows it. `series` holds the rows of the draws before it; its own are not looked at.
/// METHOD: a draw behind a gate and one too imprecise to tell end no fall, so that a cause is looked for early rather than late.
[[nodiscard]] int first_day_of_distant_fall(Timeline const& timeline, LesionSeries const& series, Draw const& draw);

}  // namespace tidemark
