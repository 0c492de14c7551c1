// Which copy states of a locus fit the tissue: for averaging where one state is not sure.
#pragma once
#include <span>
#include <vector>

#include "stages/select/copy_state.hpp"
#include "values/patient/panel.hpp"

namespace tidemark {

/// States of a locus over all tissues that have it, most likely first; empty where the copies are unknown or one state is
/// sure (weight from 0.99) and is the one that `agreed_copy_state` gives.
/// METHOD: in one tissue the major and minor copies are those of the segment; where it gives their standard errors, all whole
/// numbers within three of these, weighed by the normal law, minor at most major and at least one major copy. The mutated copies
/// m are then 1 .. major copies, each as likely before the VAF was seen. The VAF of state
/// m is p m / (p C + (1-p) n); the observed one is normal around it, its variance that of the read depth and 5 % of it
/// (allele bias, purity), or 20 % of it where the depth is unknown. Without VAF, purity or normal copies all m stay equal.
/// In a segment of a share of the tumor cells, the others carry one mutated copy: m is then the average over the cells.
/// States below 0.01 are left out. Tissues that disagree are averaged. Example: v 0.5 of 200 reads, p 0.8, C 3 (2+1):
/// expected 0.286 and 0.571, so m = 2.
[[nodiscard]] std::vector<PossibleCopies> possible_copies(LocusCandidate const& locus, std::span<TumorTissue const> tissues);

}  // namespace tidemark
