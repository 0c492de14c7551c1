// What to look at, laid out for one pass along the genome: tracked loci, background places and the reference under both.
// The plan belongs to panel, targets and reference, not to a file: many files are counted with one.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "stages/genotype/indel_place.hpp"
#include "values/genome/contig_table.hpp"
#include "values/genome/region.hpp"
#include "values/genome/repeat_class.hpp"
#include "values/genome/variant.hpp"

namespace tidemark {

/// Mates further apart than this (between their starts, in bases) are counted one by one: no cfDNA fragment is longer,
/// and mates of reads up to this length cannot overlap.
inline constexpr std::int64_t maximum_insert = 1000;

struct TrackedLocus {
    Variant variant;
    std::int32_t contig = 0;
    Interval window{Position{0}, Position{0}};   ///< bases that a molecule must cover
    bool by_haplotype = false;                   ///< insertion, deletion, complex: matched by match_indel
};

/// How a place is used for the sample's own background.
enum class PlaceUse : std::uint8_t {
    none,      ///< not looked at: outside the targets, tracked, or unknown in the reference
    counted,
    listed     ///< looked at, but a known polymorphic site: never an error
};

/// A stretch of reference under loci or targets, at most `longest_tile` bases.
struct Tile {
    std::int32_t contig = 0;
    std::int64_t begin = 0;
    std::int64_t end = 0;
    std::string bases;                  ///< [begin - 1, end + 1); 'N' beyond the contig
    std::vector<std::uint8_t> codes;    ///< four-bit base codes of [begin, end); 0 where unknown
    /// The codes two a byte, as reads hold them; in the second list one code later, so that any read's bytes can be
    /// compared with one of the two.
    std::array<std::vector<std::uint8_t>, 2> packed;
    std::vector<PlaceUse> uses;         ///< of [begin, end)
    std::vector<RepeatPlace> repeats;   ///< of [begin, end): behind each base
};
inline constexpr std::int64_t longest_tile = 16384;

/// Numbers [first, last) of the plan's lists that lie on one contig.
struct Share {
    std::size_t first = 0;
    std::size_t last = 0;
};

struct PlannedContig {
    std::string name;
    Share loci;
    Share tiles;
    Share interest;
    Share indels;
    std::int64_t longest_window = 0;   ///< of its loci
};

struct CountingPlan {
    std::vector<PlannedContig> contigs;   ///< those with loci or targets, in the order of the reference
    std::vector<TrackedLocus> loci;       ///< by contig, position, ref, alt
    std::vector<Tile> tiles;              ///< ascending, disjoint
    std::vector<Interval> interest;       ///< ascending, disjoint: a molecule that touches none is skipped undecoded
    std::vector<IndelPlace> indels;
    bool has_targets = false;
};

struct PlanInput {
    ContigTable reference;
    std::vector<Variant> loci;           ///< left-aligned, REF checked, any order; repeats are merged
    std::vector<Region> targets;         ///< may be empty: then the background is what molecules at loci cover
    std::vector<Variant> common_sites;   ///< never errors
};

[[nodiscard]] CountingPlan make_counting_plan(PlanInput input, FetchBases const& fetch);

}  // namespace tidemark
