// The molecules of one region in one sample as raw reads, one molecule after the other from left to right.
#pragma once
#include <array>
#include <cstdint>
#include <vector>

#include "stages/simulate/read_maker.hpp"
#include "stages/simulate/simulate_region.hpp"

namespace tidemark {

/// A fragment before anything is known of its reads: 40 bytes, so that all of a region can be sorted by place.
struct RawFragment {
    std::int64_t begin = 0;
    std::int32_t length = 0;
    std::uint32_t individual = 0;
    std::uint8_t haplotype = 0;
    bool tumor = false;
    bool carries = false;
    std::uint64_t seed = 0;          ///< of the stream that everything else about it is drawn from
};

class RawRegion {
public:
    /// Draws the fragments of region `number`; what is given must outlive this.
    RawRegion(SimulationSetting const& setting, SamplePlan const& plan, ReadSetting const& reads, std::size_t number);

    /// By begin, those of one base in random order.
    [[nodiscard]] std::vector<RawFragment> const& fragments() const { return fragments_; }
    /// Appends the reads and the truth of one fragment and counts it.
    void add_reads(RawFragment const& fragment, std::int64_t molecule_number, RawBatch& batch);

    [[nodiscard]] std::vector<VariantTruth> const& variants() const { return variants_; }
    [[nodiscard]] std::array<std::int64_t, 4> const& molecules() const { return molecules_; }

private:
    struct Fragment;
    [[nodiscard]] Fragment open(RawFragment const& fragment, Random& random) const;
    [[nodiscard]] MoleculeTruth truth_of(Fragment const& fragment, std::int64_t molecule_number) const;
    /// Returns the number of pairs.
    std::int64_t add_strand(Fragment const& fragment, StrandReads const& common, std::vector<Variant>& damage,
                            Random& random, RawBatch& batch) const;
    void draw_fragments(SamplePlan const& plan);
    [[nodiscard]] RawFragment draw_fragment(Interval starts, Random& random) const;
    [[nodiscard]] SimulatedMolecule molecule_of(RawFragment const& fragment, Random& random) const;
    void count(SimulatedMolecule const& molecule, ShownMate const& whole, std::array<std::int64_t, 2> const& pairs);

    SimulationSetting const* setting_;
    ReadSetting const* reads_;
    ScenarioReads const* law_;
    std::size_t number_;
    AssayRegion region_;                  ///< its slice reaches as far as fragments do
    Mixture mixture_;
    RegionErrors errors_;            ///< of both strands only: layer duplex
    double sample_factor_;
    std::vector<RawFragment> fragments_;
    std::vector<VariantTruth> variants_;
    std::array<std::int64_t, 4> molecules_{};
};

}  // namespace tidemark
