// Encoded records that come roughly from left to right leave in coordinate order: only what one fragment spans is held.
#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "io/hts/handles.hpp"

namespace tidemark {

class RecordOrder {
public:
    using Sink = std::function<void(bam1_t const*)>;

    /// Storage for the next record; it is held once `hold` follows.
    [[nodiscard]] bam1_t* next();
    /// Holds the record of `next` at `position`; records of one position leave by `tie`, then as they came. Nothing may
    /// lie before what has left, nor 2,048 bases or more behind it (std::logic_error).
    void hold(std::int64_t position, std::uint32_t tie);
    /// Hands out everything before `position`; nothing may come there any more.
    void leave_before(std::int64_t position, Sink const& sink);
    /// Hands out the rest; then another contig may begin.
    void leave_all(Sink const& sink);
    [[nodiscard]] bool empty() const { return free_.size() == store_.size(); }

private:
    struct Held {
        std::uint32_t tie = 0;
        std::uint32_t number = 0;     ///< in store_
    };
    void leave(std::vector<Held>& place, Sink const& sink);

    std::vector<AlignmentHandle> store_;
    std::vector<std::uint32_t> free_;
    std::vector<std::vector<Held>> places_ = std::vector<std::vector<Held>>(2'048);   ///< by position modulo their number
    std::int64_t first_ = 0;                                                          ///< everything before has left
    std::int64_t last_ = -1;                                                          ///< highest position taken
};

}  // namespace tidemark
