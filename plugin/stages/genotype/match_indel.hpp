// Insertions and deletions: by what the aligner wrote where that is plain, else by which haplotype the bases fit.
#pragma once
#include <cstdint>
#include <memory>

#include "stages/genotype/counting_plan.hpp"
#include "stages/genotype/read_sketch.hpp"
#include "values/molecule/read.hpp"

namespace tidemark {

class IndelMatcher {
public:
    /// `plan` outlives the matcher.
    IndelMatcher(CountingPlan const& plan, int minimum_base_quality);
    IndelMatcher(IndelMatcher&&) noexcept;
    IndelMatcher& operator=(IndelMatcher&&) noexcept;
    ~IndelMatcher();

    /// Sets `sketch.indels`: one observation for every tracked insertion or deletion that this read could have shown.
    /// METHOD (consensus.md 10.1): a read that spans the locus without any event, clip or mismatch near it shows the
    /// reference; one whose left-aligned event is the tracked one shows the allele. Any other read near the locus, soft
    /// clips included, is aligned to the reference and to every allele of that place (affine gaps): the best one wins,
    /// siblings compete, and a tie means that the read could not tell.
    void match(Read const& read, std::int32_t contig, ReadSketch& sketch) const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace tidemark
