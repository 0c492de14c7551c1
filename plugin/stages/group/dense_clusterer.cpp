#include "stages/group/dense_clusterer.hpp"

#include <algorithm>
#include <cassert>

namespace tidemark {

UmiFamilies DenseClusterer::cluster(std::span<UmiCount const> umis, GroupingStrategy strategy) {
    set_bits(umis);
    fill_nodes(umis);
    order_nodes();
    family_.resize(umis.size());
    roots_.clear();
    for (auto const root : order_) {
        if (!is_free(root)) {
            continue;
        }
        auto const family = static_cast<std::uint32_t>(roots_.size());
        auto const& [templates, input] = nodes_[rank(root)];
        roots_.push_back(input);
        family_[input] = family;
        take(root);
        waiting_.assign(1, {root, templates});
        while (!waiting_.empty()) {
            auto const parent = waiting_.back();
            waiting_.pop_back();
            find_free_neighbours(parent.bases, [&](std::uint32_t bases) {
                auto const& child = nodes_[rank(bases)];
                if (takes_in(strategy, parent.templates, child.templates)) {
                    take(bases);
                    family_[child.input] = family;
                    waiting_.push_back({bases, child.templates});
                }
            });
        }
    }
    return {family_, roots_};
}

void DenseClusterer::set_bits(std::span<UmiCount const> umis) {
    auto const length = umis[0].umi.length();
    assert(length >= 3 && length <= max_length);
    word_bits_ = 2 * length - 6;
    free_.assign(std::size_t{1} << word_bits_, 0);
    for (auto const& [umi, templates] : umis) {
        free_[umi.low_bits() >> 6] |= std::uint64_t{1} << (umi.low_bits() & 63);
    }
    words_.resize(free_.size());
    std::uint32_t before = 0;
    for (std::size_t word = 0; word < words_.size(); ++word) {
        words_[word] = {free_[word], before};
        before += static_cast<std::uint32_t>(std::popcount(free_[word]));
    }
}

void DenseClusterer::fill_nodes(std::span<UmiCount const> umis) {
    nodes_.resize(umis.size());
    for (std::uint32_t input = 0; input < umis.size(); ++input) {
        nodes_[rank(static_cast<std::uint32_t>(umis[input].umi.low_bits()))] = {umis[input].templates, input};
    }
}

void DenseClusterer::order_nodes() {
    order_.clear();
    for (std::uint32_t word = 0; word < words_.size(); ++word) {
        for (auto bits = words_[word].bits; bits != 0; bits &= bits - 1) {
            order_.push_back(word << 6 | static_cast<std::uint32_t>(std::countr_zero(bits)));
        }
    }
    auto const most = std::ranges::max(nodes_, {}, &Node::templates).templates;
    if (most > 4 * nodes_.size()) {
        std::ranges::stable_sort(order_, std::ranges::greater{},
                                 [&](std::uint32_t bases) { return nodes_[rank(bases)].templates; });
        return;
    }
    // Counts are small numbers: one bin for each, the highest first.
    bins_.assign(std::size_t{most} + 2, 0);
    for (auto const& node : nodes_) {
        ++bins_[most - node.templates + 1];
    }
    for (std::size_t bin = 1; bin < bins_.size(); ++bin) {
        bins_[bin] += bins_[bin - 1];
    }
    sorted_.resize(order_.size());
    for (std::size_t node = 0; node < nodes_.size(); ++node) {
        sorted_[bins_[most - nodes_[node].templates]++] = order_[node];
    }
    order_.swap(sorted_);
}

}  // namespace tidemark
