#include "stages/genotype/mate_window.hpp"

#include <algorithm>

namespace tidemark {

MateWindow::MateWindow() : table_(1024) { ring_.fill(none); }

MateWindow::Slot MateWindow::take() {
    if (free_.empty()) {
        reads_.emplace_back();
        return static_cast<Slot>(reads_.size() - 1);
    }
    auto const slot = free_.back();
    free_.pop_back();
    return slot;
}

MateWindow::Known MateWindow::find(std::uint64_t name) const {
    auto const mask = table_.size() - 1;
    auto const low_half = static_cast<std::uint32_t>(name);
    auto index = low_half & mask;
    while (table_[index].known != none &&
           (table_[index].low_half != low_half || names_[table_[index].known].hash != name)) {
        index = (index + 1) & mask;
    }
    return table_[index].known;
}

void MateWindow::insert(Entry const& entry) {
    auto const mask = table_.size() - 1;
    auto index = entry.low_half & mask;
    while (table_[index].known != none) {
        index = (index + 1) & mask;
    }
    table_[index] = entry;
}

void MateWindow::grow() {
    auto const kept = table_;
    table_.assign(2 * kept.size(), Entry{});
    for (auto const& entry : kept) {
        if (entry.known != none) {
            insert(entry);
        }
    }
}

MateWindow::Known MateWindow::keep(Slot slot, std::int64_t last_place) {
    if (2 * ++kept_ > table_.size()) {
        grow();
    }
    auto known = free_name_;
    if (known == none) {
        known = static_cast<Known>(names_.size());
        names_.emplace_back();
    } else {
        free_name_ = names_[known].next;
    }
    auto const hash = reads_[slot].name;
    insert({static_cast<std::uint32_t>(hash), known});
    // The ring is longer than any insert; what would wait longer (a read over a large deletion) does so until its end.
    auto const place = std::clamp(static_cast<std::uint64_t>(last_place), place_, place_ + ring_size - 1);
    auto& head = ring_[place % ring_size];
    names_[known] = {hash, slot, head};
    head = known;
    return known;
}

void MateWindow::settle(Known known) {
    give_back(names_[known].slot);
    names_[known].slot = none;
}

/// Takes a name out of the table and closes the gap, so that probing still finds what was put behind it.
void MateWindow::forget(Known known) {
    --kept_;
    auto const mask = table_.size() - 1;
    auto gap = names_[known].hash & mask;
    while (table_[gap].known != known) {
        gap = (gap + 1) & mask;
    }
    for (auto index = (gap + 1) & mask; table_[index].known != none; index = (index + 1) & mask) {
        auto const home = table_[index].low_half & mask;
        if (((index - home) & mask) >= ((index - gap) & mask)) {
            table_[gap] = table_[index];
            gap = index;
        }
    }
    table_[gap].known = none;
    names_[known].next = free_name_;
    free_name_ = known;
}

}  // namespace tidemark
