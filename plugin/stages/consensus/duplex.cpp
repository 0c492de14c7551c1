#include "stages/consensus/duplex.hpp"

#include <algorithm>
#include <cstring>

#include "stages/consensus/error_model.hpp"
#include "stages/consensus/fragment_merge.hpp"
#include "stages/consensus/vector_clones.hpp"

namespace tidemark {

using Byte = std::uint8_t;

namespace {

constexpr Byte all_ones_if(bool condition) {
    return static_cast<Byte>(-static_cast<int>(condition));
}
constexpr Byte chosen(Byte mask, Byte yes, Byte no) {
    return static_cast<Byte>((yes & mask) | (no & static_cast<Byte>(~mask)));
}

}  // namespace

TIDEMARK_VECTOR_CLONES void join_bytes(Byte const* __restrict a_codes, Byte const* __restrict a_qualities,
                                       Byte const* __restrict b_codes, Byte const* __restrict b_qualities,
                                       Byte* __restrict codes, Byte* __restrict qualities, std::int32_t count) {
    for (std::int32_t column = 0; column < count; ++column) {
        Byte const a = a_codes[column], b = b_codes[column];
        Byte const a_quality = a_qualities[column], b_quality = b_qualities[column];
        Byte const sum = static_cast<Byte>(a_quality + b_quality);
        // Masks of all ones or none: branches would keep the loop scalar.
        Byte const a_better = all_ones_if(a_quality > b_quality), same = all_ones_if(a == b);
        Byte const difference = chosen(a_better, static_cast<Byte>(a_quality - b_quality),
                                       static_cast<Byte>(b_quality - a_quality));
        Byte const quality = chosen(same, chosen(all_ones_if(sum < highest_quality), sum, highest_quality), difference);
        Byte const readable = all_ones_if((a != 0) & (b != 0) & (quality > no_call_quality));
        codes[column] = static_cast<Byte>(chosen(a_better, a, b) & readable);
        qualities[column] = chosen(readable, quality, no_call_quality);
    }
}

/// Against an N nothing is an error.
TIDEMARK_VECTOR_CLONES void add_errors(std::uint32_t const* __restrict a, std::uint32_t const* __restrict b,
                                       Byte const* __restrict a_codes, Byte const* __restrict b_codes,
                                       std::uint32_t* __restrict sum, std::int32_t count) {
    for (std::int32_t column = 0; column < count; ++column) {
        std::uint32_t const codes = a_codes[column] | b_codes[column];
        sum[column] = codes == 0 ? 0 : a[column] + b[column];
    }
}

void join_strands(StrandColumns const& a, StrandColumns const& b, JoinedColumns& joined) {
    auto const padded = static_cast<std::size_t>(a.width + row_padding);
    if (joined.codes.size() < padded) {
        joined.codes.resize(padded);
        joined.qualities.resize(padded);
        joined.errors.resize(padded);
    }
    join_bytes(a.codes.data(), a.qualities.data(), b.codes.data(), b.qualities.data(), joined.codes.data(),
               joined.qualities.data(), a.width);
    add_errors(a.errors.data(), b.errors.data(), a.codes.data(), b.codes.data(), joined.errors.data(), a.width);
    for (std::int32_t eight = 0; eight < a.width; eight += 8) {
        if (std::memcmp(a.codes.data() + eight, b.codes.data() + eight, 8) == 0) {
            continue;   // buffers are padded
        }
        for (auto column = eight; column < std::min(eight + 8, a.width); ++column) {
            auto const index = static_cast<std::size_t>(column);
            if (a.codes[index] == b.codes[index]) {
                continue;
            }
            auto const base = b.qualities[index] > a.qualities[index] ? b.codes[index] : a.codes[index];
            joined.errors[index] = base == 0 ? 0
                                             : a.depth[index] + b.depth[index] - a.count_of(column, base) -
                                                   b.count_of(column, base);
        }
    }
}

ColumnExtent shared_extent(ColumnExtent a, ColumnExtent b) {
    ColumnExtent const shared{std::max(a.begin, b.begin), std::min(a.end, b.end)};
    return shared.empty() ? ColumnExtent{} : shared;
}

}  // namespace tidemark
