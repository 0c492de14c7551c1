// Places of values that lie elsewhere, found by hash: open addressing, linear probing, no marks for what was forgotten. A
// hash stands beside each place, so that a look at the value itself is needed only where hashes are equal.
#pragma once
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace tidemark {

class IndexTable {
public:
    using Index = std::uint32_t;
    static constexpr Index none = ~Index{0};

    /// Slot of the value with this hash that `matches(index)`, or of the free place where it would stand.
    template <typename Matches>
    [[nodiscard]] std::size_t find(std::uint64_t hash, Matches const& matches) const {
        auto slot = hash & mask();
        while (slots_[slot].index != none && !(slots_[slot].hash == hash && matches(slots_[slot].index))) {
            slot = (slot + 1) & mask();
        }
        return slot;
    }
    /// The slot with this hash will be looked at soon.
    void fetch(std::uint64_t hash) const { __builtin_prefetch(&slots_[hash & mask()]); }
    [[nodiscard]] Index operator[](std::size_t slot) const { return slots_[slot].index; }

    /// A value that is not in the table.
    void insert(std::uint64_t hash, Index index) {
        if (2 * ++count_ > slots_.size()) {
            auto const before = std::exchange(slots_, std::vector<Slot>(2 * slots_.size()));
            for (auto const& slot : before) {
                if (slot.index != none) {
                    slots_[find(slot.hash, nothing)] = slot;
                }
            }
        }
        slots_[find(hash, nothing)] = {hash, index};
    }

    /// What stands behind moves up where it may.
    void forget(std::size_t slot) {
        slots_[slot].index = none;
        --count_;
        for (auto next = (slot + 1) & mask(); slots_[next].index != none; next = (next + 1) & mask()) {
            auto const home = slots_[next].hash & mask();
            if (((next - home) & mask()) >= ((next - slot) & mask())) {
                slots_[slot] = slots_[next];
                slots_[next].index = none;
                slot = next;
            }
        }
    }

private:
    struct Slot {
        std::uint64_t hash = 0;
        Index index = none;
    };
    static bool nothing(Index /*index*/) { return false; }
    [[nodiscard]] std::size_t mask() const { return slots_.size() - 1; }

    std::vector<Slot> slots_ = std::vector<Slot>(1024);
    std::size_t count_ = 0;
};

}  // namespace tidemark
