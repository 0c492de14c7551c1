// How the UMIs of one position become families: docs/methods/group.md.
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

#include "values/molecule/umi.hpp"

namespace tidemark {

/// `paired` walks like `adjacency`, over duplex UMIs brought to one orientation.
enum class GroupingStrategy : std::uint8_t { identity, edit, adjacency, directional, paired };

struct GroupingParameters {
    GroupingStrategy strategy = GroupingStrategy::adjacency;
    int edits = 1;   ///< mismatches between parent and child; `identity` knows only 0
    bool operator==(GroupingParameters const&) const = default;
};

[[nodiscard]] std::string_view to_text(GroupingStrategy strategy);
[[nodiscard]] std::optional<GroupingStrategy> grouping_strategy_from_text(std::string_view text);

/// What is taken where nothing is asked for. Two halves: `paired`, edits 1, but 0 where the shorter half that is there
/// has fewer than 5 bases. One UMI (or three and more parts): `adjacency`, edits 1, but `identity` below 5 bases.
/// METHOD: of 4^L random UMIs 3L lie within one mismatch of any given one, 14 % at L = 3, 4.7 % at 4, 1.5 % at 5: with
/// shorter UMIs more different molecules than errors would be joined.
[[nodiscard]] GroupingParameters default_grouping(UmiShape const& shape);

/// Whether a UMI seen `parent` times may take in a neighbour seen `child` times as its error.
/// METHOD: `adjacency` and `paired` child <= parent/2 + 1 in whole numbers (fgbio, fgumi): 4 takes in 3; `directional`
/// parent >= 2*child - 1 (UMI-tools): 4 takes in 2. They differ at even parents only.
[[nodiscard]] constexpr bool takes_in(GroupingStrategy strategy, std::uint32_t parent, std::uint32_t child) {
    switch (strategy) {
        case GroupingStrategy::identity:
            return false;
        case GroupingStrategy::edit:
            return true;
        case GroupingStrategy::directional:
            return std::uint64_t{parent} + 1 >= 2 * std::uint64_t{child};
        case GroupingStrategy::adjacency:
        case GroupingStrategy::paired:
            return child <= parent / 2 + 1;
    }
    return false;
}

}  // namespace tidemark
