// The rows of a lesion part by what they are of, each with its draw: what claims of a series look at.
#pragma once
#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "values/patient/timeline.hpp"

namespace tidemark {

/// What a claim is of; the whole of a compartment sorts before its lesions.
struct LesionPlaceName {
    std::string compartment;   ///< irradiated, nonirradiated
    std::string lesion;        ///< as in LesionShed
    auto operator<=>(LesionPlaceName const&) const = default;
};

struct DrawRow {
    Draw const* draw = nullptr;
    LesionShed const* row = nullptr;
};

using LesionRows = std::map<LesionPlaceName, std::vector<DrawRow>>;

/// Rows of known irradiation whose draw is among `draws`, in the order of the series. Points into both.
[[nodiscard]] LesionRows lesion_rows(std::span<Draw const> draws, LesionSeries const& series);

/// Whether a row was compared with the baseline, is evaluable, and its draw settled.
[[nodiscard]] bool tells(DrawRow const& each);

/// Names of the biopsied lesions that a row of a whole is made of; of one lesion's row nothing.
[[nodiscard]] std::set<std::string> lesion_members(LesionSeries const& series, LesionShed const& whole);

}  // namespace tidemark
