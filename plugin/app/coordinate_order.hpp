// Records that come a little out of order, given on in coordinate order; memory is what lies inside one insert length.
#pragma once
#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "stages/group/read_store.hpp"
#include "values/molecule/read.hpp"

namespace tidemark {

class CoordinateOrder {
public:
    using Sink = std::function<void(Read const&)>;

    explicit CoordinateOrder(Sink sink) : sink_{std::move(sink)} {}

    void add(Read const& read);
    /// No record before `position` will come on this contig.
    void settle(std::int64_t position);
    /// Everything is given on: end of a contig or of the file.
    void finish();

private:
    struct Later;
    void give_first();

    Sink sink_;
    ReadStore store_{KeptPart::whole};
    std::vector<ReadStore::Slot> heap_;
};

}  // namespace tidemark
