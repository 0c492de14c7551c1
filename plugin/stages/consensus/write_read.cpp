#include "stages/consensus/write_read.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "stages/consensus/fragment_merge.hpp"
#include "stages/consensus/vector_clones.hpp"

namespace tidemark {

using Byte = std::uint8_t;

struct DepthSums {
    std::uint32_t maximum = 0, minimum = 0xffffffffU, bases = 0, errors = 0;
};

/// 32-bit sums: blocks keep them below 2^32 whatever the depth.
TIDEMARK_VECTOR_CLONES void depth_sums(std::uint32_t const* __restrict depth, std::uint32_t const* __restrict errors,
                                       std::int32_t count, DepthSums* __restrict sums) {
    std::uint32_t maximum = 0, minimum = 0xffffffffU, bases = 0, wrong = 0;
    for (std::int32_t column = 0; column < count; ++column) {
        maximum = std::max(maximum, depth[column]);
        minimum = std::min(minimum, depth[column]);
        bases += depth[column];
        wrong += errors[column];
    }
    *sums = {maximum, minimum, bases, wrong};
}

/// Two strands at once: `sums` are of both together, of `a` and of `b`.
TIDEMARK_VECTOR_CLONES void depth_sums_of_two(std::uint32_t const* __restrict a, std::uint32_t const* __restrict b,
                                              std::uint32_t const* __restrict a_errors,
                                              std::uint32_t const* __restrict b_errors,
                                              std::uint32_t const* __restrict errors, std::int32_t count,
                                              DepthSums* __restrict sums) {
    std::uint32_t maximum = 0, minimum = 0xffffffffU, wrong = 0;
    std::uint32_t a_maximum = 0, a_minimum = 0xffffffffU, a_bases = 0, a_wrong = 0;
    std::uint32_t b_maximum = 0, b_minimum = 0xffffffffU, b_bases = 0, b_wrong = 0;
    for (std::int32_t column = 0; column < count; ++column) {
        std::uint32_t const of_a = a[column], of_b = b[column], both = of_a + of_b;
        maximum = std::max(maximum, both);
        minimum = std::min(minimum, both);
        wrong += errors[column];
        a_maximum = std::max(a_maximum, of_a);
        a_minimum = std::min(a_minimum, of_a);
        a_bases += of_a;
        a_wrong += a_errors[column];
        b_maximum = std::max(b_maximum, of_b);
        b_minimum = std::min(b_minimum, of_b);
        b_bases += of_b;
        b_wrong += b_errors[column];
    }
    sums[0] = {maximum, minimum, a_bases + b_bases, wrong};
    sums[1] = {a_maximum, a_minimum, a_bases, a_wrong};
    sums[2] = {b_maximum, b_minimum, b_bases, b_wrong};
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

/// Blocks added up.
class SupportSums {
public:
    void add(DepthSums const& part) {
        maximum_ = std::max(maximum_, part.maximum);
        minimum_ = std::min(minimum_, part.minimum);
        bases_ += part.bases;
        errors_ += part.errors;
    }
    [[nodiscard]] ConsensusSupport support() const {
        return {static_cast<std::int32_t>(maximum_), static_cast<std::int32_t>(minimum_),
                bases_ == 0 ? 0 : static_cast<float>(errors_) / static_cast<float>(bases_)};
    }

private:
    std::uint32_t maximum_ = 0, minimum_ = 0xffffffffU;
    std::uint64_t bases_ = 0, errors_ = 0;
};

ConsensusSupport support_of(std::uint32_t const* depth, std::uint32_t const* errors, std::int32_t count) {
    SupportSums sums;
    for (std::int32_t begin = 0; begin < count; begin += block) {
        DepthSums part;
        depth_sums(depth + begin, errors + begin, std::min(block, count - begin), &part);
        sums.add(part);
    }
    return sums.support();
}

void write_support(MoleculeColumns const& columns, ConsensusRead& read) {
    auto const first = columns.extent.begin;
    if (columns.b == nullptr) {
        read.total = read.a = support_of(columns.a->depth.data() + first, columns.errors + first, read.length);
        read.b = {};
        return;
    }
    std::array<SupportSums, 3> sums;
    for (auto begin = first; begin < columns.extent.end; begin += block) {
        std::array<DepthSums, 3> part;
        depth_sums_of_two(columns.a->depth.data() + begin, columns.b->depth.data() + begin,
                          columns.a->errors.data() + begin, columns.b->errors.data() + begin, columns.errors + begin,
                          std::min(block, columns.extent.end - begin), part.data());
        for (std::size_t number = 0; number < sums.size(); ++number) {
            sums[number].add(part[number]);
        }
    }
    read.total = sums[0].support();
    read.a = sums[1].support();
    read.b = sums[2].support();
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
    write_support(columns, read);
    read.arrays.clear();
    if (arrays == PerBaseArrays::written) {
        write_arrays(columns, read.arrays);
    }
    return true;
}

}  // namespace tidemark
