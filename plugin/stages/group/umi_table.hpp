// UMIs by value: which of the 3 x length neighbours of a UMI exist is asked very often, and the answer is mostly none.
#pragma once
#include <array>
#include <bit>
#include <cstdint>
#include <span>
#include <vector>

#include "values/molecule/umi.hpp"

namespace tidemark {

/// For each three bases as a number below 64: a word with one bit for each of the nine at one mismatch.
inline constexpr std::array<std::uint64_t, 64> three_base_neighbours = [] {
    std::array<std::uint64_t, 64> masks{};
    for (std::uint64_t bases = 0; bases < 64; ++bases) {
        for (int shift = 0; shift < 6; shift += 2) {
            for (std::uint64_t change = 1; change <= 3; ++change) {
                masks[bases] |= std::uint64_t{1} << (bases ^ (change << shift));
            }
        }
    }
    return masks;
}();

/// An open-addressing table behind a small filter: the bases before the last three choose a word, the last three a bit
/// in it. So nine neighbours are seen at one look, and the few bits stay in the cache where the table would not.
class UmiTable {
public:
    /// Takes in distinct or equal UMIs; they must outlive the questions. Memory is kept for the next call.
    void fill(std::span<Umi const> umis) {
        umis_ = umis;
        auto const size = std::bit_ceil(umis.size() * 2 + 2);
        mask_ = size - 1;
        slots_.assign(size, Slot{});
        words_.assign(std::bit_ceil(umis.size() / 2 + 1), 0);
        word_mask_ = words_.size() - 1;
        for (std::size_t number = 0; number < umis.size(); ++number) {
            auto const hash = umi_hash(umis[number]);
            auto place = hash & mask_;
            while (slots_[place].number != none) {
                place = (place + 1) & mask_;
            }
            slots_[place] = {static_cast<std::uint32_t>(hash >> 32), static_cast<std::uint32_t>(number)};
            word_of(umis[number]) |= std::uint64_t{1} << last_three(umis[number]);
        }
    }

    /// Calls `visit` with the number of each UMI equal to `umi`.
    template <typename Visit>
    void find(Umi const& umi, Visit const& visit) const {
        auto const hash = umi_hash(umi);
        auto const tag = static_cast<std::uint32_t>(hash >> 32);
        for (auto place = hash & mask_; slots_[place].number != none; place = (place + 1) & mask_) {
            if (slots_[place].tag == tag && umis_[slots_[place].number] == umi) {
                visit(slots_[place].number);
            }
        }
    }

    /// Calls `visit` with the number of each UMI at exactly one mismatch.
    template <typename Visit>
    void find_at_one_mismatch(Umi const& umi, Visit const& visit) const {
        auto const last = last_three(umi);
        auto near = words_[word_number(umi)] & three_base_neighbours[last];
        for (; near != 0; near &= near - 1) {
            auto const other = static_cast<std::uint64_t>(std::countr_zero(near));
            auto const place = std::countr_zero(last ^ other) / 2;
            // A UMI of fewer than three bases has no base at the places before its first.
            if (place < umi.length()) {
                find(umi.neighbour(place, (last ^ other) >> (2 * place)), visit);
            }
        }
        for (int place = 3; place < umi.length(); ++place) {
            for (std::uint64_t change = 1; change <= 3; ++change) {
                auto const other = umi.neighbour(place, change);
                if ((words_[word_number(other)] >> last & 1) != 0) {
                    find(other, visit);
                }
            }
        }
    }

private:
    static constexpr std::uint32_t none = 0xffffffff;

    /// The tag spares most looks at a UMI that only fell into the same place.
    struct Slot {
        std::uint32_t tag = 0;
        std::uint32_t number = none;
    };

    [[nodiscard]] static std::uint64_t last_three(Umi const& umi) { return umi.low_bits() & 63; }
    [[nodiscard]] std::uint64_t word_number(Umi const& umi) const {
        auto const mixed = ((umi.low_bits() >> 6) + umi.high_bits() * 0xd6e8feb86659fd93ULL) * 0x9e3779b97f4a7c15ULL;
        return (mixed >> 32) & word_mask_;
    }
    [[nodiscard]] std::uint64_t& word_of(Umi const& umi) { return words_[word_number(umi)]; }

    std::span<Umi const> umis_;
    std::vector<Slot> slots_;
    std::vector<std::uint64_t> words_;
    std::uint64_t mask_ = 0;
    std::uint64_t word_mask_ = 0;
};

}  // namespace tidemark
