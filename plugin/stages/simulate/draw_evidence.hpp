// Evidence of one sample straight from the laws, without molecules: for studies of thousands of samples.
#pragma once
#include <span>
#include <string>
#include <vector>

#include "stages/simulate/evidence_law.hpp"
#include "stages/simulate/truth.hpp"

namespace tidemark {

/// Locus rows (every group), haplotype rows of linked pairs, context rows, mismatch rows and depth runs of `plan` at
/// `panel`, as genotype writes them, and the truth. METHOD: Poisson and binomial thinning of the mean molecules gives
/// the same law as drawing every molecule (statistics.md 4), but for lost ends at deletions and for errors on
/// molecules that carry the variant.
struct DrawnEvidence {
    SampleEvidence evidence;
    SampleTruth truth;
};
[[nodiscard]] DrawnEvidence draw_evidence(SimulationSetting const& setting, std::span<RegionEvidenceLaw const> laws,
                                          SamplePlan const& plan, Panel const& panel);

}  // namespace tidemark
