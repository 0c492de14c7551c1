// Where the reads of a file went on their way to molecules: reads in are reads of called molecules and reads left out.
#pragma once
#include <array>
#include <cstdint>
#include <string>

#include "values/molecule/consensus_read.hpp"
#include "values/molecule/group_loss.hpp"

namespace tidemark {

inline constexpr std::size_t consensus_outcome_count = 8;

struct MoleculeCounts {
    std::int64_t reads_seen = 0;
    std::array<std::int64_t, group_loss_count> reads_lost{};              ///< by GroupLoss: never in a family
    std::array<std::int64_t, consensus_outcome_count> families{};         ///< by ConsensusOutcome
    std::array<std::int64_t, consensus_outcome_count> reads_of_families{};
    std::array<std::int64_t, consensus_outcome_count> templates_of_families{};   ///< a far pair counts once at either end
    // Of templates whose mates both came:
    std::int64_t umi_on_one_mate = 0;     ///< taken from the other mate
    std::int64_t umi_differs = 0;         ///< the mates say two UMIs (or molecule ids); read 1 spoke
    // Of called molecules:
    std::int64_t duplex = 0;              ///< both strands seen
    std::int64_t single_read = 0;         ///< one template only
    std::int64_t reads_other_alignment = 0;   ///< reads that the consensus does not rest on (tag xa),
    std::int64_t reads_clipped_away = 0;      ///< (xc),
    std::int64_t reads_low_quality = 0;       ///< (xq)
    std::int64_t records = 0;             ///< consensus records

    [[nodiscard]] std::int64_t& lost(GroupLoss loss) { return reads_lost[static_cast<std::size_t>(loss)]; }
    [[nodiscard]] std::int64_t lost(GroupLoss loss) const { return reads_lost[static_cast<std::size_t>(loss)]; }
    [[nodiscard]] std::int64_t families_of(ConsensusOutcome outcome) const {
        return families[static_cast<std::size_t>(outcome)];
    }
    [[nodiscard]] std::int64_t reads_of(ConsensusOutcome outcome) const {
        return reads_of_families[static_cast<std::size_t>(outcome)];
    }

    /// Reads that the consensus of a called molecule rests on.
    [[nodiscard]] std::int64_t reads_in_molecules() const {
        return reads_of(ConsensusOutcome::called) - reads_other_alignment - reads_clipped_away - reads_low_quality;
    }
    [[nodiscard]] std::int64_t templates_of(ConsensusOutcome outcome) const {
        return templates_of_families[static_cast<std::size_t>(outcome)];
    }

    MoleculeCounts& operator+=(MoleculeCounts const& other);
    /// Whether every read that was seen is accounted for.
    [[nodiscard]] bool conserved() const;
};

/// Of one file.
struct MoleculeSummary {
    std::string sample;
    std::string molecules_by;   ///< strategy by which UMIs became families, or "molecule_id"
    int edits = 0;
    MoleculeCounts counts;
    std::string failure{};   ///< "rule: message" where the sample's file failed; then all counts are 0
};

}  // namespace tidemark
