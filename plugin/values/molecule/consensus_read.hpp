// A molecule as its reads agree on it, in reference space: what a consensus BAM holds and what genotype counts. All
// storage is reused from molecule to molecule.
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "values/molecule/indel_event.hpp"
#include "values/molecule/read.hpp"

namespace tidemark {

/// Depth and disagreement over one consensus read: cD cM cE, aD aM aE or bD bM bE. Mates of one template are one.
struct ConsensusSupport {
    std::int32_t maximum_depth = 0;
    std::int32_t minimum_depth = 0;
    float error_rate = 0;          ///< disagreeing bases / all bases; 0 without bases
    bool operator==(ConsensusSupport const&) const = default;
};

/// Per-base arrays (tags cd ce, ad ae, bd be, ac bc, aq bq) in the order of the record's bases, so on the forward strand
/// of the reference; depth and errors capped at 32767. Filled on request; b is empty where there is one strand.
struct ConsensusArrays {
    std::vector<std::int16_t> depth, errors, a_depth, a_errors, b_depth, b_errors;
    std::vector<char> a_bases, b_bases;                   ///< ACGTN
    std::vector<std::uint8_t> a_qualities, b_qualities;   ///< Phred
    void clear();
};

struct ConsensusRead {
    std::int32_t contig = -1;
    std::int64_t position = -1;               ///< 0-based, first aligned base
    std::uint16_t flags = 0;                  ///< paired, reverse, mate reverse, read 1, read 2 as they follow from the family
    std::int32_t length = 0;
    std::vector<std::uint32_t> cigar;         ///< BAM encoding
    std::vector<std::uint8_t> packed_bases;   ///< BAM encoding
    std::vector<std::uint8_t> qualities;      ///< Phred
    ConsensusSupport total, a, b;             ///< a: the strand AB, or the only one; b is all 0 without a second strand
    ConsensusArrays arrays;

    [[nodiscard]] std::uint8_t base_code(std::int32_t index) const {
        auto const pair = packed_bases[static_cast<std::size_t>(index) / 2];
        return static_cast<std::uint8_t>(index % 2 == 0 ? pair >> 4 : pair & 0xf);
    }
    /// The record as the stages see an aligned read; name, mate and tags are left empty. Valid while this lives.
    [[nodiscard]] Read view() const;
};

/// Reads of the family that the consensus does not rest on, by reason (tags xa, xc, xq), and the strongest indel
/// signature that was not called (xi). Records, not templates.
struct ConsensusLosses {
    std::int32_t alignment = 0;   ///< other indels than the called ones, or no sound alignment
    std::int32_t clipping = 0;    ///< nothing left once clips and the overhang past the mate's 5' end are off
    std::int32_t quality = 0;     ///< no base reached the input quality, or no qualities at all
    std::vector<IndelEvent> minority_indels;      ///< empty list with counts above 0: alignments without indels
    std::array<std::int32_t, 2> minority_reads{}; ///< of strand AB and of strand BA
    void clear();
};

enum class ConsensusOutcome : std::uint8_t {
    called,
    too_few_reads,       ///< below min_reads
    strand_collision,    ///< reads that should lie on one strand lie on both: two molecules under one name
    no_usable_base,      ///< every read was left out, by the reasons counted
    filtered_depth,      ///< thresholds of the filter: reads,
    filtered_errors,     ///< error rate of the read,
    filtered_no_calls,   ///< too many N,
    filtered_quality     ///< mean quality
};

/// "called", "too_few_reads", …: the name under which the molecule is counted.
[[nodiscard]] std::string_view to_text(ConsensusOutcome outcome);

struct ConsensusMolecule {
    ConsensusOutcome outcome = ConsensusOutcome::no_usable_base;
    std::int32_t read_count = 0;                ///< records in `reads`: 0, 1 or 2
    std::array<ConsensusRead, 2> reads;         ///< read 1 first where there are two
    bool duplex = false;                        ///< both strands support it
    std::int32_t records = 0;                   ///< records of the family, used and left out
    ConsensusLosses losses;

    [[nodiscard]] std::span<ConsensusRead const> called() const {
        return {reads.data(), static_cast<std::size_t>(read_count)};
    }
};

}  // namespace tidemark
