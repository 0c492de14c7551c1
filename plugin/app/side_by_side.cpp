#include "app/side_by_side.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace tidemark {

void side_by_side(std::size_t count, int threads, std::function<void(std::size_t)> const& work) {
    std::atomic<std::size_t> next{0};
    std::exception_ptr failure;
    std::mutex failure_mutex;
    auto const take_pieces = [&] {
        for (std::size_t number = next++; number < count; number = next++) {
            try {
                work(number);
            } catch (...) {
                std::scoped_lock const lock{failure_mutex};
                failure = failure ? failure : std::current_exception();
                next = count;
            }
        }
    };
    {
        std::vector<std::jthread> helpers;
        auto const useful = std::min(count, static_cast<std::size_t>(std::max(threads, 1)));
        for (std::size_t helper = 1; helper < useful; ++helper) {
            helpers.emplace_back(take_pieces);
        }
        take_pieces();
    }
    if (failure) {
        std::rethrow_exception(failure);
    }
}

}  // namespace tidemark
