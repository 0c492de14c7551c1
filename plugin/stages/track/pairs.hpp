// The rows of the pairs table.
#pragma once
#include <span>
#include <vector>

#include "stages/track/change.hpp"
#include "stages/track/definitions.hpp"
#include "values/patient/timeline.hpp"

namespace tidemark {

struct PairSetting {
    std::span<std::size_t const> baselines;                 ///< indices of draws
    std::span<ResponseDefinition const> definitions;
    ChangeSetting change;
};

/// One row per (from, to, metric, definition): every draw against each baseline before it and against the draw directly
/// before it, in the order of `to`, then `from`, metric, definition. A draw that is both is compared once. A failed draw
/// has its rows too, not applicable.
[[nodiscard]] std::vector<PairRow> pair_rows(std::span<Draw const> draws, PairSetting const& setting);

}  // namespace tidemark
