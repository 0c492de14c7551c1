#include "io/hts/record_order.hpp"

#include <htslib/sam.h>

#include <algorithm>
#include <stdexcept>

namespace tidemark {

bam1_t* RecordOrder::next() {
    if (free_.empty()) {
        free_.push_back(static_cast<std::uint32_t>(store_.size()));
        store_.emplace_back(bam_init1());
    }
    return store_[free_.back()].get();
}

void RecordOrder::hold(std::int64_t position, std::uint32_t tie) {
    auto const count = static_cast<std::int64_t>(places_.size());
    if (position < first_ || position >= first_ + count) {
        throw std::logic_error{"an alignment record is outside the window that is being ordered"};
    }
    last_ = std::max(last_, position);
    places_[static_cast<std::size_t>(position % count)].push_back({tie, free_.back()});
    free_.pop_back();
}

void RecordOrder::leave(std::vector<Held>& place, Sink const& sink) {
    std::ranges::stable_sort(place, {}, &Held::tie);
    for (auto const& held : place) {
        sink(store_[held.number].get());
        free_.push_back(held.number);
    }
    place.clear();
}

void RecordOrder::leave_before(std::int64_t position, Sink const& sink) {
    for (; first_ < position && first_ <= last_; ++first_) {
        leave(places_[static_cast<std::size_t>(first_ % static_cast<std::int64_t>(places_.size()))], sink);
    }
    first_ = std::max(first_, position);
}

void RecordOrder::leave_all(Sink const& sink) {
    leave_before(last_ + 1, sink);
    first_ = 0;
    last_ = -1;
}

}  // namespace tidemark
