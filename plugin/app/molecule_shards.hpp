// Pieces of a file of raw reads worked on apart (stages/group/stream_piece.hpp), and their molecules joined in coordinate order.
#pragma once
#include <cstddef>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <functional>
#include <optional>
#include <vector>

#include "app/molecule_stream.hpp"
#include "app/record_pack.hpp"
#include "io/hts/alignment_reader.hpp"
#include "stages/group/read_store.hpp"
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
};

struct Shard {
    ShardCounts counts;
    RecordPack records;   ///< in order
};

/// One for each thread: reader and reference are its own.
class ShardWorker {
public:
    using Sink = std::function<void(Read const&)>;

    /// All outlive the worker.
    ShardWorker(ShardPlan const& plan, MoleculeInput const& input, MoleculeSetting const& setting);

    /// Pieces [first, end) as one.
    [[nodiscard]] ShardCounts run(std::size_t first, std::size_t end, Sink const& sink);
    /// One piece with its records.
    [[nodiscard]] Shard operator()(std::size_t number);

private:
    ShardPlan const* plan_;
    MoleculeInput const* input_;
    MoleculeSetting const* setting_;
    AlignmentReader reader_;
    ReferenceStretch reference_;
};

/// Shards in order in, records in coordinate order out. Where a cut does not fit, the rest of the contig is read again as one
/// piece.
class ShardJoiner {
public:
    using Sink = std::function<void(Read const&)>;
    using MakeWorker = std::function<ShardWorker()>;

    ShardJoiner(ShardPlan const& plan, MakeWorker make_worker, Sink sink);

    void take(std::size_t number, Shard shard);
    /// What is held. Afterwards the counts are those of the file.
    void finish();
    [[nodiscard]] ShardCounts const& counts() const { return counts_; }

private:
    void give_held();
    void melt();
    void give(Read const& record, StreamCut const& cut);
    template <typename IsBefore>
    void give_carried(IsBefore const& is_before);
    void pass(StreamCut const& cut);
    void add(ShardCounts const& counts);

    ShardPlan const* plan_;
    MakeWorker make_worker_;
    Sink sink_;
    ShardCounts counts_{};
    std::optional<Shard> held_;              ///< until the next one says that the cut between fits
    std::size_t held_number_ = 0;
    std::size_t expected_ = 0;               ///< what comes before was read again as part of something else
    ReadStore store_{KeptPart::whole};
    std::deque<ReadStore::Slot> carried_;    ///< records behind the last cut, in order
    std::vector<ReadStore::Slot> later_;     ///< behind the cut at hand, in order
};

}  // namespace tidemark
