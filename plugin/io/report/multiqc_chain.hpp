// From the sequencer's reads to the molecules that speak about tracked loci: what is left after each step, and why the rest
// is not. Every bar is a whole: its parts add up to what the step before left.
#pragma once
#include <nlohmann/json.hpp>

#include <span>
#include <vector>

#include "io/report/multiqc.hpp"
#include "values/patient/timeline.hpp"

namespace tidemark {

/// Reads, molecules and their records by what became of them, and the table of all steps; without data where nothing was
/// given.
[[nodiscard]] std::vector<nlohmann::ordered_json> multiqc_chain(std::span<Timeline const> timelines, RawSummaries const& raw);

}  // namespace tidemark
