#include "app/shard_joiner.hpp"

#include <algorithm>
#include <iterator>
#include <numeric>
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

ShardJoiner::ShardJoiner(ShardPlan const& plan, MakeWorker make_worker, Sink sink)
    : plan_{&plan}, make_worker_{std::move(make_worker)}, sink_{std::move(sink)}, given_(plan.pieces()) {}

bool ShardJoiner::begin(std::size_t number) {
    if (begun_ == number) {
        return true;
    }
    if (plan_->cuts[number].reads_from == StreamCut::contig_start) {
        settle_contig();
        contig_number_ = number;
    } else if (!last_.fit.end) {
        melt(last_number_);
        return false;
    }
    begun_ = number;
    return true;
}

void ShardJoiner::give(std::size_t number, Read const& record) {
    give_carried_before(record);
    ++given_[number];
    sink_(record);
}

std::size_t ShardJoiner::end(std::size_t number, Shard shard) {
    if (number < expected_ || !begin(number)) {
        return expected_;
    }
    if (!shard.counts.fit.begin) {
        melt(last_number_);
        return expected_;
    }
    shard.records.give_all([&](Read const& record) { give(number, record); });
    carry(number, shard.overhang);
    of_contig_ += last_;
    last_ = std::move(shard.counts);
    last_number_ = number;
    return expected_ = number + 1;
}

void ShardJoiner::finish() {
    while (!carried_.empty()) {
        give_first_carried();
    }
    settle_contig();
}

void ShardJoiner::settle_contig() {
    counts_ += of_contig_;
    counts_ += last_;
    of_contig_ = last_ = {};
}

/// Everything from that piece to the next contig is read as one.
void ShardJoiner::melt(std::size_t from) {
    expected_ = from + 1;
    while (expected_ < plan_->pieces() && plan_->cuts[expected_].reads_from != StreamCut::contig_start) {
        ++expected_;
    }
    auto const kept = std::ranges::stable_partition(carried_, [&](Carried const& carried) { return carried.piece < from; });
    for (auto const& carried : kept) {
        store_.release(carried.slot);
    }
    carried_.erase(kept.begin(), kept.end());
    auto known = std::accumulate(given_.begin() + static_cast<std::ptrdiff_t>(from), given_.end(), std::size_t{0});
    auto counts = make_worker_().run(
        from, expected_,
        [&](Read const& record) {
            if (known > 0) {
                --known;
            } else {
                give(from, record);
            }
        },
        [] {});
    if (!counts.fit.begin) {   // a clip as long as a piece; a contig's begin always fits
        melt(contig_number_);
        return;
    }
    if (from == contig_number_) {
        of_contig_ = {};
    }
    last_ = std::move(counts);
    last_number_ = from;
}

void ShardJoiner::give_first_carried() {
    auto const [slot, piece] = carried_.front();
    carried_.pop_front();
    ++given_[piece];
    sink_(slot->read);
    store_.release(slot);
}

void ShardJoiner::give_carried_before(Read const& record) {
    while (!carried_.empty() && comes_before(carried_.front().slot->read, record)) {
        give_first_carried();
    }
}

void ShardJoiner::carry(std::size_t number, RecordPack& overhang) {
    std::deque<Carried> added;
    overhang.give_all([&](Read const& record) { added.push_back({store_.keep(record), number}); });
    std::deque<Carried> merged;
    std::ranges::merge(carried_, added, std::back_inserter(merged), [](Carried const& left, Carried const& right) {
        return comes_before(left.slot->read, right.slot->read);
    });
    carried_ = std::move(merged);
}

void ShardOutlet::add(Read const& record) {
    if (!has_begun_ && relay_->is_due(number_)) {
        begin();
    }
    if (has_begun_ && !is_behind_cut_) {
        joiner_->give(number_, record);
        return;
    }
    auto& pack = is_behind_cut_ ? overhang_ : records_;
    auto const before = pack.capacity();
    pack.add(record);
    if (!has_begun_ && pack.capacity() > before) {
        relay_->hold(number_, pack.capacity() - before);
    }
}

void ShardOutlet::begin() {
    if (!joiner_->begin(number_)) {
        throw PieceAbandoned{};
    }
    has_begun_ = true;
    records_.give_all([&](Read const& held) { joiner_->give(number_, held); });
    relay_->let_go(number_);
}

}  // namespace tidemark
