// Threads that inflate what is read and deflate what is written, shared by all files of a call: --threads is their total.
#pragma once
#include <memory>

#include "io/hts/handles.hpp"

struct hts_tpool;

namespace tidemark {

class ThreadPool {
public:
    /// `threads` beside the caller's; 0: none, and `serve` does nothing. Outlives the files that it serves.
    /// Throws InputError `threads_unavailable`.
    explicit ThreadPool(int threads);

    /// Before the first record. False where htslib refuses.
    [[nodiscard]] bool serve(htsFile* file) const;

private:
    struct Stop { void operator()(hts_tpool* pool) const noexcept; };
    std::unique_ptr<hts_tpool, Stop> pool_;
};

}  // namespace tidemark
