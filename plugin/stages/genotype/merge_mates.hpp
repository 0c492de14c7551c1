// One molecule out of the one or two reads that are copies of it: mates are one witness, not two.
#pragma once
#include <cstdint>
#include <vector>

#include "stages/genotype/counting_plan.hpp"
#include "stages/genotype/read_sketch.hpp"

namespace tidemark {

struct Molecule {
    std::vector<Block> blocks;                    ///< bases that at least one mate covers, ascending, disjoint
    std::vector<Difference> differences;          ///< ascending; disagreements of the mates included
    std::vector<ShownIndelEvent> events;               ///< ascending; those that no covering mate contradicts
    std::vector<LocusObservation> observations;   ///< ascending by locus

    void clear();
};

/// Rebuilds `molecule` from its reads; `second` may be null. METHOD (consensus.md 6.2): where the mates overlap, equal
/// bases count once, different bases are a disagreement and count for nothing, and a base that one mate cannot read is
/// taken from the other.
void merge_mates(CountingPlan const& plan, std::int32_t contig, ReadSketch const& first, ReadSketch const* second,
                 Molecule& molecule);

}  // namespace tidemark
