// What a sample shows away from its tracked alleles, drawn region by region.
#pragma once
#include <array>
#include <cstdint>

#include "stages/simulate/region_draw.hpp"
#include "values/genome/sequence_context.hpp"

namespace tidemark {

/// Sums that become context rows: molecule-bases and errors.
struct ContextSums {
    using ByGroup = std::array<std::int64_t, error_layer_count>;
    std::array<ByGroup, trinucleotide_count> molecules{};               ///< by number of the trinucleotide
    std::array<std::array<ByGroup, 4>, trinucleotide_count> errors{};   ///< and of the base shown instead
    ByGroup covered{};
    std::array<std::array<double, 2>, error_layer_count> expected_events{};              ///< deletions, insertions
};

/// Adds one region: its depth runs and mismatch rows to `evidence`, its sums to `sums`.
void draw_background(RegionDraw const& draw, ContextSums& sums, SampleEvidence& evidence, Random& random);

/// Adds the context rows of all regions, in the order of the table. Indel events are drawn here, all regions at once.
void add_context_rows(ContextSums const& sums, SampleEvidence& evidence, Random& random);

}  // namespace tidemark
