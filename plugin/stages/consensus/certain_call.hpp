// Whether the molecule of a family is called, and with both of its reads, told by a few bases of each template. For those
// who need no base of it: a molecule that covers nothing they look at only has to be counted.
#pragma once
#include <cstdint>
#include <optional>

#include "stages/consensus/consensus_parameters.hpp"
#include "stages/consensus/filter.hpp"
#include "values/molecule/read.hpp"

namespace tidemark {

/// Answers "yes, for certain" or "not known": where the answer is yes, ConsensusCaller gives outcome `called`, two reads,
/// no losses, and a molecule that is duplex where both strands have templates.
class CertainCall {
public:
    explicit CertainCall(ConsensusParameters const& parameters, std::optional<FilterThresholds> const& thresholds = std::nullopt);

    /// Whether so many templates of strand AB and of strand BA (all in `ab` where `two_strands` is false) suffice, if every
    /// one of them shows a base of both mates.
    [[nodiscard]] bool suffice(std::size_t ab, std::size_t ba, bool two_strands) const;
    /// Least quality of a base that counts.
    [[nodiscard]] std::uint8_t min_quality() const { return min_quality_; }
    /// Whether the template shows a usable base of either mate: both are aligned in one block without clips, `forward`
    /// begins at `begin`, `reverse` ends at `end`, as in every template of the family, and near its 5' end each has a base
    /// of sufficient quality that its mate does not contradict.
    [[nodiscard]] bool shows_both(Read const& forward, Read const& reverse, std::int64_t begin, std::int64_t end) const;

private:
    MinimumReads min_reads_;
    std::uint8_t min_quality_ = 0;
    bool possible_ = false;   ///< no thresholds, tidemark's own arithmetic
};

}  // namespace tidemark
