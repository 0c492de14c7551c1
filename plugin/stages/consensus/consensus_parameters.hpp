// What a caller of consensus may choose; the defaults are those of docs/methods/consensus.md.
#pragma once
#include <cstdint>

namespace tidemark {

enum class ConsensusArithmetic : std::uint8_t {
    tidemark,   ///< exact ties are N, mates are one witness over their whole template
    fgbio       ///< reproduces fgbio 4.1: its floating point, its one-read rule, read 1 and read 2 called apart
};

/// Reads that a molecule needs: in total, on its better strand, on its worse strand. A molecule of one strand passes only
/// where `worse_strand` is 0.
struct MinimumReads {
    std::int32_t total = 1;
    std::int32_t better_strand = 1;
    std::int32_t worse_strand = 0;
};

struct ConsensusParameters {
    std::uint8_t error_pre_umi = 45;            ///< Phred; errors before the UMI, common to all reads of a molecule
    std::uint8_t error_post_umi = 40;           ///< Phred; errors between UMI and sequencing, once per template
    std::uint8_t min_input_quality = 10;        ///< lower bases are N; bases of Q0 and Q1 always are
    std::uint8_t min_consensus_quality = 2;     ///< lower consensus bases are N at Q2
    MinimumReads min_reads;
    ConsensusArithmetic arithmetic = ConsensusArithmetic::tidemark;
    bool per_base_arrays = false;
};

}  // namespace tidemark
