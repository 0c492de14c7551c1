// One sequenced template of a family and where its mates lie. Mates are told apart by role, not by read number: role 0 is
// read 1 of strand AB and read 2 of strand BA, which copy the same end of the molecule.
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "stages/consensus/indel_signature.hpp"
#include "stages/consensus/strand_columns.hpp"
#include "values/molecule/consensus_read.hpp"
#include "values/molecule/family_read.hpp"

namespace tidemark {

struct Witness {
    std::array<FamilyRead const*, 2> reads{};     ///< by role; null: none, or left out
    std::array<AlignedPart, 2> parts{};
    std::array<ColumnExtent, 2> columns{};        ///< where the parts lie; empty: not to be laid
    std::uint8_t strand = 0;                      ///< 0 AB, 1 BA
};

/// METHOD: both mates end at the other's 5' end at the latest (soft clips counted): what a short template reads beyond is
/// adapter. The cut is by reference position, never by distance in the read, which indels shift. Only where the mates
/// face each other. A read that is unsound, without qualities, or cut away is counted and left out.
void make_witness(FamilyFragment const& fragment, std::uint8_t strand, ReferenceBases reference,
                  std::vector<IndelEvent>& events, ConsensusLosses& losses, Witness& witness);

/// Whether reads of one role lie on one contig and strand, and, where both roles occur, the roles on opposite strands.
/// Otherwise two molecules share a name.
[[nodiscard]] bool strands_agree(std::span<Witness const> witnesses);

}  // namespace tidemark
