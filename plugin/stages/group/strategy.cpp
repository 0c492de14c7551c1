#include "stages/group/strategy.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace tidemark {
namespace {

constexpr std::array<std::pair<GroupingStrategy, std::string_view>, 5> names{
    {{GroupingStrategy::identity, "identity"},
     {GroupingStrategy::edit, "edit"},
     {GroupingStrategy::adjacency, "adjacency"},
     {GroupingStrategy::directional, "directional"},
     {GroupingStrategy::paired, "paired"}}};

constexpr int shortest_with_edits = 5;

}  // namespace

std::string_view to_text(GroupingStrategy strategy) {
    return std::ranges::find(names, strategy, &std::pair<GroupingStrategy, std::string_view>::first)->second;
}

std::optional<GroupingStrategy> grouping_strategy_from_text(std::string_view text) {
    auto const found = std::ranges::find(names, text, &std::pair<GroupingStrategy, std::string_view>::second);
    return found == names.end() ? std::nullopt : std::optional{found->first};
}

GroupingParameters default_grouping(UmiShape const& shape) {
    if (shape.parts == 2) {
        auto const [shorter, longer] = std::minmax(shape.lengths[0], shape.lengths[1]);
        // An absent half is compared with nothing, so it is not the short one.
        auto const compared = shorter > 0 ? shorter : longer;
        return {.strategy = GroupingStrategy::paired, .edits = compared < shortest_with_edits ? 0 : 1};
    }
    int const length = shape.lengths[0] + shape.lengths[1] + shape.lengths[2] + shape.lengths[3];
    if (length < shortest_with_edits) {
        return {.strategy = GroupingStrategy::identity, .edits = 0};
    }
    return {.strategy = GroupingStrategy::adjacency, .edits = 1};
}

}  // namespace tidemark
