// The rules of grouping as slow plain code over texts: what the fast code must agree with.
#pragma once
#include <algorithm>
#include <cstdint>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "stages/group/strategy.hpp"

namespace tidemark::test {

struct PlainUmi {
    std::string text;
    std::uint32_t templates = 1;
};

[[nodiscard]] inline std::vector<std::size_t> part_lengths(std::string const& text) {
    std::vector<std::size_t> lengths{0};
    for (char const character : text) {
        if (character == '-') {
            lengths.push_back(0);
        } else {
            ++lengths.back();
        }
    }
    return lengths;
}

[[nodiscard]] inline bool plainly_near(std::string const& left, std::string const& right, int edits) {
    if (left.size() != right.size()) {
        return false;
    }
    int differences = 0;
    for (std::size_t place = 0; place < left.size(); ++place) {
        if ((left[place] == '-') != (right[place] == '-')) {
            return false;
        }
        differences += left[place] != right[place] ? 1 : 0;
    }
    return differences <= edits;
}

[[nodiscard]] inline std::string plainly_swapped(std::string const& text) {
    auto const joint = text.find('-');
    return text.substr(joint + 1) + "-" + text.substr(0, joint);
}

[[nodiscard]] inline bool plainly_taken_in(GroupingStrategy strategy, std::int64_t parent, std::int64_t child) {
    switch (strategy) {
        case GroupingStrategy::identity:
            return false;
        case GroupingStrategy::edit:
            return true;
        case GroupingStrategy::directional:
            return parent >= 2 * child - 1;
        default:
            return child <= parent / 2 + 1;
    }
}

/// Family numbers in the order of input. With `either`, A-B is near what B-A is near.
[[nodiscard]] inline std::vector<std::uint32_t> plain_families(std::vector<PlainUmi> const& umis,
                                                               GroupingParameters const& parameters,
                                                               bool either = false) {
    std::vector<std::size_t> order(umis.size());
    for (std::size_t number = 0; number < order.size(); ++number) {
        order[number] = number;
    }
    std::ranges::sort(order, {}, [&](std::size_t number) {
        auto bases = umis[number].text;
        std::erase(bases, '-');
        return std::tuple{-static_cast<std::int64_t>(umis[number].templates), bases.size(), bases, part_lengths(umis[number].text)};
    });
    std::vector<std::uint32_t> family(umis.size(), 0);
    std::uint32_t families = 0;
    for (auto const root : order) {
        if (family[root] != 0) {
            continue;
        }
        family[root] = ++families;
        std::vector<std::size_t> queue{root};
        for (std::size_t head = 0; head < queue.size(); ++head) {
            auto const& parent = umis[queue[head]];
            for (auto const child : order) {
                bool const near = plainly_near(parent.text, umis[child].text, parameters.edits) ||
                                  (either && plainly_near(plainly_swapped(parent.text), umis[child].text, parameters.edits));
                if (family[child] == 0 && near &&
                    plainly_taken_in(parameters.strategy, parent.templates, umis[child].templates)) {
                    family[child] = families;
                    queue.push_back(child);
                }
            }
        }
    }
    for (auto& number : family) {
        --number;
    }
    return family;
}

}  // namespace tidemark::test
