// One sequenced record as an alignment file holds it: a view into the reader's buffer, valid until the next record is
// read. Nothing is decoded before somebody asks, because most records of a file touch no tracked place.
#pragma once
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string_view>

namespace tidemark {

enum class CigarKind : std::uint8_t {
    match, insertion, deletion, skip, soft_clip, hard_clip, padding, equal, different
};

[[nodiscard]] constexpr bool uses_reference(CigarKind kind) {
    return kind == CigarKind::match || kind == CigarKind::deletion || kind == CigarKind::skip ||
           kind == CigarKind::equal || kind == CigarKind::different;
}
[[nodiscard]] constexpr bool uses_read(CigarKind kind) {
    return kind == CigarKind::match || kind == CigarKind::insertion || kind == CigarKind::soft_clip ||
           kind == CigarKind::equal || kind == CigarKind::different;
}
[[nodiscard]] constexpr bool aligns_bases(CigarKind kind) {
    return kind == CigarKind::match || kind == CigarKind::equal || kind == CigarKind::different;
}

struct CigarOperation {
    CigarKind kind = CigarKind::match;
    std::int32_t length = 0;
};

struct Read {
    std::int32_t contig = -1;          ///< number in the file's header; -1: unplaced
    std::int32_t mate_contig = -1;
    std::int64_t position = -1;        ///< 0-based, first aligned base
    std::int64_t mate_position = -1;
    std::int64_t template_length = 0;  ///< signed, as the aligner wrote it; 0 unknown
    std::uint16_t flags = 0;           ///< SAM flags
    std::uint8_t mapping_quality = 0;
    std::int32_t length = 0;           ///< bases
    std::int32_t operation_count = 0;
    std::string_view name;
    std::uint8_t const* operations = nullptr;     ///< BAM encoding, four bytes each, no alignment promised
    std::uint8_t const* packed_bases = nullptr;   ///< BAM encoding, two bases a byte, the first one in the high half
    std::uint8_t const* qualities = nullptr;      ///< Phred 0..93; 255 in the first byte: missing
    std::span<std::uint8_t const> tags;           ///< BAM encoding

    [[nodiscard]] bool has(std::uint16_t flag) const { return (flags & flag) != 0; }
    [[nodiscard]] bool paired() const { return has(0x1); }
    [[nodiscard]] bool proper_pair() const { return has(0x2); }
    [[nodiscard]] bool unmapped() const { return has(0x4); }
    [[nodiscard]] bool mate_unmapped() const { return has(0x8); }
    [[nodiscard]] bool reverse() const { return has(0x10); }
    [[nodiscard]] bool mate_reverse() const { return has(0x20); }
    [[nodiscard]] bool read_one() const { return has(0x40); }
    [[nodiscard]] bool read_two() const { return has(0x80); }
    [[nodiscard]] bool secondary() const { return has(0x100); }
    [[nodiscard]] bool qc_fail() const { return has(0x200); }
    [[nodiscard]] bool duplicate() const { return has(0x400); }
    [[nodiscard]] bool supplementary() const { return has(0x800); }

    [[nodiscard]] CigarOperation operation(std::int32_t index) const {
        std::uint32_t word = 0;
        std::memcpy(&word, operations + 4 * static_cast<std::ptrdiff_t>(index), 4);
        return {static_cast<CigarKind>(word & 0xf), static_cast<std::int32_t>(word >> 4)};
    }
    /// Bases of a read that is aligned in one piece without clips, as nearly all are; 0: it is not.
    [[nodiscard]] std::int32_t one_block() const {
        if (operation_count != 1) {
            return 0;
        }
        auto const [kind, covered] = operation(0);
        return aligns_bases(kind) ? covered : 0;
    }
    /// Four-bit code of one base: A 1, C 2, G 4, T 8, N 15.
    [[nodiscard]] std::uint8_t base_code(std::int32_t index) const {
        auto const pair = packed_bases[index / 2];
        return static_cast<std::uint8_t>(index % 2 == 0 ? pair >> 4 : pair & 0xf);
    }
    [[nodiscard]] bool has_qualities() const { return length > 0 && qualities[0] != 0xff; }
};

/// Reference bases that a CIGAR covers.
[[nodiscard]] std::int64_t covered_by_operations(Read const& read);
/// First reference base behind the alignment: position + what the CIGAR covers.
[[nodiscard]] inline std::int64_t aligned_end(Read const& read) {
    auto const block = read.one_block();
    return read.position + (block > 0 ? block : covered_by_operations(read));
}

[[nodiscard]] bool operations_are_sound(Read const& read);
/// Whether CIGAR and sequence have one length and every operation is known. A read without a sequence is not sound.
[[nodiscard]] inline bool is_sound(Read const& read) {
    auto const block = read.one_block();
    return block > 0 ? block == read.length : operations_are_sound(read);
}

/// Soft-clipped bases before and behind the alignment (hard clips differ between copies of a molecule: left out).
struct SoftClips {
    std::int32_t leading = 0;
    std::int32_t trailing = 0;
};
[[nodiscard]] SoftClips clips_of_operations(Read const& read);
[[nodiscard]] inline SoftClips soft_clips(Read const& read) {
    return read.one_block() > 0 ? SoftClips{} : clips_of_operations(read);
}

/// 64-bit hash of a read name: reads of one template have one name, and a name is compared far more often than read.
[[nodiscard]] std::uint64_t name_hash(std::string_view name);

/// Length of the DNA piece in bases as the pair was aligned, from the template length; 0 where it is unknown
/// (single-end, mate unmapped or on another contig). The proper-pair flag is not asked for.
[[nodiscard]] std::int32_t fragment_length(Read const& read);

/// Whether read 1 of the molecule is on the forward strand (the read itself when single-end); nothing where this is
/// read 2 and its mate is unmapped.
[[nodiscard]] std::optional<bool> read_one_forward(Read const& read);

}  // namespace tidemark
