// The alleles of all VCFs, each once. The order of files and records leaves no trace.
#pragma once
#include <span>
#include <string>
#include <vector>

#include "stages/select/tumor_candidate.hpp"

namespace tidemark {

struct MergedCandidates {
    std::vector<LocusCandidate> loci;    ///< sorted by contig name, position, ref, alt
    std::vector<std::string> conflicts;  ///< alleles that stand twice in one VCF with different attributes, as text
};

/// The same allele twice in one VCF with equal attributes is one sighting; with different ones there is no right
/// answer. In different VCFs it is one sighting each.
[[nodiscard]] MergedCandidates merge_candidates(std::vector<TumorCandidate> candidates);

}  // namespace tidemark
