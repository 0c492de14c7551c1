#include "stages/track/lesion_rows.hpp"

#include <algorithm>

#include "stages/track/nadir.hpp"
#include "values/patient/semicolon_list.hpp"

namespace tidemark {

LesionRows lesion_rows(std::span<Draw const> draws, LesionSeries const& series) {
    LesionRows rows;
    for (auto const& row : series.rows) {
        auto const draw = std::ranges::find(draws, row.sample, [](Draw const& each) { return each.row.sample; });
        if ((row.compartment == "irradiated" || row.compartment == "nonirradiated") && draw != draws.end()) {
            rows[{row.compartment, row.lesion}].push_back({&*draw, &row});
        }
    }
    return rows;
}

bool tells(DrawRow const& each) {
    return !each.row->verdict.empty() && each.row->verdict != "not_evaluable" && is_settled(*each.draw);
}

std::set<std::string> lesion_members(LesionSeries const& series, LesionShed const& whole) {
    std::set<std::string> names;
    for (auto const& row : series.rows) {
        if (whole.lesion.empty() && !row.lesion.empty() && row.sample == whole.sample && row.compartment == whole.compartment &&
            row.reason != "not_biopsied") {
            for (auto const& name : split_semicolons(row.lesion)) {
                names.insert(name);
            }
        }
    }
    return names;
}

}  // namespace tidemark
