// UMIs for tests, from text.
#pragma once
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "stages/group/cluster_umis.hpp"
#include "stages/group/group_templates.hpp"

namespace tidemark::test {

/// Throws std::invalid_argument for what is no UMI.
[[nodiscard]] inline Umi umi(std::string_view text) {
    auto const parsed = Umi::from_text(text);
    if (!parsed) {
        throw std::invalid_argument{std::string{text}};
    }
    return *parsed;
}

[[nodiscard]] inline std::vector<std::uint32_t> families_of(GroupingParameters parameters,
                                                            std::vector<UmiCount> const& umis) {
    UmiClusterer clusterer{parameters};
    auto const families = clusterer.cluster(umis).family;
    return {families.begin(), families.end()};
}

}  // namespace tidemark::test
