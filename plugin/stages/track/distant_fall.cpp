#include "stages/track/distant_fall.hpp"

#include <optional>
#include <vector>

#include "stages/track/lesion_rows.hpp"

namespace tidemark {

int first_day_of_distant_fall(Timeline const& timeline, LesionSeries const& series, Draw const& draw) {
    auto const rows = lesion_rows(timeline.draws, series);
    auto const whole = rows.find({.compartment = "nonirradiated", .lesion = ""});
    std::optional<int> first;
    for (auto const& each : whole == rows.end() ? std::vector<DrawRow>{} : whole->second) {
        if (!tells(each) || each.draw->day >= draw.day) {
            continue;
        }
        if (each.row->change.hi && each.row->change.hi->value < 0) {
            first = first.value_or(each.draw->day);
        } else if (each.row->verdict == "distant_stable" || each.row->verdict == "distant_progression") {
            first.reset();
        }
    }
    return first.value_or(draw.day);
}

}  // namespace tidemark
