// The columns of a family: reference positions, with inserted columns and without deleted ones. Reads that share the
// called indels lie in one piece on this axis, wherever their aligner drew the gap.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "stages/consensus/indel_signature.hpp"

namespace tidemark {

struct ColumnAxis {
    std::int64_t origin = 0;                 ///< reference position of column 0, left of all events
    std::span<IndelEvent const> events;      ///< the called ones, ascending

    [[nodiscard]] std::int32_t column_of(std::int64_t position) const;
    /// First column of a read. Reads are held by their 5' end, which all copies of a molecule share: a read that begins
    /// inside a repeat does not know what its other end knows.
    [[nodiscard]] std::int32_t first_column(AlignedPart const& part, bool reverse) const;
};

/// Columns [begin, end) as position and CIGAR (BAM encoding); insertions at either end become soft clips, deletions there
/// vanish.
struct AxisAlignment {
    std::int64_t position = -1;
    bool aligned = false;   ///< whether any column stands on the reference
};
AxisAlignment write_cigar(ColumnAxis const& axis, std::int32_t begin, std::int32_t end, std::vector<std::uint32_t>& cigar);

}  // namespace tidemark
