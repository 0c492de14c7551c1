// Molecules without UMI: read pairs with the same two ends and strand are copies of one molecule.
#pragma once
#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <unordered_map>
#include <vector>

#include "stages/genotype/locus_tally.hpp"
#include "stages/genotype/merge_mates.hpp"

namespace tidemark {

/// What copies of one molecule share. `far_end` is -1 where only one end is known (single-end, or the mate was left
/// out): such molecules are told apart by their 5' end alone.
struct MoleculeEnds {
    std::int64_t near_end = 0;   ///< lower 5' end, soft clips included; the only one where far_end is -1
    std::int64_t far_end = -1;
    std::uint32_t kind = 0;      ///< strand and kind of read: never mixed
    bool operator==(MoleculeEnds const&) const = default;
};

/// Votes of the copies, kept as counts: memory grows with the molecule, not with its copies.
class MoleculeVotes {
public:
    void clear();
    void add(Molecule const& copy, std::int32_t fragment_length);
    [[nodiscard]] std::int32_t copies() const { return copies_; }
    [[nodiscard]] std::int32_t fragment_length() const { return fragment_length_; }
    /// METHOD: every copy has one vote at every place it can read; more than half of the votes decide, anything else is
    /// unreadable. Nothing prefers the reference. Order of the copies never matters.
    void decide(Molecule& molecule);

private:
    struct Step {
        std::int64_t position = 0;
        std::int32_t change = 0;
    };
    struct DifferenceVotes {
        std::int64_t position = 0;
        std::array<std::int32_t, 6> shown{};   ///< by Shown
    };
    struct EventVotes {
        ShownIndelEvent event;
        std::int32_t copies = 0;
    };
    struct LocusVotes {
        std::size_t locus = 0;
        std::array<std::int32_t, 5> observations{};   ///< by Observation
        std::array<std::int32_t, 5> agreed{};         ///< of those, with agreeing mates
    };

    void compact();
    void decide_blocks(Molecule& molecule) const;
    void decide_differences(Molecule& molecule) const;
    void decide_events(Molecule& molecule) const;
    void decide_loci(Molecule& molecule) const;
    [[nodiscard]] std::int32_t cover_at(std::int64_t position) const;

    std::int32_t copies_ = 0;
    std::int32_t fragment_length_ = 0;
    std::size_t compact_at_ = 0;
    std::vector<Step> steps_;
    std::vector<DifferenceVotes> differences_;
    std::vector<EventVotes> events_;
    std::vector<LocusVotes> loci_;
};

/// Groups on one contig, closed as the stream passes.
class PositionGroups {
public:
    /// Called with the group's number (MoleculeTraits, family size set) and its decided molecule.
    using Closed = std::function<void(MoleculeTraits const&, Molecule const&)>;

    void add(MoleculeEnds const& ends, MoleculeTraits const& traits, Molecule const& molecule);
    /// Closes groups whose last end lies more than the slack for leading clips before `position`.
    void advance(std::int64_t position, Closed const& closed);
    void leave(Closed const& closed);

private:
    struct Group {
        MoleculeEnds ends;
        std::size_t number = 0;
        MoleculeVotes votes;
    };
    struct HashEnds {
        std::size_t operator()(MoleculeEnds const& ends) const;
    };

    void close(std::vector<std::uint32_t> const& groups, Closed const& closed);

    std::vector<Group> groups_;
    std::vector<std::uint32_t> free_;
    std::unordered_map<MoleculeEnds, std::uint32_t, HashEnds> by_ends_;
    std::map<std::int64_t, std::vector<std::uint32_t>> by_last_end_;
    Molecule molecule_;
};

}  // namespace tidemark
