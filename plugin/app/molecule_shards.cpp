#include "app/molecule_shards.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace tidemark {
namespace {

/// The order of CoordinateOrder.
[[nodiscard]] bool comes_before(Read const& left, Read const& right) {
    return std::tuple{contig_order(left.contig), left.position, left.name, left.flags} <
           std::tuple{contig_order(right.contig), right.position, right.name, right.flags};
}

}  // namespace

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

ShardCounts ShardWorker::run(std::size_t first, std::size_t end, Sink const& sink) {
    constexpr std::int64_t look_every = 64;   // positions: a look goes through all that is open
    auto const piece = plan_->piece(first, end);
    ShardCounts counts;
    counts.placed.resize(reader_.file().contigs.contigs.size());
    MoleculeStream stream{*setting_, reader_.file(), reference_, sink, piece};
    stream.look_at(input_->interest);
    reader_.start_at(plan_->windows[first]);
    auto may_end = piece.end.may_end;
    std::int64_t last = -1;
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
        if (piece.is_home(read->contig, read->position)) {
            ++(read->contig < 0 ? counts.unplaced : counts.placed[static_cast<std::size_t>(read->contig)]);
        }
        stream.add(*read);
    }
    stream.finish();
    counts.fit = stream.fit();
    counts.tally = stream.tally();
    return counts;
}

Shard ShardWorker::operator()(std::size_t number) {
    Shard shard;
    shard.counts = run(number, number + 1, [&](Read const& record) { shard.records.add(record); });
    return shard;
}

ShardJoiner::ShardJoiner(ShardPlan const& plan, MakeWorker make_worker, Sink sink)
    : plan_{&plan}, make_worker_{std::move(make_worker)}, sink_{std::move(sink)} {}

void ShardJoiner::take(std::size_t number, Shard shard) {
    if (number < expected_) {
        return;
    }
    if (held_ && held_->counts.fit.end && shard.counts.fit.begin) {
        give_held();
    } else if (held_) {
        melt();
    }
    if (number >= expected_) {
        held_ = std::move(shard);
        held_number_ = number;
    }
}

void ShardJoiner::finish() {
    if (held_) {
        give_held();
    }
}

void ShardJoiner::give_held() {
    auto const& cut = plan_->cuts[held_number_ + 1];
    held_->records.give_all([&](Read const& record) { give(record, cut); });
    pass(cut);
    add(held_->counts);
    held_.reset();
}

/// The piece that is held and all others up to the next contig are read as one.
void ShardJoiner::melt() {
    held_.reset();
    expected_ = held_number_ + 1;
    while (expected_ < plan_->pieces() && plan_->cuts[expected_].reads_from != StreamCut::contig_start) {
        ++expected_;
    }
    auto const& cut = plan_->cuts[expected_];
    add(make_worker_().run(held_number_, expected_, [&](Read const& record) { give(record, cut); }));
    pass(cut);
}

void ShardJoiner::give(Read const& record, StreamCut const& cut) {
    if (cut.before_reads_of(record.contig, record.position)) {
        later_.push_back(store_.keep(record));
        return;
    }
    give_carried([&](Read const& carried) { return comes_before(carried, record); });
    sink_(record);
}

template <typename IsBefore>
void ShardJoiner::give_carried(IsBefore const& is_before) {
    while (!carried_.empty() && is_before(carried_.front()->read)) {
        sink_(carried_.front()->read);
        store_.release(carried_.front());
        carried_.pop_front();
    }
}

/// Nothing that comes later lies before the cut.
void ShardJoiner::pass(StreamCut const& cut) {
    give_carried([&](Read const& carried) { return !cut.before_reads_of(carried.contig, carried.position); });
    std::deque<ReadStore::Slot> merged;
    std::ranges::merge(carried_, later_, std::back_inserter(merged),
                       [](auto const left, auto const right) { return comes_before(left->read, right->read); });
    carried_ = std::move(merged);
    later_.clear();
}

void ShardJoiner::add(ShardCounts const& counts) {
    counts_.tally += counts.tally;
    counts_.placed.resize(counts.placed.size());
    std::ranges::transform(counts_.placed, counts.placed, counts_.placed.begin(), std::plus{});
    counts_.unplaced += counts.unplaced;
}

}  // namespace tidemark
