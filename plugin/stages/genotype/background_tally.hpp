// The sample's own background: what molecules show away from tracked loci, by context, place and group.
#pragma once
#include <array>
#include <compare>
#include <cstdint>
#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "stages/genotype/counting_plan.hpp"
#include "stages/genotype/group_number.hpp"
#include "stages/genotype/merge_mates.hpp"
#include "values/evidence/sample_evidence.hpp"
#include "values/genome/sequence_context.hpp"

namespace tidemark {

/// METHOD (statistics.md 3): a place whose share of non-reference bases over all groups is at least `polymorphic_share`
/// at a depth of at least `polymorphic_depth` is the person's own genome (or the tumor's), not an error.
struct BackgroundParameters {
    double polymorphic_share = 0.05;
    std::int64_t polymorphic_depth = 20;
};

class BackgroundTally {
public:
    BackgroundTally(CountingPlan const& plan, BackgroundParameters parameters);

    void add(std::size_t group, std::int32_t contig, Molecule const& molecule);
    /// Closes the tiles that no later molecule can reach: those of earlier contigs, and those that end at or before
    /// `position` of `contig`. Their arrays are freed.
    void pass(std::int32_t contig, std::int64_t position);
    /// Closes everything that is open.
    void finish();
    /// Adds what another finished tally of the same plan counted on later tiles.
    void append(BackgroundTally&& later);

    /// Taken once, after `finish`.
    [[nodiscard]] std::vector<ContextRow> contexts() const;
    [[nodiscard]] std::vector<MismatchRow> take_mismatches() { return std::move(mismatches_); }
    [[nodiscard]] std::vector<DepthRun> take_depths() { return std::move(depths_); }

private:
    /// Counts of one group in one tile.
    struct Counts {
        std::vector<std::int32_t> depth_steps;                   ///< depth here minus depth one base before
        std::vector<std::array<std::int32_t, 4>> shown;          ///< molecules showing each base
    };
    struct OpenTile {
        std::array<std::unique_ptr<Counts>, group_count> groups;
        /// Events by offset of the place before them: insertions, deletions, MNVs of each group.
        std::map<std::int64_t, std::array<std::array<std::int32_t, 3>, group_count>> events;
    };
    /// A depth run by offsets in its tile; ordered as rows are.
    struct Run {
        std::uint32_t begin = 0;
        std::uint32_t end = 0;
        std::uint32_t group = 0;
        std::int64_t depth = 0;
        auto operator<=>(Run const&) const = default;
    };
    /// Sums over all closed tiles of one group.
    struct ContextSums {
        std::array<std::int64_t, trinucleotide_count> molecules{};
        std::array<std::array<std::int64_t, 4>, trinucleotide_count> errors{};
        std::int64_t covered = 0;
        std::int64_t mnvs = 0;
        /// Places by repeat class, each repeat once, and insertions and deletions there.
        std::array<std::int64_t, repeat_class_count> places{};
        std::array<std::array<std::int64_t, 2>, repeat_class_count> indels{};
    };

    [[nodiscard]] Counts& counts(std::size_t tile, std::size_t group);
    void add_block(std::size_t group, Share const& tiles, Block const& block);
    void add_differences(std::size_t group, Share const& tiles, Molecule const& molecule);
    void add_events(std::size_t group, Share const& tiles, Molecule const& molecule);
    void count_event(std::size_t group, Share const& tiles, std::int64_t position, std::size_t kind);
    [[nodiscard]] std::size_t tile_at(Share const& tiles, std::int64_t position) const;
    void close(std::size_t tile);
    void close_place(Tile const& tile, OpenTile const& open, std::size_t offset,
                     std::array<std::int64_t, group_count> const& depth);
    void close_runs(Tile const& tile, OpenTile const& open);

    CountingPlan const* plan_;
    BackgroundParameters parameters_;
    std::vector<std::unique_ptr<OpenTile>> open_;   ///< by tile
    std::size_t first_open_ = 0;
    std::array<ContextSums, group_count> sums_{};
    std::vector<MismatchRow> mismatches_;
    std::vector<DepthRun> depths_;
    std::vector<Run> runs_;   ///< buffer of close_runs
};

}  // namespace tidemark
