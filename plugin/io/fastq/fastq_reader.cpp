#include "io/fastq/fastq_reader.hpp"

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "io/fastq/fastq_block.hpp"

namespace tidemark {
namespace {

constexpr std::size_t blocks_ahead = 3;

/// Fills blocks on a thread of its own, in order, a few ahead of whoever takes them.
class BlocksAhead {
public:
    explicit BlocksAhead(FastqBlockSource& source)
        : thread_{[this, &source](std::stop_token const& stop) { read(source, stop); }} {}

    /// Gives a used block back and takes the next; one without records is the end.
    FastqBlock exchange(FastqBlock used) {
        std::unique_lock lock{mutex_};
        used_.push_back(std::move(used));
        changed_.wait(lock, [this] { return !ready_.empty() || failure_; });
        if (ready_.empty()) {
            std::rethrow_exception(failure_);
        }
        auto block = std::move(ready_.front());
        ready_.pop_front();
        lock.unlock();
        changed_.notify_all();
        return block;
    }

private:
    void read(FastqBlockSource& source, std::stop_token const& stop) {
        try {
            for (bool more = true; more;) {
                auto block = take_used();
                source.fill(block);
                more = !block.records.empty();
                std::unique_lock lock{mutex_};
                if (!changed_.wait(lock, stop, [this] { return ready_.size() < blocks_ahead; })) {
                    return;
                }
                ready_.push_back(std::move(block));
                lock.unlock();
                changed_.notify_all();
            }
        } catch (...) {
            std::scoped_lock const lock{mutex_};
            failure_ = std::current_exception();
            changed_.notify_all();
        }
    }

    FastqBlock take_used() {
        std::scoped_lock const lock{mutex_};
        if (used_.empty()) {
            return {};
        }
        auto block = std::move(used_.front());
        used_.pop_front();
        return block;
    }

    std::mutex mutex_;
    std::condition_variable_any changed_;
    std::deque<FastqBlock> ready_;
    std::deque<FastqBlock> used_;
    std::exception_ptr failure_;
    std::jthread thread_;   // last: it stops before what it uses goes
};

}  // namespace

struct FastqReader::State {
    FastqBlockSource source;
    FastqBlock block;
    std::size_t index = 0;
    bool ended = false;
    std::optional<BlocksAhead> ahead;

    State(std::string path, ReadAhead read_ahead) : source{std::move(path)} {
        if (read_ahead == ReadAhead::on) {
            ahead.emplace(source);
        }
    }
    void next_block() {
        index = 0;
        if (ahead) {
            block = ahead->exchange(std::move(block));
        } else {
            source.fill(block);
        }
        ended = block.records.empty();
    }
};

FastqReader::FastqReader(std::string path, ReadAhead ahead) : state_{std::make_unique<State>(std::move(path), ahead)} {}
FastqReader::FastqReader(FastqReader&&) noexcept = default;
FastqReader& FastqReader::operator=(FastqReader&&) noexcept = default;
FastqReader::~FastqReader() = default;

FastqRecord const* FastqReader::next() {
    if (!state_->ended && state_->index == state_->block.records.size()) {
        state_->next_block();
    }
    return state_->ended ? nullptr : &state_->block.records[state_->index++];
}

std::string const& FastqReader::name() const { return state_->source.name(); }
bool FastqReader::lacks_end_mark() const { return state_->source.lacks_end_mark(); }

}  // namespace tidemark
