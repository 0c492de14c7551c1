// Witnesses that show far more than the others: one clonal haematopoiesis or germline locus must not decide a call or
// carry a fraction (statistics.md 5.4).
#pragma once
#include <span>
#include <vector>

#include "stages/detect/witnesses.hpp"

namespace tidemark {

/// Indices of witnesses (joined by places) set aside, ascending.
/// METHOD: the witness with the smallest tail is set aside, and the rest looked at again, while a tail is below
/// 0.05/number of witnesses and the witness shows >= 3 molecules. The tail is P(at least x_i of all molecules fall on i)
/// given how many fall on i and the others together: binomial with the share of the expected molecules at i, at the fraction
/// whose expected molecules are those seen (`tumor_fraction` at least): at a high one background has no share in what is
/// expected. Where copies are assumed a locus may carry twice the assumed share, where several states fit that of the
/// largest. Places without molecules that the others' level makes impossible (chance of none below 0.05/number of places)
/// are lost and no company: else the places that are left would stand out. A witness is
/// only an outlier among others with support; alone it is a single locus, which the decision rule speaks about. Only witnesses
/// that share a level are compared: those with a trunk locus among themselves, all others among those of the same lesions and
/// clone. Then one that is not trunk is an outlier, too, where it stands above the trunk, though all its branch shed (CCF 1):
/// no part of a tumor sheds more than all of it. The binomial is exact for a trunk without a molecule as well: it then says what the
/// trunk may hold at most. What is left of a branch is held against the trunk as a whole, by the same tail, and set aside
/// as a whole: many places of one or two molecules contradict a silent trunk as few of many do. The trunk is never compared with a part.
/// `tumor_fraction`: the sample's predicted LoD95.
[[nodiscard]] std::vector<std::size_t> outlier_witnesses(std::span<Witness const> witnesses,
                                                         std::span<LocusEvidence const> loci, double tumor_fraction);

/// The same among all witnesses, whatever their level: what a detection must not rest on alone. Where all are trunk the two agree.
[[nodiscard]] std::vector<std::size_t> outstanding_witnesses(std::span<Witness const> witnesses,
                                                             std::span<LocusEvidence const> loci, double tumor_fraction);

}  // namespace tidemark
