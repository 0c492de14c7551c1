// UMIs for tests, from text.
#pragma once
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "stages/group/cluster_umis.hpp"
#include "stages/group/group_templates.hpp"
#include "unit/stages/group/plain_clusters.hpp"

namespace tidemark::test {

/// Throws std::invalid_argument for what is no UMI.
[[nodiscard]] inline Umi umi(std::string_view text) {
    auto const parsed = Umi::from_text(text);
    if (!parsed) {
        throw std::invalid_argument{std::string{text}};
    }
    return *parsed;
}

/// What the fast code takes, of what the plain rules take.
[[nodiscard]] inline std::vector<UmiCount> packed(std::vector<PlainUmi> const& umis) {
    std::vector<UmiCount> counts;
    for (auto const& [text, templates] : umis) {
        counts.push_back({umi(text), templates});
    }
    return counts;
}

[[nodiscard]] inline std::vector<std::uint32_t> families_of(GroupingParameters parameters,
                                                            std::vector<UmiCount> const& umis) {
    UmiClusterer clusterer{parameters};
    auto const families = clusterer.cluster(umis).family;
    return {families.begin(), families.end()};
}

}  // namespace tidemark::test
