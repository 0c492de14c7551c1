// The row of one witness: the bases of a template over the columns of its family, mates merged. Both mates copy one
// template and share all its PCR errors, so they are one witness, and error_post_umi is applied once, afterwards.
#pragma once
#include <cstdint>

namespace tidemark {

/// One-hot base codes and qualities by column; code 0 and quality 0 where the witness shows nothing. Buffers reach
/// `row_padding` bytes beyond what is used.
struct WitnessRow {
    std::uint8_t* codes = nullptr;
    std::uint8_t* qualities = nullptr;
};

inline constexpr std::int32_t row_padding = 64;

/// Columns rounded up to what the loops here take at once; they may touch that much of a row.
[[nodiscard]] constexpr std::int32_t whole_blocks(std::int32_t columns) {
    return (columns + 31) / 32 * 32;
}

/// Puts `count` bases from base `first` of a BAM-packed read at the start of `row`; N and ambiguity codes become 0,
/// and so do the codes behind them up to whole_blocks(count); up to `row_padding` may.
void unpack(std::uint8_t const* packed_bases, std::uint8_t const* qualities, std::int32_t first, std::int32_t count,
            WitnessRow row);

enum class OneMateUnreadable : std::uint8_t {
    other_mate_speaks,   ///< the base of the other mate
    own_base_stands      ///< `row` stays as it is, N or not (fgbio leaves such pairs of bases alone)
};

/// Merges a mate into `row` over `count` columns. Equal bases: qualities add, cap 93. Different: the better base with the
/// difference; a difference of 0, 1 or 2: N (Q2, which masks). Qualities above 93 count as 93.
void merge_mate(WitnessRow row, WitnessRow mate, std::int32_t count, OneMateUnreadable rule);

}  // namespace tidemark
