// Molecules of the pieces of a file (app/molecule_shards.hpp) joined in coordinate order, while the pieces are worked on.
//
// A piece's records are right until it sees something that tears: up to there it read what one pass reads. So they are given
// on as they come, and where a cut turns out not to fit, everything from the piece before it to the end of the contig is
// read again as one piece, whose first records are those that were given already.
#pragma once
#include <cstddef>
#include <deque>
#include <functional>
#include <optional>
#include <vector>

#include "app/molecule_shards.hpp"
#include "app/piece_relay.hpp"
#include "app/record_pack.hpp"
#include "stages/group/read_store.hpp"

namespace tidemark {

/// What a piece leaves behind when it ends.
struct Shard {
    ShardCounts counts;
    RecordPack records;    ///< in order, those that nobody has taken
    RecordPack overhang;   ///< in order, those that may lie among the next piece's
};

/// Only the piece that is due may call it, from any thread.
class ShardJoiner {
public:
    using Sink = ShardWorker::Sink;
    using MakeWorker = std::function<ShardWorker()>;

    ShardJoiner(ShardPlan const& plan, MakeWorker make_worker, Sink sink);

    /// Before the first record of a piece. False where the cut before it does not fit: its reads were read as part of
    /// something else, and the piece ends.
    [[nodiscard]] bool begin(std::size_t number);
    /// The next record of the piece that has begun.
    void give(std::size_t number, Read const& record);
    /// The number of the piece that is due next.
    [[nodiscard]] std::size_t end(std::size_t number, Shard shard);
    /// After all. Then the counts are those of the file.
    void finish();
    [[nodiscard]] ShardCounts const& counts() const { return counts_; }

private:
    struct Carried {
        ReadStore::Slot slot;
        std::size_t piece;
    };
    void give_carried_before(Read const& record);
    void carry(std::size_t number, RecordPack& overhang);
    void give_first_carried();
    void melt(std::size_t from);
    void settle_contig();

    ShardPlan const* plan_;
    MakeWorker make_worker_;
    Sink sink_;
    ShardCounts counts_{};                 ///< of the contigs that are done
    ShardCounts of_contig_{};              ///< of what comes before the last piece
    ShardCounts last_{};                   ///< of the last piece, until the next one says that the cut between fits
    std::size_t last_number_ = 0;
    std::size_t contig_number_ = 0;        ///< of the last piece that begins with a contig: its cut fits
    std::size_t expected_ = 0;             ///< what comes before is done
    std::optional<std::size_t> begun_;
    std::vector<std::size_t> given_;       ///< records by piece
    ReadStore store_{KeptPart::whole};
    std::deque<Carried> carried_;          ///< what hangs over the last cut, in order
};

/// What one piece makes: given on when it is due, held until then.
class ShardOutlet {
public:
    ShardOutlet(PieceRelay<Shard>& relay, ShardJoiner& joiner, RecordBlocks& blocks, std::size_t number)
        : relay_{&relay}, joiner_{&joiner}, number_{number}, records_{blocks}, overhang_{blocks} {}

    /// Throws PieceAbandoned.
    void add(Read const& record);
    void reach_cut() { is_behind_cut_ = true; }
    [[nodiscard]] Shard rest(ShardCounts counts) {
        return {std::move(counts), std::move(records_), std::move(overhang_)};
    }

private:
    void begin();

    PieceRelay<Shard>* relay_;
    ShardJoiner* joiner_;
    std::size_t number_;
    bool has_begun_ = false;
    bool is_behind_cut_ = false;
    RecordPack records_;
    RecordPack overhang_;
};

}  // namespace tidemark
