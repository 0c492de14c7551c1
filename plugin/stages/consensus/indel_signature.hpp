// Which insertions and deletions a molecule has. Reads of a family that differ in them cannot be laid over each other
// base by base: the majority is called, the rest is counted.
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "values/molecule/family_read.hpp"
#include "values/molecule/indel_event.hpp"

namespace tidemark {

/// Reference bases, upper case, from `begin`; empty: unknown.
struct ReferenceBases {
    std::int64_t begin = 0;
    std::string_view bases;
    /// 'N' where unknown.
    [[nodiscard]] char at(std::int64_t position) const {
        auto const offset = position - begin;
        return offset < 0 || offset >= static_cast<std::int64_t>(bases.size())
                   ? 'N'
                   : bases[static_cast<std::size_t>(offset)];
    }
};

/// What of a read is laid over its family: the stretch from its first to its last aligned base. Clips are off, an
/// insertion or deletion without an aligned base on both sides counts as clip.
struct AlignedPart {
    std::int64_t begin = 0, end = 0;                       ///< reference
    std::int64_t unclipped_begin = 0, unclipped_end = 0;   ///< soft clips counted, hard clips not
    std::int32_t first_base = 0;                           ///< in the read
    std::int32_t base_count = 0;                           ///< 0: nothing is left
    bool sound = false;                                    ///< CIGAR and sequence have one length, and a base is aligned
    std::int32_t first_event = 0, event_count = 0;         ///< in the list given to `aligned_part`

    [[nodiscard]] std::span<IndelEvent const> events(std::vector<IndelEvent> const& all) const {
        return {all.data() + first_event, static_cast<std::size_t>(event_count)};
    }
};

/// Reads a CIGAR, keeping only what lies in reference positions [from, to). Appends the events of that part, each shifted
/// left as far as the reference (without it: as far as an insertion's own bases) shows the same change.
[[nodiscard]] AlignedPart aligned_part(FamilyRead const& read, std::int64_t from, std::int64_t to,
                                       ReferenceBases reference, std::vector<IndelEvent>& events);

/// Whether a read with this part can come from a molecule with these events: it shows each one that it spans with an
/// aligned base on both sides, and no other.
[[nodiscard]] bool is_compatible(AlignedPart const& part, std::span<IndelEvent const> own,
                                 std::span<IndelEvent const> molecule);

/// A read that votes.
struct SignatureVote {
    AlignedPart const* part = nullptr;
    FamilyRead const* read = nullptr;
    std::uint8_t strand = 0;   ///< 0 AB, 1 BA
};

struct SignatureChoice {
    std::span<IndelEvent const> called;               ///< into the list of events
    std::span<IndelEvent const> minority;             ///< the strongest signature not called
    std::array<std::int32_t, 2> minority_reads{};     ///< by strand; 0, 0: every read agrees
};

/// METHOD: of the signatures that occur, the one that most reads are compatible with. Between equals, the one whose reads
/// have the higher sum of base qualities; between those, by a hash of events and place, which prefers neither the
/// reference nor an indel. All three are sums over reads or values: the order of reads cannot matter.
[[nodiscard]] SignatureChoice choose_signature(std::span<SignatureVote const> votes, std::vector<IndelEvent> const& events);

}  // namespace tidemark
