#include "stages/genotype/mate_window.hpp"

#include <algorithm>

namespace tidemark {

MateWindow::MateWindow() : table_(1024, none) { ring_.fill(none); }

MateWindow::Slot MateWindow::take() {
    if (free_.empty()) {
        reads_.emplace_back();
        return static_cast<Slot>(reads_.size() - 1);
    }
    auto const slot = free_.back();
    free_.pop_back();
    return slot;
}

void MateWindow::give_back(Slot slot) { free_.push_back(slot); }

MateWindow::Slot MateWindow::find(std::uint64_t name) const {
    auto const mask = table_.size() - 1;
    for (auto index = name & mask; table_[index] != none; index = (index + 1) & mask) {
        if (reads_[table_[index]].name == name) {
            return table_[index];
        }
    }
    return none;
}

void MateWindow::insert(Slot slot) {
    auto const mask = table_.size() - 1;
    auto index = reads_[slot].name & mask;
    while (table_[index] != none) {
        index = (index + 1) & mask;
    }
    table_[index] = slot;
}

void MateWindow::grow() {
    auto const kept = table_;
    table_.assign(2 * table_.size(), none);
    for (auto const slot : kept) {
        if (slot != none) {
            insert(slot);
        }
    }
}

void MateWindow::keep(Slot slot, std::int64_t last_place) {
    if (2 * ++kept_ > table_.size()) {
        grow();
    }
    insert(slot);
    // The ring is longer than any insert; what would wait longer (a read over a large deletion) does so until its end.
    auto const place = std::clamp(static_cast<std::uint64_t>(last_place), place_, place_ + ring_size - 1);
    auto& head = ring_[place % ring_size];
    reads_[slot].next = head;
    head = slot;
}

/// Takes a name out of the table and closes the gap, so that probing still finds what was put behind it.
void MateWindow::forget(Slot slot) {
    --kept_;
    auto const mask = table_.size() - 1;
    auto gap = reads_[slot].name & mask;
    while (table_[gap] != slot) {
        gap = (gap + 1) & mask;
    }
    for (auto index = (gap + 1) & mask; table_[index] != none; index = (index + 1) & mask) {
        auto const home = reads_[table_[index]].name & mask;
        if (((index - home) & mask) >= ((index - gap) & mask)) {
            table_[gap] = table_[index];
            gap = index;
        }
    }
    table_[gap] = none;
}

}  // namespace tidemark
