// What the alleles of an insertion or deletion show of its place, where no reference is at hand.
#pragma once
#include <cstdint>

#include "values/genome/variant.hpp"

namespace tidemark {

/// Farther apart no two places of one event are looked for, in bases: molecules that span so long a repeat are rare, and nobody counts an
/// indel in a repeat that no molecule spans.
inline constexpr std::int64_t longest_shift = 500;

/// Whether two trimmed variants may be one insertion or deletion, written at different places of a repeat: same contig, kind and length, at
/// most `longest_shift` apart, the bases of the right one are those of the left one turned by the distance, and the base before the
/// right one is its last (else it stands leftmost already). An event written twice always passes; whether one that passes is the same
/// event, only the reference between the two can tell. False for equal variants and for all other kinds.
[[nodiscard]] bool may_be_one_indel(Variant const& one, Variant const& other);

}  // namespace tidemark
