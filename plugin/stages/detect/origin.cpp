#include "stages/detect/sample_work.hpp"

namespace tidemark {

void judge_origin(SampleWork& work, Panel const& panel, WhiteCells const* white_cells,
                  std::span<std::string const> contexts) {
    work.white_cells.assign(work.loci.size(), std::nullopt);
    work.other_origin.assign(work.loci.size(), false);
    for (std::size_t index = 0; white_cells != nullptr && index < work.loci.size(); ++index) {
        auto const& locus = work.loci[index];
        auto const counts = white_cells->at(panel.entries[locus.entry].variant, contexts[locus.entry]);
        if (counts.depth > 0 && !locus.cells.empty()) {
            work.white_cells[index] = compare_white_cells(counts, locus.depth(), locus.alt(), {});
            work.other_origin[index] = is_other_origin(work.white_cells[index]->label);
        }
    }
}

}  // namespace tidemark
