// Pieces of a file of raw reads worked on apart (stages/group/stream_piece.hpp); app/shard_joiner.hpp joins their molecules.
#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "app/molecule_stream.hpp"
#include "io/hts/alignment_reader.hpp"
#include "stages/group/stream_piece.hpp"

namespace tidemark {

/// Cuts of a file with the windows at which they lie; both ends are among them. Nothing where it cannot be cut.
struct ShardPlan {
    std::vector<StreamCut> cuts;         ///< one more than there are pieces
    std::vector<FileWindow> windows;     ///< where each piece is read from

    [[nodiscard]] std::size_t pieces() const { return windows.size(); }
    [[nodiscard]] StreamPiece piece(std::size_t first, std::size_t end) const { return {cuts[first], cuts[end]}; }
};
[[nodiscard]] ShardPlan plan_shards(std::vector<FileWindow> const& windows, std::int64_t max_insert);

/// What became of the reads of a piece; its records come by themselves.
struct ShardCounts {
    MoleculeTally tally;
    CutFit fit;
    std::vector<std::int64_t> placed;   ///< records by contig, of those that start in the piece
    std::int64_t unplaced = 0;
    ShardCounts& operator+=(ShardCounts const& other);   ///< all but the fit
};

/// One for each thread: reader and reference are its own.
class ShardWorker {
public:
    using Sink = std::function<void(Read const&)>;

    /// All outlive the worker.
    ShardWorker(ShardPlan const& plan, MoleculeInput const& input, MoleculeSetting const& setting);

    /// Pieces [first, end) as one. `reach_cut` is called when the first read of the next piece is at hand, once: records that
    /// come later may lie among the next piece's. Where a cut does not fit it ends early; what came before is right.
    [[nodiscard]] ShardCounts run(std::size_t first, std::size_t end, Sink const& sink, std::function<void()> const& reach_cut);

private:
    ShardPlan const* plan_;
    MoleculeInput const* input_;
    MoleculeSetting const* setting_;
    AlignmentReader reader_;
    ReferenceStretch reference_;
};

}  // namespace tidemark
