#include "io/hts/thread_pool.hpp"

#include <htslib/hts.h>
#include <htslib/thread_pool.h>

#include <cerrno>
#include <cstring>

#include "values/failure/failure.hpp"

namespace tidemark {

void ThreadPool::Stop::operator()(hts_tpool* pool) const noexcept { hts_tpool_destroy(pool); }

ThreadPool::ThreadPool(int threads) {
    if (threads < 1) {
        return;
    }
    pool_.reset(hts_tpool_init(threads));
    if (pool_ == nullptr) {
        throw InputError{{.rule = "threads_unavailable", .what = "threads could not be started", .where = {},
                          .why = std::strerror(errno), .remedy = "lower --threads"}};
    }
}

bool ThreadPool::serve(htsFile* file) const {
    htsThreadPool shared{pool_.get(), 0};
    return pool_ == nullptr || hts_set_opt(file, HTS_OPT_THREAD_POOL, &shared) == 0;
}

}  // namespace tidemark
