// Both strands of a molecule as one: an error of one strand is refuted by the other.
#pragma once
#include <cstdint>
#include <vector>

#include "stages/consensus/strand_columns.hpp"

namespace tidemark {

struct JoinedColumns {
    std::vector<std::uint8_t> codes, qualities;   ///< one-hot, 0: N
    std::vector<std::uint32_t> errors;            ///< bases of both strands that differ from the better strand's base
};

/// METHOD (consensus.md 6.1): equal bases add their qualities, cap 93; different ones leave the better with the
/// difference, N at Q2 where that is 0, 1 or 2; N on either side is N at Q2. Where all depends on which base is the better
/// at equal quality (errors only), it is that of `a`. Both have the same columns.
void join_strands(StrandColumns const& a, StrandColumns const& b, JoinedColumns& joined);

/// What both strands cover: the shorter of both.
[[nodiscard]] ColumnExtent shared_extent(ColumnExtent a, ColumnExtent b);

}  // namespace tidemark
