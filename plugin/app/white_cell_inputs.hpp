// The patient's white cells as `select` and `detect` ask them: counts, and what their own molecules say about errors.
#pragma once
#include <set>
#include <span>
#include <string>
#include <vector>

#include "stages/background/control_pool.hpp"
#include "values/evidence/background_rate.hpp"
#include "values/model/white_cells.hpp"

namespace tidemark {

struct CountedWhiteCells {
    WhiteCells cells;
    std::set<std::string> samples;
    std::vector<PooledSample> own;   ///< off-panel molecules of each sample, in the order of the cells' samples
};

/// Learns the background of their own off-panel molecules, from usual rates of their classes where there are none. `panel`:
/// sorted, what is not background. `contexts` must outlive the call only.
[[nodiscard]] CountedWhiteCells count_white_cells(std::span<SampleEvidence const> samples, std::span<Variant const> panel,
                                                  ContextLookup const& contexts);

/// Noise level of each sample against a model, by its own off-panel molecules; 1 where it has none.
[[nodiscard]] std::vector<double> levels_against(BackgroundModel const& model, CountedWhiteCells const& white_cells);

/// Says whether a table is of a file that failed while it was counted, and if so that it is left out: it holds no molecules, and
/// what they would have said is not known.
[[nodiscard]] bool is_left_out(SampleEvidence const& sample);

}  // namespace tidemark
