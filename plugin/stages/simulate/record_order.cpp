#include "stages/simulate/record_order.hpp"

#include <algorithm>
#include <stdexcept>

namespace tidemark {

void RecordOrder::add(AlignmentRecord& record, std::uint32_t tie) {
    auto const position = record.position.value;
    auto const count = static_cast<std::int64_t>(places_.size());
    if (position < first_ || position >= first_ + count) {
        throw std::logic_error{"a simulated record is outside the window: " + record.name};
    }
    last_ = std::max(last_, position);
    if (free_.empty()) {
        free_.push_back(store_.size());
        store_.emplace_back();
    }
    auto const number = free_.back();
    free_.pop_back();
    std::swap(store_[number], record);
    places_[static_cast<std::size_t>(position % count)].push_back({tie, number});
}

void RecordOrder::leave(std::vector<Held>& place, Sink const& sink) {
    std::ranges::stable_sort(place, {}, &Held::tie);
    for (auto const& held : place) {
        sink(store_[held.number]);
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
