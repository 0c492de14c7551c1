// Reads that wait for their mate while the stream passes by: reused slots, found by name, dropped by position. A name
// stays known after its molecule was counted, so that a second copy of a record is noticed; its slot is free at once, and
// what the next reads write to is still in the processor's cache.
// Memory is what lies inside one insert length, whatever the length of the file.
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
    std::int64_t five_prime = 0;         ///< place of the read's first base, soft clips included
    MoleculeTraits traits;
};

class MateWindow {
public:
    using Slot = std::uint32_t;    ///< of a read
    using Known = std::uint32_t;   ///< of a name
    static constexpr std::uint32_t none = ~std::uint32_t{0};

    MateWindow();

    /// An unused slot; its sketch keeps the capacity of earlier reads. References stay valid.
    [[nodiscard]] Slot take();
    [[nodiscard]] WaitingRead& operator[](Slot slot) { return reads_[slot]; }
    void give_back(Slot slot) { free_.push_back(slot); }

    /// The name, where it is known, or `none`.
    [[nodiscard]] Known find(std::uint64_t name) const;
    /// The read that waits under a name; `none` where it was counted.
    [[nodiscard]] Slot waiting(Known known) const { return names_[known].slot; }
    /// Keeps a read by its name until the stream is past `last_place` of the present contig.
    Known keep(Slot slot, std::int64_t last_place);
    /// The read was counted: its slot is free, its name stays known.
    void settle(Known known);

    /// Moves on to `position`; `done(read)` is called for every waiting read that is left behind, then its slot is free.
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
    struct Name {
        std::uint64_t hash = 0;
        Slot slot = none;
        Known next = none;   ///< dropped at the same place; of an unused one, the next unused one
    };
    /// Where a name is found; small, because a look at it misses the cache.
    struct Entry {
        std::uint32_t low_half = 0;   ///< of the hash
        Known known = none;
    };

    template <typename Done>
    void empty(std::uint64_t bucket, Done const& done) {
        auto known = ring_[bucket];
        ring_[bucket] = none;
        while (known != none) {
            auto const [hash, slot, next] = names_[known];
            forget(known);
            if (slot != none) {
                done(reads_[slot]);
                give_back(slot);
            }
            known = next;
        }
    }
    void forget(Known known);
    void insert(Entry const& entry);
    void grow();

    std::deque<WaitingRead> reads_;
    std::vector<Slot> free_;
    std::vector<Name> names_;
    Known free_name_ = none;
    std::vector<Entry> table_;             ///< open addressing by the hash's low half, linear probing
    std::size_t kept_ = 0;
    std::array<Known, ring_size> ring_{};  ///< heads of lists, by last place modulo its size
    std::uint64_t place_ = 0;
};

}  // namespace tidemark
