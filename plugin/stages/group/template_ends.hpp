// Where a template's two ends lie on the genome, which is what makes templates one position group.
#pragma once
#include <compare>
#include <cstdint>
#include <string_view>

#include "values/molecule/read.hpp"

namespace tidemark {

/// Where a template's ends lie: the unclipped 5' places (soft clips included, hard clips not: they differ between copies
/// of one molecule), the lower one first. METHOD (consensus.md 4).
struct TemplateEnds {
    std::int32_t contig = -1;
    std::int32_t far_contig = -1;        ///< of a mate that is not in this group: other contig or beyond max_insert;
                                         ///< then `lower` is this end and `upper` the mate's (its first aligned base
                                         ///< where the record does not tell its CIGAR)
    std::int64_t lower = 0;
    std::int64_t upper = -1;             ///< -1: one end only (single-end, mate unmapped)
    std::uint8_t kind = 0;               ///< bits below
    std::uint64_t partition = 0;         ///< hash of library and cell: never mixed
    bool operator==(TemplateEnds const&) const = default;
    auto operator<=>(TemplateEnds const&) const = default;

    static constexpr std::uint8_t lower_reverse = 1, upper_reverse = 2, far = 4, read_two_only = 8, alone = 16;
};

/// For hash tables.
[[nodiscard]] inline std::uint64_t ends_hash(TemplateEnds const& ends) {
    constexpr std::uint64_t factor = 0x9fb21c651e98df25ULL;
    auto hash = static_cast<std::uint64_t>(ends.lower) * factor;
    hash = (hash ^ (hash >> 32U) ^ static_cast<std::uint64_t>(ends.upper)) * factor;
    hash = (hash ^ (hash >> 32U) ^ ends.partition ^ (std::uint64_t{ends.kind} << 56U) ^
            static_cast<std::uint64_t>(ends.far_contig)) * factor;
    return hash ^ (hash >> 29U);
}

/// The bits of `kind` that say how a pair's ends face.
[[nodiscard]] inline std::uint8_t directions(bool lower_reverse, bool upper_reverse) {
    return static_cast<std::uint8_t>((lower_reverse ? TemplateEnds::lower_reverse : 0) |
                                     (upper_reverse ? TemplateEnds::upper_reverse : 0));
}

/// Unclipped 5' place of a read, 0-based.
[[nodiscard]] inline std::int64_t five_prime(Read const& read) {
    auto const clips = soft_clips(read);
    return read.reverse() ? aligned_end(read) + clips.trailing - 1 : read.position - clips.leading;
}

/// 5' place of a read's mate from the mate's CIGAR as text (MC); the mate's position where the text tells nothing.
[[nodiscard]] std::int64_t mate_five_prime(Read const& read, std::string_view cigar);

}  // namespace tidemark
