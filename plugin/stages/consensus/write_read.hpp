// From called columns to one record in reference space.
#pragma once
#include <cstdint>

#include "stages/consensus/column_axis.hpp"
#include "stages/consensus/molecule_columns.hpp"
#include "values/molecule/consensus_read.hpp"

namespace tidemark {

enum class PerBaseArrays : std::uint8_t { left_out, written };

/// Fills `read` but its contig and flags. False, and nothing to be used, where no column stands on the reference.
/// `first_column`: the column of the axis that is column 0 here.
[[nodiscard]] bool write_read(MoleculeColumns const& columns, ColumnAxis const& axis, std::int32_t first_column,
                              PerBaseArrays arrays, ConsensusRead& read);

}  // namespace tidemark
