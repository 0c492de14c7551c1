// Every tracked variant in every draw.
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "values/patient/document.hpp"
#include "values/patient/timeline.hpp"

namespace tidemark {

/// Loci with the most supporting molecules over all draws stand in the tables, in panel order, up to this number; the
/// rest is counted in a sentence and complete in track/<patient>.variants.tsv. A page of 200,000 rows helps nobody.
inline constexpr std::size_t most_loci_shown = 300;
/// Draws side by side in one table; more draws make more tables, so that paper can hold them.
inline constexpr std::size_t most_draws_abreast = 8;

/// Loci whose rows stand on the page, in panel order.
[[nodiscard]] std::vector<Variant> shown_variants(Timeline const& timeline);
/// The timeline with those loci only, and the number of tracked loci that fell away.
struct ShownTimeline {
    Timeline timeline;
    std::int64_t left_out = 0;
};
[[nodiscard]] ShownTimeline with_shown_variants(Timeline timeline);

[[nodiscard]] Section variant_section(Timeline const& timeline);

}  // namespace tidemark
