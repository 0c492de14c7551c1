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

/// How the mates of a template are aligned. Most templates of a family are aligned alike and share one shape, so that
/// what follows from the alignment is found once.
struct WitnessShape {
    std::array<FamilyRead const*, 2> reads{};   ///< by role, of the first template so shaped; null: none, or left out
    std::array<AlignedPart, 2> parts{};
    std::array<ColumnExtent, 2> columns{};      ///< where the parts lie; empty: not to be laid
    std::int32_t templates = 0;
    bool shared = false;                        ///< further templates may join
};

struct FragmentWitness {
    std::array<FamilyRead const*, 2> reads{};   ///< by role; null: none, or left out
    std::int32_t shape = 0;
    std::uint8_t strand = 0;                    ///< 0 AB, 1 BA
};

/// The templates of a family; storage is reused.
class Witnesses {
public:
    void clear();
    /// METHOD: both mates end at the other's 5' end at the latest (soft clips counted): what a short template reads beyond
    /// is adapter. The cut is by reference position, never by distance in the read, which indels shift. Only where the
    /// mates face each other. A read that is unsound, without qualities, or cut away is counted and left out.
    void add(FamilyFragment const& fragment, std::uint8_t strand, ReferenceBases reference, ConsensusLosses& losses);

    [[nodiscard]] std::span<FragmentWitness const> all() const { return witnesses_; }
    [[nodiscard]] std::vector<WitnessShape>& shapes() { return shapes_; }
    [[nodiscard]] std::vector<WitnessShape> const& shapes() const { return shapes_; }
    [[nodiscard]] std::vector<IndelEvent> const& events() const { return events_; }
    [[nodiscard]] WitnessShape const& shape_of(FragmentWitness const& witness) const {
        return shapes_[static_cast<std::size_t>(witness.shape)];
    }

private:
    [[nodiscard]] bool joins_last(std::array<FamilyRead const*, 2> const& reads) const;

    std::vector<FragmentWitness> witnesses_;
    std::vector<WitnessShape> shapes_;
    std::vector<IndelEvent> events_;
};

/// Whether reads of one role lie on one contig and strand, and, where both roles occur, the roles on opposite strands.
/// Otherwise two molecules share a name.
[[nodiscard]] bool strands_agree(std::span<WitnessShape const> shapes);

}  // namespace tidemark
