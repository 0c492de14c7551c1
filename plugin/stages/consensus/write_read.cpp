#include "stages/consensus/write_read.hpp"

#include <algorithm>
#include <cstring>

#include "stages/consensus/fragment_merge.hpp"
#include "stages/consensus/vector_clones.hpp"

namespace tidemark {

using Byte = std::uint8_t;

struct DepthSums {
    std::uint32_t maximum = 0, minimum = 0;
    std::uint64_t bases = 0, errors = 0;
};

/// 32-bit sums: blocks keep them below 2^32 whatever the depth.
TIDEMARK_VECTOR_CLONES void depth_sums(std::uint32_t const* __restrict a, std::uint32_t const* __restrict b,
                                       std::uint32_t const* __restrict errors, std::int32_t count,
                                       std::uint32_t* __restrict out) {
    std::uint32_t maximum = 0, minimum = 0xffffffffU, bases = 0, wrong = 0;
    for (std::int32_t column = 0; column < count; ++column) {
        std::uint32_t const depth = a[column] + b[column];
        maximum = std::max(maximum, depth);
        minimum = std::min(minimum, depth);
        bases += depth;
        wrong += errors[column];
    }
    out[0] = maximum;
    out[1] = minimum;
    out[2] = bases;
    out[3] = wrong;
}

/// `pairs` is a multiple of 32.
TIDEMARK_VECTOR_CLONES void pack_pairs(Byte const* __restrict codes, Byte* __restrict packed, std::int32_t pairs) {
    for (std::int32_t begin = 0; begin < pairs; begin += 32) {
        for (std::int32_t pair = begin; pair < begin + 32; ++pair) {
            Byte const first = codes[2 * pair], second = codes[2 * pair + 1];
            Byte const high = first == 0 ? Byte{15} : first, low = second == 0 ? Byte{15} : second;
            packed[pair] = static_cast<Byte>(static_cast<Byte>(high << 4) | low);
        }
    }
}

namespace {

constexpr std::int32_t block = 256;
constexpr std::array<std::uint32_t, block> zeros{};

/// `b` null: one strand.
ConsensusSupport support_of(std::uint32_t const* a, std::uint32_t const* b, std::uint32_t const* errors,
                            std::int32_t count) {
    DepthSums sums{0, 0xffffffffU, 0, 0};
    for (std::int32_t begin = 0; begin < count; begin += block) {
        std::array<std::uint32_t, 4> part{};
        depth_sums(a + begin, b == nullptr ? zeros.data() : b + begin, errors + begin, std::min(block, count - begin),
                   part.data());
        sums.maximum = std::max(sums.maximum, part[0]);
        sums.minimum = std::min(sums.minimum, part[1]);
        sums.bases += part[2];
        sums.errors += part[3];
    }
    ConsensusSupport support{static_cast<std::int32_t>(sums.maximum), static_cast<std::int32_t>(sums.minimum), 0};
    support.error_rate =
        sums.bases == 0 ? 0 : static_cast<float>(sums.errors) / static_cast<float>(sums.bases);
    return support;
}

std::int16_t capped(std::uint32_t number) {
    return static_cast<std::int16_t>(std::min<std::uint32_t>(number, 32767));
}

char letter_of(Byte code) {
    return code == 1 ? 'A' : code == 2 ? 'C' : code == 4 ? 'G' : code == 8 ? 'T' : 'N';
}

void write_strand(StrandColumns const& strand, ColumnExtent extent, std::vector<std::int16_t>& depth,
                  std::vector<std::int16_t>& errors, std::vector<char>& bases, std::vector<Byte>& qualities) {
    for (auto column = extent.begin; column < extent.end; ++column) {
        auto const index = static_cast<std::size_t>(column);
        depth.push_back(capped(strand.depth[index]));
        errors.push_back(capped(strand.errors[index]));
        bases.push_back(letter_of(strand.codes[index]));
        qualities.push_back(strand.qualities[index]);
    }
}

void write_arrays(MoleculeColumns const& columns, ConsensusArrays& arrays) {
    for (auto column = columns.extent.begin; column < columns.extent.end; ++column) {
        auto const index = static_cast<std::size_t>(column);
        arrays.depth.push_back(
            capped(columns.a->depth[index] + (columns.b == nullptr ? 0 : columns.b->depth[index])));
        arrays.errors.push_back(capped(columns.errors[index]));
    }
    write_strand(*columns.a, columns.extent, arrays.a_depth, arrays.a_errors, arrays.a_bases, arrays.a_qualities);
    if (columns.b != nullptr) {
        write_strand(*columns.b, columns.extent, arrays.b_depth, arrays.b_errors, arrays.b_bases, arrays.b_qualities);
    }
}

}  // namespace

bool write_read(MoleculeColumns const& columns, ColumnAxis const& axis, std::int32_t first_column, PerBaseArrays arrays,
                ConsensusRead& read) {
    auto const [begin, end] = columns.extent;
    auto const alignment = write_cigar(axis, begin + first_column, end + first_column, read.cigar);
    if (!alignment.aligned) {
        return false;
    }
    read.position = alignment.position;
    read.length = end - begin;
    auto const* codes = columns.codes + begin;
    // Whole blocks, then what is too much is cut off: buffers of columns are padded for that.
    auto const bytes = (read.length + 1) / 2;
    read.packed_bases.resize(static_cast<std::size_t>(whole_blocks(bytes)));
    pack_pairs(codes, read.packed_bases.data(), whole_blocks(bytes));
    read.packed_bases.resize(static_cast<std::size_t>(bytes));
    if (read.length % 2 != 0) {
        read.packed_bases.back() &= 0xf0;
    }
    read.qualities.resize(static_cast<std::size_t>(read.length));
    std::memcpy(read.qualities.data(), columns.qualities + begin, static_cast<std::size_t>(read.length));
    auto const* a_depth = columns.a->depth.data() + begin;
    auto const* b_depth = columns.b == nullptr ? nullptr : columns.b->depth.data() + begin;
    read.total = support_of(a_depth, b_depth, columns.errors + begin, read.length);
    read.a = columns.b == nullptr ? read.total
                                  : support_of(a_depth, nullptr, columns.a->errors.data() + begin, read.length);
    read.b = columns.b == nullptr ? ConsensusSupport{}
                                  : support_of(b_depth, nullptr, columns.b->errors.data() + begin, read.length);
    read.arrays.clear();
    if (arrays == PerBaseArrays::written) {
        write_arrays(columns, read.arrays);
    }
    return true;
}

}  // namespace tidemark
