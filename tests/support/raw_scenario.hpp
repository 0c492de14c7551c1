// The small scenario with raw reads.
#pragma once
#include <cstddef>
#include <string>

#include "support/small_scenario.hpp"

namespace tidemark::test {

constexpr std::size_t read_length = 100;   ///< of its templates

/// The small scenario with this object as its reads, and deamination high enough to be seen.
[[nodiscard]] inline std::string raw_scenario(std::string const& reads) {
    auto text = small_scenario();
    std::string const schema = "\"schema\": \"tidemark.scenario/1\",";
    return text.replace(text.find(schema), schema.size(),
                        schema + "\n  \"errors\": {\"deamination\": 2e-4, \"sample_dispersion\": 0},\n  \"reads\": " + reads + ",");
}

/// The same with `molecules` of draws and controls.
[[nodiscard]] inline std::string shallow(std::string text, std::string const& molecules) {
    std::string const old = "\"molecules\": 300";
    for (auto at = text.find(old); at != std::string::npos; at = text.find(old, at + 1)) {
        text.replace(at, old.size(), "\"molecules\": " + molecules);
    }
    return text;
}

}  // namespace tidemark::test
