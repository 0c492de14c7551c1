#include "app/coordinate_order.hpp"

#include <algorithm>
#include <limits>
#include <tuple>

namespace tidemark {

void CoordinateOrder::add(Read const& read) { entries_.push_back({read.position, store_.keep(read)}); }

/// By position; between equals by name, then read 1 before read 2, so that no order of work shows.
void CoordinateOrder::give_before(std::int64_t position) {
    auto const later = std::ranges::partition(entries_, [&](Entry const& entry) { return entry.position < position; });
    auto const last = later.begin();
    std::sort(entries_.begin(), last, [](Entry const& left, Entry const& right) {
        if (left.position != right.position) {
            return left.position < right.position;
        }
        auto const& one = left.slot->read;
        auto const& other = right.slot->read;
        return std::tie(one.name, one.flags) < std::tie(other.name, other.flags);
    });
    for (auto entry = entries_.begin(); entry != last; ++entry) {
        sink_(entry->slot->read);
        store_.release(entry->slot);
    }
    entries_.erase(entries_.begin(), last);
    given_before_ = position;
}

void CoordinateOrder::settle(std::int64_t position) {
    // Many places at once: each turn looks at everything that waits.
    constexpr std::int64_t stride = 256;
    if (position >= given_before_ + stride) {
        give_before(position);
    }
}

void CoordinateOrder::finish() {
    give_before(std::numeric_limits<std::int64_t>::max());
    given_before_ = 0;
}

}  // namespace tidemark
