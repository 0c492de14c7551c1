#include "stages/consensus/fragment_merge.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "stages/consensus/error_model.hpp"
#include "stages/consensus/vector_clones.hpp"

namespace tidemark {

// Free functions with plain pointers: what the vectoriser reads best. Byte arithmetic wraps nowhere (93 + 93 = 186).
using Byte = std::uint8_t;

/// `pairs` is a multiple of 32, so that no loop here has a slow rest.
TIDEMARK_VECTOR_CLONES void unpack_pairs(Byte const* __restrict packed, Byte* __restrict codes, std::int32_t pairs) {
    for (std::int32_t begin = 0; begin < pairs; begin += 32) {
        for (std::int32_t pair = begin; pair < begin + 32; ++pair) {
            Byte const first = static_cast<Byte>(packed[pair] >> 4), second = static_cast<Byte>(packed[pair] & 0xf);
            codes[2 * pair] = (first & static_cast<Byte>(first - 1)) == 0 ? first : Byte{0};
            codes[2 * pair + 1] = (second & static_cast<Byte>(second - 1)) == 0 ? second : Byte{0};
        }
    }
}

TIDEMARK_VECTOR_CLONES void merge_bytes(Byte* __restrict codes, Byte* __restrict qualities,
                                        Byte const* __restrict mate_codes, Byte const* __restrict mate_qualities,
                                        std::int32_t count, Byte keep_own) {
    for (std::int32_t column = 0; column < count; ++column) {
        Byte const own = codes[column], other = mate_codes[column];
        Byte const own_quality = std::min(qualities[column], highest_quality);
        Byte const other_quality = std::min(mate_qualities[column], highest_quality);
        Byte const better = own_quality > other_quality ? own : other;
        Byte const high = std::max(own_quality, other_quality), low = std::min(own_quality, other_quality);
        Byte const difference = static_cast<Byte>(high - low);
        Byte const sum = std::min(static_cast<Byte>(own_quality + other_quality), highest_quality);
        Byte const fought = difference > no_call_quality ? better : Byte{0};
        Byte const both_code = own == other ? own : fought;
        Byte const both_quality = own == other ? sum : difference;
        // Where one mate shows nothing: `own | other` is the readable one.
        Byte const one_code = keep_own ? own : static_cast<Byte>(own | other);
        Byte const one_quality = keep_own ? own_quality : own == 0 ? other_quality : own_quality;
        bool const both = (own != 0) & (other != 0);
        codes[column] = both ? both_code : one_code;
        qualities[column] = both ? both_quality : one_quality;
    }
}

void unpack(Byte const* packed_bases, Byte const* qualities, std::int32_t first, std::int32_t count, WitnessRow row) {
    if (count <= 0) {
        return;
    }
    std::memcpy(row.qualities, qualities + first, static_cast<std::size_t>(count));
    auto* codes = row.codes;
    auto const* packed = packed_bases + first / 2;
    auto left = count;
    if (first % 2 != 0) {
        Byte const code = static_cast<Byte>(*packed++ & 0xf);
        *codes++ = (code & (code - 1)) == 0 ? code : Byte{0};
        --left;
    }
    // Through a buffer that may be read in whole blocks; zeros behind the read unpack to zeros.
    constexpr std::int32_t chunk = 128;
    std::array<Byte, chunk> bytes;
    for (auto bytes_left = (left + 1) / 2; bytes_left > 0; bytes_left -= chunk, packed += chunk, codes += 2 * chunk) {
        auto const size = std::min(bytes_left, chunk), blocks = whole_blocks(size);
        std::memcpy(bytes.data(), packed, static_cast<std::size_t>(size));
        std::memset(bytes.data() + size, 0, static_cast<std::size_t>(blocks - size));
        if (size == bytes_left && left % 2 != 0) {
            bytes[static_cast<std::size_t>(size - 1)] &= 0xf0;
        }
        unpack_pairs(bytes.data(), codes, blocks);
    }
    // Behind an odd first base the blocks are shifted by one and may end with the last base (65 = 1 + 64): what stood
    // behind it is of another read.
    std::memset(row.codes + count, 0, static_cast<std::size_t>(whole_blocks(count) - count));
}

void merge_mate(WitnessRow row, WitnessRow mate, std::int32_t count, OneMateUnreadable rule) {
    merge_bytes(row.codes, row.qualities, mate.codes, mate.qualities, count,
                rule == OneMateUnreadable::own_base_stands ? 1 : 0);
}

}  // namespace tidemark
