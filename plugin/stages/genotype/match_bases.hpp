// SNVs and MNVs by base: what one molecule, seen by one or two mates, shows at a substitution.
#pragma once
#include <optional>

#include "stages/genotype/counting_plan.hpp"
#include "stages/genotype/read_sketch.hpp"

namespace tidemark {

/// Nothing where the molecule does not cover every base of the substitution. An MNV is one haplotype: all bases
/// alternative, all reference, or `other`. Mates are one witness: a base that only one of them can read is that base;
/// two different bases are a disagreement. A molecule with the place deleted shows a third allele.
[[nodiscard]] std::optional<LocusObservation> match_bases(TrackedLocus const& locus, std::size_t number,
                                                          ReadSketch const& first, ReadSketch const* second);

}  // namespace tidemark
