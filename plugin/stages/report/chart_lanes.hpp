// The lanes under a trajectory: treatments, radiotherapy, surgery, imaging, last contact.
#pragma once
#include <span>
#include <vector>

#include "stages/report/chart_scale.hpp"
#include "values/patient/figure.hpp"
#include "values/patient/sheet.hpp"

namespace tidemark {

struct Lanes {
    std::vector<Mark> marks;
    double bottom = 0;       ///< where the last lane ends; the top where there is none
    bool complete = true;    ///< false where an event lies outside the days shown
};

/// Lanes from `top` downwards, only those that have something to show.
[[nodiscard]] Lanes event_lanes(std::span<EventRow const> events, DayAxis const& days, double top);

}  // namespace tidemark
