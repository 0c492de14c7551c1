#include "app/coordinate_order.hpp"

#include <algorithm>
#include <limits>
#include <tuple>

namespace tidemark {

/// By position; between equals by name, then read 1 before read 2, so that no order of work shows.
struct CoordinateOrder::Later {
    ReadStore const* store;
    bool operator()(ReadStore::Slot left, ReadStore::Slot right) const {
        auto const& one = (*store)[left];
        auto const& other = (*store)[right];
        return std::tie(one.position, one.name, one.flags) > std::tie(other.position, other.name, other.flags);
    }
};

void CoordinateOrder::add(Read const& read) {
    heap_.push_back(store_.keep(read));
    std::ranges::push_heap(heap_, Later{&store_});
}

void CoordinateOrder::give_first() {
    std::ranges::pop_heap(heap_, Later{&store_});
    auto const slot = heap_.back();
    heap_.pop_back();
    sink_(store_[slot]);
    store_.release(slot);
}

void CoordinateOrder::settle(std::int64_t position) {
    while (!heap_.empty() && store_[heap_.front()].position < position) {
        give_first();
    }
}

void CoordinateOrder::finish() { settle(std::numeric_limits<std::int64_t>::max()); }

}  // namespace tidemark
