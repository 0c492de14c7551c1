// Very many short UMIs of one shape, as at an amplicon read a million times: one bit for each of the 4^length possible
// UMIs. The last three bases of a UMI choose the bit in a word, so nine of its neighbours are seen at one look; counting
// bits gives a UMI's number in sequence order, so there is no hash table and no comparison of sequences at all.
#pragma once
#include <bit>
#include <cstdint>
#include <span>
#include <vector>

#include "stages/group/strategy.hpp"
#include "stages/group/umi_count.hpp"
#include "stages/group/umi_table.hpp"

namespace tidemark {

class DenseClusterer {
public:
    static constexpr int max_length = 13;   ///< 8 MB of bits

    /// Whether building the bits costs less than it spares: `umis` UMIs of one length.
    [[nodiscard]] static constexpr bool pays(int length, std::size_t umis) {
        return length >= 4 && length <= max_length && umis >= 64 && umis >= (std::size_t{1} << (2 * length)) / 2048;
    }

    /// What UmiClusterer::cluster promises, for edits 1 and distinct UMIs of one shape and at most `max_length` bases.
    [[nodiscard]] UmiFamilies cluster(std::span<UmiCount const> umis, GroupingStrategy strategy);

private:
    /// The 64 UMIs that differ in their last three bases only.
    struct Word {
        std::uint64_t bits = 0;      ///< those that exist
        std::uint32_t before = 0;    ///< UMIs in the words before
    };
    struct Node {
        std::uint32_t templates = 0;
        std::uint32_t input = 0;
    };
    /// A node whose neighbours are to be visited.
    struct Waiting {
        std::uint32_t bases = 0;
        std::uint32_t templates = 0;
    };

    void set_bits(std::span<UmiCount const> umis);
    void fill_nodes(std::span<UmiCount const> umis);
    void order_nodes();

    /// Number of a UMI in the order of sequences.
    [[nodiscard]] std::uint32_t rank(std::uint32_t bases) const {
        auto const& [bits, before] = words_[bases >> 6];
        return before + static_cast<std::uint32_t>(std::popcount(bits & ((std::uint64_t{1} << (bases & 63)) - 1)));
    }
    [[nodiscard]] bool is_free(std::uint32_t bases) const { return (free_[bases >> 6] >> (bases & 63) & 1) != 0; }
    void take(std::uint32_t bases) { free_[bases >> 6] &= ~(std::uint64_t{1} << (bases & 63)); }

    /// Calls `visit(bases)` for each free UMI at one mismatch; it may be taken there. Those of the same word come last, so
    /// that they are the next to be visited: all that they look at is in the cache then.
    template <typename Visit>
    void find_free_neighbours(std::uint32_t bases, Visit const& visit) const {
        auto const word = bases >> 6;
        auto const bit = bases & 63;
        for (int shift = 0; shift < word_bits_; shift += 2) {
            for (std::uint32_t change = 1; change <= 3; ++change) {
                auto const other = word ^ (change << shift);
                if ((free_[other] >> bit & 1) != 0) {
                    visit(other << 6 | bit);
                }
            }
        }
        for (auto near = free_[word] & three_base_neighbours[bit]; near != 0; near &= near - 1) {
            visit(word << 6 | static_cast<std::uint32_t>(std::countr_zero(near)));
        }
    }

    int word_bits_ = 0;
    std::vector<Word> words_;
    std::vector<std::uint64_t> free_;      ///< as Word::bits: UMIs without a family
    std::vector<Node> nodes_;              ///< by sequence
    std::vector<std::uint32_t> order_;     ///< bases, as roots are taken: count descending, then sequence
    std::vector<std::uint32_t> sorted_;    ///< the other half of sorting `order_`
    std::vector<std::uint32_t> bins_;
    std::vector<Waiting> waiting_;
    std::vector<std::uint32_t> family_;
    std::vector<std::uint32_t> roots_;
};

}  // namespace tidemark
