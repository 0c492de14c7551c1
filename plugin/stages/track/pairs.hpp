// The rows of the pairs table.
#pragma once
#include <span>
#include <vector>

#include "stages/track/change.hpp"
#include "stages/track/definitions.hpp"
#include "values/patient/timeline.hpp"

namespace tidemark {

struct PairSetting {
    std::span<AnchorBaseline const> baselines;              ///< of every declared anchor; the series' own first
    std::span<ResponseDefinition const> definitions;
    ChangeSetting change;
};

/// One row per (from, to, metric, definition): every draw against each baseline before it, against a draw passed over as one,
/// and against the draw directly before it, in the order of `to`, then `from`, metric, definition. A draw that is both is compared once. A failed draw
/// has its rows too, not applicable. Published definitions stand only where they compare; a landmark's row has no `from`.
/// Rows of a draw never depend on later ones.
[[nodiscard]] std::vector<PairRow> pair_rows(std::span<Draw const> draws, PairSetting const& setting);

/// What each published definition says of the series so far: in each of its windows the row of the draw nearest the nominal
/// day (of two as near, the earlier), without windows that of the last draw which is applicable.
[[nodiscard]] std::vector<DefinitionRow> definition_rows(std::span<Draw const> draws, std::span<PairRow const> pairs,
                                                         PairSetting const& setting);

}  // namespace tidemark
