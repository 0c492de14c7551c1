// Figures of clones: the cancer cell fraction of each over days, and how far expanded T-cell clones grew.
#pragma once
#include <span>

#include "values/patient/figure.hpp"
#include "values/patient/timeline.hpp"

namespace tidemark {

/// As many clones are drawn; the table has all of them.
inline constexpr std::size_t most_clones_drawn = 6;

/// A line for each clone with its 95 % interval, on a linear axis from 0; a draw where it cannot be evaluated is left out and
/// never drawn as 0. A small bar shows the smallest fraction that the draw would have shown.
[[nodiscard]] Figure clone_figure(Timeline const& timeline, std::span<SetSeries const> clones);

/// A line for each clonotype from its earlier share of all templates to its later one, on a logarithmic axis; one that was absent
/// begins at the edge.
[[nodiscard]] Figure clonotype_figure(std::span<ClonotypeTest const> tests);

}  // namespace tidemark
