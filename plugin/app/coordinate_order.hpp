// Records that come a little out of order, given on in coordinate order; memory is what lies inside one insert length.
#pragma once
#include <cstddef>
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
    /// No record before `position` will come on this contig. What lies before it is given on, now or a little later.
    void settle(std::int64_t position);
    /// Everything is given on: end of a contig or of the file.
    void finish();
    /// Bytes held for records that wait.
    [[nodiscard]] std::size_t capacity() const { return store_.capacity() + entries_.capacity() * sizeof(Entry); }

private:
    struct Entry {
        std::int64_t position = 0;
        ReadStore::Slot slot = ReadStore::none;
    };
    void give_before(std::int64_t position);

    Sink sink_;
    ReadStore store_{KeptPart::whole};
    std::vector<Entry> entries_;
    std::int64_t given_before_ = 0;
};

}  // namespace tidemark
