// One read of a molecule family: a view into buffers that the caller keeps alive while the family is called. Less than a
// Read: only what a consensus is made of.
#pragma once
#include <cstdint>

#include "values/molecule/read.hpp"

namespace tidemark {

struct FamilyRead {
    std::int64_t position = -1;                   ///< 0-based, first aligned base
    std::uint8_t const* operations = nullptr;     ///< CIGAR in BAM encoding, four bytes each, no alignment promised
    std::uint8_t const* packed_bases = nullptr;   ///< BAM encoding, two bases a byte; null: there is no such read
    std::uint8_t const* qualities = nullptr;      ///< Phred 0..93; 255 in the first byte: missing
    std::int32_t contig = -1;                     ///< number in the file's header
    std::int32_t operation_count = 0;
    std::int32_t length = 0;                      ///< bases; the CIGAR must agree (`is_sound`)
    std::uint16_t flags = 0;                      ///< SAM flags

    [[nodiscard]] bool present() const { return packed_bases != nullptr; }
    [[nodiscard]] bool paired() const { return (flags & 0x1) != 0; }
    [[nodiscard]] bool reverse() const { return (flags & 0x10) != 0; }
    [[nodiscard]] bool has_qualities() const { return length > 0 && qualities[0] != 0xff; }
};

[[nodiscard]] inline FamilyRead family_read(Read const& read) {
    return {read.position, read.operations,      read.packed_bases, read.qualities,
            read.contig,   read.operation_count, read.length,       read.flags};
}

/// The mates of one sequenced template, by read number; a single-end read stands as `read_one` alone.
struct FamilyFragment {
    FamilyRead read_one;
    FamilyRead read_two;
};

}  // namespace tidemark
