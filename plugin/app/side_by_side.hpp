// Independent pieces of work on several threads. The pieces say by their number where their result goes, so order and
// thread count never show.
#pragma once
#include <cstddef>
#include <functional>

namespace tidemark {

/// Calls work(0) … work(count - 1), each once, on up to `threads` threads; smaller numbers start first. The first
/// failure stops what has not started and is thrown again here.
void side_by_side(std::size_t count, int threads, std::function<void(std::size_t)> const& work);

}  // namespace tidemark
