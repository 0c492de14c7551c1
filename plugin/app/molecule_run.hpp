// A file of raw reads to molecules: in one pass, or in pieces on several threads where its index tells where to cut it.
// Records and tally are the same, however many threads.
#pragma once
#include <functional>
#include <optional>

#include "app/molecule_stream.hpp"
#include "io/hts/alignment_reader.hpp"

namespace tidemark {

struct MoleculeRun {
    MoleculeTally tally;
    std::optional<GroupingParameters> grouping;   ///< that was used
};

/// Reads all that `reader`, opened from `input.source`, gives. `sink` gets the records in order, one at a time, from any
/// thread. With pieces, records whose turn has not come take 24 MB for each thread but one at most. std::logic_error where a
/// read was lost without a reason.
[[nodiscard]] MoleculeRun run_molecules(AlignmentReader& reader, MoleculeInput const& input, MoleculeSetting const& setting,
                                        std::function<void(Read const&)> const& sink);
/// The same in one pass over what the reader gives.
[[nodiscard]] MoleculeRun run_in_one_pass(AlignmentReader& reader, MoleculeInput const& input, MoleculeSetting const& setting,
                                          std::function<void(Read const&)> const& sink);

}  // namespace tidemark
