// Reads that wait for their mate while the stream passes by: reused slots, found by name, dropped by position.
// Memory is what lies inside one insert length, whatever the depth of the file.
#pragma once
#include <array>
#include <cstdint>
#include <deque>
#include <vector>

#include "stages/genotype/locus_tally.hpp"
#include "stages/genotype/read_sketch.hpp"

namespace tidemark {

struct WaitingRead {
    ReadSketch sketch;
    std::uint64_t name = 0;              ///< hash
    std::int32_t contig = 0;             ///< the plan's number
    std::uint16_t number = 0;            ///< 0 single-end, else which read of the pair
    bool forward = true;                 ///< direction of this read
    bool read_one_forward = true;        ///< direction of read 1 of the molecule
    bool counted = false;                ///< kept only so that a second copy of the record is noticed
    std::int64_t five_prime = 0;         ///< place of the read's first base, soft clips included
    MoleculeTraits traits;
    std::uint32_t next = 0;              ///< of MateWindow: the slot that is dropped together with this one
};

class MateWindow {
public:
    using Slot = std::uint32_t;
    static constexpr Slot none = ~Slot{0};

    MateWindow();

    /// An unused slot; its sketch keeps the capacity of earlier reads. References stay valid.
    [[nodiscard]] Slot take();
    [[nodiscard]] WaitingRead& operator[](Slot slot) { return reads_[slot]; }
    /// The kept read of that name, or `none`.
    [[nodiscard]] Slot find(std::uint64_t name) const;
    /// Keeps a slot until the stream is past `last_place` of the present contig.
    void keep(Slot slot, std::int64_t last_place);
    void give_back(Slot slot);

    /// Moves on to `position`; `done(read)` is called for every kept read that is left behind, then its slot is free.
    template <typename Done>
    void advance(std::int64_t position, Done const& done) {
        for (auto steps = std::uint64_t{0}; place_ < static_cast<std::uint64_t>(position) && steps < ring_size; ++steps) {
            empty(place_++ % ring_size, done);
        }
        place_ = static_cast<std::uint64_t>(position);
    }
    /// Leaves everything behind: end of a contig or of the file.
    template <typename Done>
    void leave(Done const& done) {
        for (std::uint64_t bucket = 0; bucket < ring_size; ++bucket) {
            empty(bucket, done);
        }
        place_ = 0;
    }

private:
    static constexpr std::uint64_t ring_size = 4096;
    struct Entry {
        std::uint64_t name = 0;
        Slot slot = none;
    };

    template <typename Done>
    void empty(std::uint64_t bucket, Done const& done) {
        auto slot = ring_[bucket];
        ring_[bucket] = none;
        while (slot != none) {
            auto const next = reads_[slot].next;
            forget(slot);
            done(reads_[slot]);
            give_back(slot);
            slot = next;
        }
    }
    void forget(Slot slot);
    void insert(Entry const& entry);
    void grow();

    std::deque<WaitingRead> reads_;
    std::vector<Slot> free_;
    std::vector<Entry> table_;            ///< open addressing by name, linear probing
    std::size_t kept_ = 0;
    std::array<Slot, ring_size> ring_{};  ///< heads of lists, by last place modulo its size
    std::uint64_t place_ = 0;
};

}  // namespace tidemark
