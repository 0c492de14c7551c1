// Which variants stand on one haplotype, close enough to be read in one molecule.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "stages/select/tumor_candidate.hpp"

namespace tidemark {

/// One cfDNA fragment is about 167 bases: variants further apart are rarely seen together.
inline constexpr std::int64_t phase_reach = 150;

/// Name of each locus' group, in the order given; empty for a locus alone. Two loci are linked where one VCF names the
/// same haplotype for both and they start at most `phase_reach` bases apart; a group holds what is linked, and never
/// spans more than `phase_reach`. Its name is the text of its first locus. `loci` sorted by contig and position.
[[nodiscard]] std::vector<std::string> phase_groups(std::span<LocusCandidate const> loci);

}  // namespace tidemark
