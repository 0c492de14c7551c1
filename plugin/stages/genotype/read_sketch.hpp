// A read reduced to what counting needs: where it lies and where it differs from the reference.
#pragma once
#include <cstddef>
#include <cstdint>

#include <boost/container/small_vector.hpp>

#include "stages/genotype/counting_plan.hpp"
#include "values/molecule/read.hpp"

namespace tidemark {

/// What a molecule shows at a place where it does not plainly show the reference. 0..3: A, C, G, T.
using Shown = std::uint8_t;
inline constexpr Shown shown_unreadable = 4;     ///< N, or below the quality floor
inline constexpr Shown shown_disagreement = 5;   ///< the mates show different bases

struct Difference {
    std::int64_t position = 0;
    Shown shown = shown_unreadable;
    bool operator==(Difference const&) const = default;
};

/// Aligned bases [begin, end) without a gap.
struct Block {
    std::int64_t begin = 0;
    std::int64_t end = 0;
    bool operator==(Block const&) const = default;
};

/// An insertion or deletion as the aligner placed it.
struct ShownIndelEvent {
    std::int64_t position = 0;    ///< of the aligned base before it
    std::int64_t length = 0;      ///< bases; above 0 inserted, below 0 deleted
    std::uint64_t bases = 0;      ///< hash of what was inserted
    bool operator==(ShownIndelEvent const&) const = default;
};

enum class Observation : std::uint8_t { reference, alternative, other, unreadable, mate_disagreement };

/// What a molecule (or one read) shows at one locus; there is none where it could not show the allele.
struct LocusObservation {
    std::size_t locus = 0;
    Observation observation = Observation::unreadable;
    bool mates_agreed = false;
    bool operator==(LocusObservation const&) const = default;
};

/// A list whose usual few elements lie in the sketch itself: by the time its mate comes, a waiting read has left the
/// cache, and every other place to look at is another wait for memory.
template <typename Element, std::size_t usual>
using Few = boost::container::small_vector<Element, usual>;

struct ReadSketch {
    std::int64_t begin = 0;
    std::int64_t end = 0;
    Few<Block, 1> blocks;                ///< ascending
    Few<Difference, 6> differences;      ///< ascending; only under the plan's tiles
    Few<ShownIndelEvent, 0> events;           ///< ascending
    Few<LocusObservation, 0> indels;     ///< at the loci matched by haplotype, ascending

    void clear();
    [[nodiscard]] bool covers(std::int64_t position) const {
        for (auto const& block : blocks) {
            if (block.begin <= position && position < block.end) {
                return true;
            }
        }
        return false;
    }
};

/// Fills `sketch` (all but `indels`). `contig` is the plan's number; the read must be sound (is_sound).
void sketch_read(Read const& read, std::int32_t contig, CountingPlan const& plan, int minimum_base_quality,
                 ReadSketch& sketch);

}  // namespace tidemark
