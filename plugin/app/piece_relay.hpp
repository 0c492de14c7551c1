// Numbered pieces of work on several threads. What the piece that is due makes is taken while it is made; what later pieces
// make waits, and a piece that would hold too much waits with it until it is due. So thread count never shows, and memory is
// bounded whatever the size of a piece.
#pragma once
#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace tidemark {

/// Ends the work on a piece that is not wanted any more: it was made as part of another, or everything ends.
struct PieceAbandoned {};

/// Who works on what, and whose turn it is. `Rest` is what a piece leaves behind when it ends.
template <typename Rest>
class PieceRelay {
public:
    /// Numbers 0 … count - 1; none is given out that lies `ahead` or more behind the one that is due. Pieces that are not due
    /// hold `most_waiting` bytes together.
    PieceRelay(std::size_t count, std::size_t ahead, std::size_t most_waiting)
        : count_{count}, ahead_{ahead}, most_waiting_{most_waiting} {}

    /// The next number to work on; nothing when there is no more.
    [[nodiscard]] std::optional<std::size_t> next() {
        std::unique_lock lock{mutex_};
        changed_.wait(lock, [&] { return is_over_ || next_ >= count_ || next_ < due_ + ahead_; });
        return is_over_ || next_ >= count_ ? std::nullopt : std::optional{next_++};
    }

    /// Whether it is this piece's turn, which lasts until it ends: only then it may touch what all pieces hand on to.
    /// Throws PieceAbandoned.
    [[nodiscard]] bool is_due(std::size_t number) const {
        auto const due = due_.load(std::memory_order_acquire);
        if (number < due || is_over_.load(std::memory_order_acquire)) {
            throw PieceAbandoned{};
        }
        return number == due;
    }

    /// `bytes` more wait for the turn of this piece. Comes back when there is room for them, or when it is due. Throws
    /// PieceAbandoned.
    void hold(std::size_t number, std::size_t bytes) {
        std::unique_lock lock{mutex_};
        changed_.wait(lock, [&] { return is_over_ || number <= due_ || waiting_ + bytes <= most_waiting_; });
        if (is_over_ || number < due_) {
            throw PieceAbandoned{};
        }
        held_[number] += bytes;
        waiting_ += bytes;
    }
    /// Nothing of this piece waits any more.
    void let_go(std::size_t number) {
        std::scoped_lock const lock{mutex_};
        let_go_before(number + 1);
        changed_.notify_all();
    }

    /// The piece has ended. take(number, rest) is called in the order of the numbers, never twice at a time, by whichever
    /// thread ends the piece that is due; it says which number is due next. Failures are thrown in turn as well.
    template <typename Take>
    void end(std::size_t number, Rest rest, std::exception_ptr failure, Take& take) {
        std::unique_lock lock{mutex_};
        if (is_over_ || number < due_) {
            return;
        }
        ready_.emplace(number, std::pair{std::move(rest), std::move(failure)});
        while (!ready_.empty() && ready_.begin()->first == due_) {
            auto in_turn = std::move(ready_.begin()->second);
            ready_.erase(ready_.begin());
            lock.unlock();
            if (in_turn.second) {
                std::rethrow_exception(in_turn.second);
            }
            std::size_t const then = take(due_.load(), std::move(in_turn.first));
            lock.lock();
            ready_.erase(ready_.begin(), ready_.lower_bound(then));
            let_go_before(then);
            next_ = std::max(next_, then);
            due_.store(then, std::memory_order_release);
            changed_.notify_all();
        }
    }

    void stop(std::exception_ptr failure) {
        std::scoped_lock const lock{mutex_};
        failure_ = failure_ ? failure_ : std::move(failure);
        is_over_ = true;
        ready_.clear();
        changed_.notify_all();
    }
    [[nodiscard]] std::exception_ptr const& failure() const { return failure_; }

private:
    void let_go_before(std::size_t number) {
        auto const end = held_.lower_bound(number);
        for (auto each = held_.begin(); each != end; ++each) {
            waiting_ -= each->second;
        }
        held_.erase(held_.begin(), end);
    }

    std::mutex mutex_;
    std::condition_variable changed_;
    std::size_t const count_;
    std::size_t const ahead_;
    std::size_t const most_waiting_;
    std::atomic<std::size_t> due_{0};      ///< written under the lock
    std::atomic<bool> is_over_{false};     ///< likewise
    std::size_t next_ = 0;
    std::size_t waiting_ = 0;
    std::map<std::size_t, std::size_t> held_;   ///< bytes by piece
    std::map<std::size_t, std::pair<Rest, std::exception_ptr>> ready_;
    std::exception_ptr failure_;
};

/// Works on all pieces on `threads` threads, the caller's among them, each with a `worker` of its own from make_worker():
/// worker(number) gives the piece's rest. The failure of the lowest number, or of `take`, ends everything and is thrown again.
template <typename Rest, typename MakeWorker, typename Take>
void run_relay(PieceRelay<Rest>& relay, int threads, MakeWorker const& make_worker, Take take) {
    auto const work = [&] {
        try {
            std::optional<decltype(make_worker())> worker;
            while (auto const number = relay.next()) {
                Rest rest{};
                std::exception_ptr failure;
                try {
                    if (!worker) {
                        worker.emplace(make_worker());
                    }
                    rest = (*worker)(*number);
                } catch (PieceAbandoned const&) {
                    // Its rest is not looked at.
                } catch (...) {
                    failure = std::current_exception();
                }
                relay.end(*number, std::move(rest), std::move(failure), take);
            }
        } catch (...) {
            relay.stop(std::current_exception());
        }
    };
    {
        std::vector<std::jthread> others;
        for (int other = 1; other < threads; ++other) {
            others.emplace_back(work);
        }
        work();
    }
    if (relay.failure()) {
        std::rethrow_exception(relay.failure());
    }
}

}  // namespace tidemark
