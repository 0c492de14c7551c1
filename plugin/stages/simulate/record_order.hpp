// Records that come roughly from left to right leave in coordinate order: only what one fragment spans is held.
#pragma once
#include <cstdint>
#include <deque>
#include <functional>
#include <vector>

#include "values/molecule/alignment_record.hpp"

namespace tidemark {

class RecordOrder {
public:
    using Sink = std::function<void(AlignmentRecord const&)>;

    /// Takes the record and leaves an old one's storage in its place. Records of one position leave by `tie`. It must
    /// not lie before what has left, nor 2,048 bases or more behind it (std::logic_error).
    void add(AlignmentRecord& record, std::uint32_t tie);
    /// Hands out everything before `position`; nothing may come there any more.
    void leave_before(std::int64_t position, Sink const& sink);
    /// Hands out the rest; then another contig may begin.
    void leave_all(Sink const& sink);

private:
    struct Held {
        std::uint32_t tie = 0;
        std::size_t number = 0;       ///< in store_
    };
    void leave(std::vector<Held>& place, Sink const& sink);

    std::deque<AlignmentRecord> store_;
    std::vector<std::size_t> free_;
    std::vector<std::vector<Held>> places_ = std::vector<std::vector<Held>>(2'048);   ///< by position modulo their number
    std::int64_t first_ = 0;                                                          ///< everything before has left
    std::int64_t last_ = -1;                                                          ///< highest position taken
};

}  // namespace tidemark
