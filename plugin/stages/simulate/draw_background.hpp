// What a sample shows away from its tracked alleles, drawn region by region.
#pragma once
#include <array>
#include <map>
#include <string>
#include <tuple>
#include <utility>

#include "stages/simulate/region_draw.hpp"

namespace tidemark {

/// Sums that become context rows: molecule-bases and errors.
struct ContextSums {
    std::map<std::pair<std::string, std::size_t>, std::int64_t> molecules;               ///< context, group
    std::map<std::tuple<std::string, std::string, std::size_t>, std::int64_t> errors;    ///< and substitution
    std::array<std::int64_t, error_layer_count> covered{};
    std::array<std::array<std::int64_t, 2>, error_layer_count> events{};                 ///< deletions, insertions
};

/// Adds one region: its depth runs and mismatch rows to `evidence`, its sums to `sums`.
void draw_background(RegionDraw const& draw, ContextSums& sums, SampleEvidence& evidence, Random& random);

/// Adds the context rows of all regions, in the order of the table.
void add_context_rows(ContextSums const& sums, SampleEvidence& evidence);

}  // namespace tidemark
