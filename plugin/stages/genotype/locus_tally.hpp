// Molecules counted at tracked loci, and which loci they show together.
#pragma once
#include <array>
#include <cstdint>
#include <map>
#include <span>
#include <unordered_map>
#include <vector>

#include "stages/genotype/counting_plan.hpp"
#include "stages/genotype/group_number.hpp"
#include "stages/genotype/merge_mates.hpp"
#include "values/evidence/sample_evidence.hpp"

namespace tidemark {

/// What a counted molecule is, beside its bases.
struct MoleculeTraits {
    std::size_t group = 0;               ///< group_number
    std::int32_t fragment_length = 0;    ///< 0 unknown
    std::int32_t family_size = 0;        ///< 0 unknown
};

/// What a molecule says of the tracked loci, taken together.
enum class LociSeen : std::uint8_t {
    none,                ///< it reaches none of them
    informative,         ///< it could have shown an allele of one or more
    unreadable,          ///< it reaches some, and is readable at none
    mate_disagreement    ///< likewise, and only because its mates disagree
};
inline constexpr std::size_t loci_seen_count = 4;

class LocusTally {
public:
    static constexpr std::int32_t longest_told = 1000;   ///< longer fragments are counted here

    explicit LocusTally(CountingPlan const& plan) : plan_{&plan} {}

    LociSeen add(MoleculeTraits const& traits, std::span<LocusObservation const> observations);
    /// Adds what another tally of the same plan counted.
    void add(LocusTally const& other);

    /// One row for every locus and every group that `present` names; groups that occur nowhere have none. Where no
    /// group is present, one row of class `position` each: zero is not missing.
    [[nodiscard]] std::vector<LocusRow> rows(std::array<bool, group_count> const& present) const;
    [[nodiscard]] std::vector<HaplotypeRow> haplotypes() const;
    /// Molecules that show the reference, by fragment length.
    [[nodiscard]] std::map<std::int32_t, std::int64_t> reference_lengths() const;

private:
    using Pattern = std::vector<std::uint64_t>;   ///< group, then twice the locus, plus 1 where it shows the allele
    struct HashPattern {
        std::size_t operator()(Pattern const& pattern) const;
    };

    void note_pattern(std::size_t group, std::span<LocusObservation const> observations);
    [[nodiscard]] LocusCounts& at(std::size_t group, std::size_t locus);

    CountingPlan const* plan_;
    std::array<std::vector<LocusCounts>, group_count> counts_;   ///< by group, then locus; empty until needed
    std::unordered_map<Pattern, std::int64_t, HashPattern> patterns_;
    std::vector<std::int64_t> reference_lengths_ = std::vector<std::int64_t>(longest_told + 1, 0);   ///< by length
    Pattern pattern_;                                            ///< buffer
};

}  // namespace tidemark
