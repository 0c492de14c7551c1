// Where tracked insertions and deletions can hide: their repeat span, and the haplotypes that a molecule is compared with.
#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "values/genome/position.hpp"
#include "values/genome/variant.hpp"

namespace tidemark {

/// Reference bases of a contig, clipped to its length.
using FetchBases = std::function<ReferenceSlice(std::string const& contig, Interval interval)>;

/// Longest insertion or deletion that is tracked, in bases.
inline constexpr std::int64_t longest_indel = 50;

struct IndelAllele {
    std::size_t locus = 0;    ///< number in the plan
    Variant variant;          ///< left-aligned
    Interval window{Position{0}, Position{0}};   ///< see indel_window
    std::string haplotype;    ///< the place's reference stretch with the allele in it
};

/// Alleles whose windows overlap: siblings that compete for a molecule.
struct IndelPlace {
    std::int32_t contig = 0;
    Interval window{Position{0}, Position{0}};   ///< over all alleles
    ReferenceSlice reference;                    ///< window with flanks on both sides
    std::vector<IndelAllele> alleles;
};

/// What a molecule must cover to show or refute the allele: the base before it, every place to which a repeat lets the
/// event slide, and the base behind. Deletion of one A in "CAAAG": all five.
[[nodiscard]] Interval indel_window(Variant const& variant, FetchBases const& fetch);

/// Places on one contig, ascending. `alleles` need `locus` and `variant` only.
[[nodiscard]] std::vector<IndelPlace> indel_places(std::int32_t contig, std::vector<IndelAllele> alleles,
                                                   FetchBases const& fetch);

}  // namespace tidemark
