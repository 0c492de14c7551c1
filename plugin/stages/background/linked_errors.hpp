// How often molecules of controls show two errors at once: what a phase group's background is made of (statistics.md 4).
#pragma once
#include <map>
#include <span>
#include <vector>

#include "stages/background/control_pool.hpp"
#include "values/evidence/background_rate.hpp"
#include "values/model/background_law.hpp"

namespace tidemark {

/// Pairs of loci that molecules of a control cover together, as its haplotype rows say. Pairs whose bases overlap exclude each
/// other and are left out, and so are loci where the control shows the allele as a genotype.
[[nodiscard]] std::map<LinkedPair, ErrorTally> linked_pairs(SampleEvidence const& control);

/// The row `linked` of each group: chance that a molecule shows two given errors, at the class' rate of any one substitution.
/// METHOD: y molecules with both errors where independence lets expect E = sum of molecules x e1 x e2 over all pairs: gamma
/// posterior of the linkage y/E with the prior mean that adjacent errors have (two_of_adjacent of `mnv`, at least 1) and half an
/// error's weight. `law` holds every other rate, loci included.
[[nodiscard]] std::vector<BackgroundRate> linked_rates(std::span<PooledSample const> samples, BackgroundLaw const& law,
                                                       ContextLookup const& contexts,
                                                       std::span<MoleculeGroup const> groups);

}  // namespace tidemark
