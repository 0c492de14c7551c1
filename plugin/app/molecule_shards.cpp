#include "app/molecule_shards.hpp"

#include <algorithm>

namespace tidemark {
ShardPlan plan_shards(std::vector<FileWindow> const& windows, std::int64_t max_insert) {
    ShardPlan plan;
    if (windows.empty()) {
        return plan;
    }
    plan.cuts.push_back(StreamCut::before_contig(0));
    plan.windows.push_back(windows.front());
    for (auto const number : cut_windows(windows, piece_bytes(windows))) {
        auto const& window = windows[number];
        plan.cuts.push_back(window.begin == 0 ? StreamCut::before_contig(window.contig)
                                              : StreamCut::inside(window.contig, window.begin, max_insert));
        plan.windows.push_back(window);
    }
    plan.cuts.push_back(StreamPiece{}.end);
    return plan;
}

ShardWorker::ShardWorker(ShardPlan const& plan, MoleculeInput const& input, MoleculeSetting const& setting)
    : plan_{&plan},
      input_{&input},
      setting_{&setting},
      reader_{input.source},
      reference_{input.reference, reader_.file().contigs, *input.checksums} {}

ShardCounts ShardWorker::run(std::size_t first, std::size_t end, Sink const& sink, std::function<void()> const& reach_cut) {
    constexpr std::int64_t look_every = 64;   // positions: a look goes through all that is open
    auto const piece = plan_->piece(first, end);
    ShardCounts counts;
    counts.placed.resize(reader_.file().contigs.contigs.size());
    MoleculeStream stream{*setting_, reader_.file(), reference_, sink, piece};
    stream.look_at(input_->interest);
    reader_.start_at(plan_->windows[first]);
    auto may_end = piece.end.may_end;
    std::int64_t last = -1;
    bool is_behind_cut = false;
    while (auto const* const read = reader_.next()) {
        if (!piece.begin.before_reads_of(read->contig, read->position)) {
            continue;
        }
        if (contig_order(read->contig) > contig_order(piece.end.contig)) {
            break;
        }
        // Between two positions only, so that all reads of one are seen or none.
        if (read->contig == piece.end.contig && read->position >= may_end && read->position != last) {
            if (piece.end.reads_from == StreamCut::contig_start || !stream.owes()) {
                break;
            }
            may_end = read->position + look_every;
        }
        last = read->position;
        if (!is_behind_cut && piece.end.before_reads_of(read->contig, read->position)) {
            is_behind_cut = true;
            reach_cut();
        }
        if (piece.is_home(read->contig, read->position)) {
            ++(read->contig < 0 ? counts.unplaced : counts.placed[static_cast<std::size_t>(read->contig)]);
        }
        stream.add(*read);
        counts.fit = stream.fit();
        if (!counts.fit.begin || !counts.fit.end) {
            return counts;   // it will be read again as part of something else
        }
    }
    stream.finish();
    counts.tally = stream.tally();
    return counts;
}

ShardCounts& ShardCounts::operator+=(ShardCounts const& other) {
    tally += other.tally;
    placed.resize(std::max(placed.size(), other.placed.size()));
    for (std::size_t contig = 0; contig < other.placed.size(); ++contig) {
        placed[contig] += other.placed[contig];
    }
    unplaced += other.unplaced;
    return *this;
}

}  // namespace tidemark
