// How many copies of a locus the tumor has, and how many carry the variant.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "stages/select/tumor_candidate.hpp"
#include "values/patient/segment.hpp"

namespace tidemark {

/// The tissue behind one VCF.
struct TumorTissue {
    std::string lesion;                 ///< empty where no lesion was named
    std::vector<CopySegment> segments;  ///< empty where unknown
    std::optional<double> purity;       ///< share of tumor cells in the tissue, above 0 and up to 1
};

/// Empty where unknown.
struct LocusCopyState {
    std::optional<double> multiplicity;
    std::optional<double> total_copies;
    std::optional<double> normal_copies;
    bool operator==(LocusCopyState const&) const = default;
};

/// The segment that holds a locus; nothing where none does or all copies are lost, which contradicts the variant.
[[nodiscard]] std::optional<CopySegment> segment_at(std::vector<CopySegment> const& segments, Variant const& variant);

/// The state in one tissue. METHOD: with purity p, total copies C, normal copies n and tissue VAF v, the mutated copies
/// per tumor cell are v·(p·C + (1−p)·n)/p, as in section "copies" of docs/methods/select.md; the multiplicity is the
/// nearest integer within 1 .. major copies. Example: v 0.5, p 0.8, C 3 (2+1), n 2 gives 1.75, multiplicity 2.
[[nodiscard]] LocusCopyState copy_state(Variant const& variant, std::optional<double> tumor_vaf, TumorTissue const& tissue);

/// One state from all tissues that have the variant: a value on which those that know it agree, else empty.
[[nodiscard]] LocusCopyState agreed_copy_state(LocusCandidate const& locus, std::span<TumorTissue const> tissues);

}  // namespace tidemark
