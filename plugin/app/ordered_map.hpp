// Numbered pieces of work on several threads, their results taken one after the other in the order of the numbers, so that
// thread count never shows.
#pragma once
#include <algorithm>
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

namespace ordered_map_detail {

/// Who does what: numbers are given out in order, at most `ahead` further than what was taken.
template <typename Result>
class Ledger {
public:
    Ledger(std::size_t count, std::size_t ahead) : count_{count}, ahead_{ahead} {}

    /// The next number to work on; nothing when there is no more.
    std::optional<std::size_t> next() {
        std::unique_lock lock{mutex_};
        changed_.wait(lock, [&] { return next_ >= count_ || next_ < taken_ + ahead_; });
        return next_ < count_ ? std::optional{next_++} : std::nullopt;
    }

    void stop(std::exception_ptr failure) {
        std::scoped_lock const lock{mutex_};
        failure_ = failure_ ? failure_ : failure;
        count_ = 0;
        ready_.clear();
        changed_.notify_all();
    }

    /// Results in turn, by one thread at a time; whoever brings the missing one goes on until the next is missing.
    template <typename Take>
    void bring(std::size_t number, std::optional<Result> result, std::exception_ptr failure, Take& take) {
        std::unique_lock lock{mutex_};
        ready_.emplace(number, std::pair{std::move(result), std::move(failure)});
        if (is_taking_) {
            return;
        }
        is_taking_ = true;
        while (!ready_.empty() && ready_.begin()->first == taken_ && !failure_) {
            auto in_turn = std::move(ready_.begin()->second);
            ready_.erase(ready_.begin());
            lock.unlock();
            if (in_turn.second) {
                std::rethrow_exception(in_turn.second);
            }
            take(taken_, std::move(*in_turn.first));
            in_turn.first.reset();
            lock.lock();
            ++taken_;
            changed_.notify_all();
        }
        is_taking_ = false;
    }

    [[nodiscard]] std::exception_ptr const& failure() const { return failure_; }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::size_t count_;
    std::size_t ahead_;
    std::size_t next_ = 0;
    std::size_t taken_ = 0;   ///< written by whoever takes, under the lock
    bool is_taking_ = false;
    std::map<std::size_t, std::pair<std::optional<Result>, std::exception_ptr>> ready_;
    std::exception_ptr failure_;
};

}  // namespace ordered_map_detail

/// worker(0) … worker(count - 1) on `threads` threads, the caller's among them, each with a `worker` of its own from
/// make_worker(); take(number, result) in the order of the numbers, never two at a time, on any of the threads. At most
/// `threads` results exist that were not taken. The failure of the lowest number, or of `take`, ends everything and is
/// thrown again here.
template <typename MakeWorker, typename Take>
void ordered_map(std::size_t count, int threads, MakeWorker const& make_worker, Take take) {
    using Result = decltype(make_worker()(std::size_t{}));
    auto const useful = std::min(count, static_cast<std::size_t>(std::max(threads, 1)));
    ordered_map_detail::Ledger<Result> ledger{count, useful};
    auto const work = [&] {
        try {
            std::optional<decltype(make_worker())> worker;
            while (auto const number = ledger.next()) {
                std::optional<Result> result;
                std::exception_ptr failure;
                try {
                    if (!worker) {
                        worker.emplace(make_worker());
                    }
                    result.emplace((*worker)(*number));
                } catch (...) {
                    failure = std::current_exception();
                }
                ledger.bring(*number, std::move(result), std::move(failure), take);
            }
        } catch (...) {
            ledger.stop(std::current_exception());
        }
    };
    {
        std::vector<std::jthread> others;
        for (std::size_t other = 1; other < useful; ++other) {
            others.emplace_back(work);
        }
        work();
    }
    if (ledger.failure()) {
        std::rethrow_exception(ledger.failure());
    }
}

}  // namespace tidemark
