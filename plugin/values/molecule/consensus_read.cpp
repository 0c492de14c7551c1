#include "values/molecule/consensus_read.hpp"

namespace tidemark {

std::string_view to_text(ConsensusOutcome outcome) {
    constexpr std::array<std::string_view, 8> names{"called",         "too_few_reads",   "strand_collision",
                                                    "no_usable_base", "filtered_depth",  "filtered_errors",
                                                    "filtered_no_calls", "filtered_quality"};
    return names[static_cast<std::size_t>(outcome)];
}

void ConsensusArrays::clear() {
    for (auto* numbers : {&depth, &errors, &a_depth, &a_errors, &b_depth, &b_errors}) {
        numbers->clear();
    }
    a_bases.clear();
    b_bases.clear();
    a_qualities.clear();
    b_qualities.clear();
}

Read ConsensusRead::view() const {
    Read read;
    read.contig = contig;
    read.position = position;
    read.flags = flags;
    read.length = length;
    read.operation_count = static_cast<std::int32_t>(cigar.size());
    read.operations = reinterpret_cast<std::uint8_t const*>(cigar.data());
    read.packed_bases = packed_bases.data();
    read.qualities = qualities.data();
    return read;
}

void ConsensusLosses::clear() {
    alignment = clipping = quality = 0;
    minority_indels.clear();
    minority_reads = {};
}

}  // namespace tidemark
