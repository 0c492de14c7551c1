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

void MateWindow::give_back(Slot slot) { free_.push_back(slot); }

MateWindow::Slot MateWindow::find(std::uint64_t name) const {
    auto const mask = table_.size() - 1;
    auto index = name & mask;
    while (table_[index].slot != none && table_[index].name != name) {
        index = (index + 1) & mask;
    }
    return table_[index].slot;
}

void MateWindow::insert(Entry const& entry) {
    auto const mask = table_.size() - 1;
    auto index = entry.name & mask;
    while (table_[index].slot != none) {
        index = (index + 1) & mask;
    }
    table_[index] = entry;
}

void MateWindow::grow() {
    auto const kept = table_;
    table_.assign(2 * kept.size(), Entry{});
    for (auto const& entry : kept) {
        if (entry.slot != none) {
            insert(entry);
        }
    }
}

void MateWindow::keep(Slot slot, std::int64_t last_place) {
    if (2 * ++kept_ > table_.size()) {
        grow();
    }
    insert({reads_[slot].name, slot});
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
    while (table_[gap].slot != slot) {
        gap = (gap + 1) & mask;
    }
    for (auto index = (gap + 1) & mask; table_[index].slot != none; index = (index + 1) & mask) {
        auto const home = table_[index].name & mask;
        if (((index - home) & mask) >= ((index - gap) & mask)) {
            table_[gap] = table_[index];
            gap = index;
        }
    }
    table_[gap].slot = none;
}

}  // namespace tidemark
