// What counts as support at a place: more molecules than background is likely to show there (decision rule: breadth).
#pragma once
#include <cstdint>
#include <span>

#include "values/model/scores.hpp"

namespace tidemark {

/// The part of a cell at one of its unit's places: so many of them add up to the cell's own law. A hot unit is hot at one of
/// its places.
[[nodiscard]] CountCell at_one_place(CountCell cell, double places);

/// Fewest molecules, at least 1, that background alone shows with a chance of at most `chance`, at noise level 1; 0 where that
/// is more than a million.
[[nodiscard]] std::int64_t fewest_beyond_background(CountCell const& cell, double chance);

/// Sets the support of every score (scores.hpp: METHOD); weights are known.
void add_support(Scores& scores, std::span<WitnessUnit const> units, double tumor_fraction);

/// Places of a unit that its molecules support, of those that show any: `molecules` and `scores` by cell.
[[nodiscard]] std::int64_t supported_places(std::span<std::int64_t const> molecules, std::span<CellScore const> scores,
                                            std::int64_t shown_places);

}  // namespace tidemark
