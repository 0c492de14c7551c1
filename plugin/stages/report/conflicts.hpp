// Answers about the same two draws that contradict each other: shown, never resolved silently.
#pragma once
#include <vector>

#include "values/patient/cohort_summary.hpp"
#include "values/patient/timeline.hpp"

namespace tidemark {

/// opposite_directions: tumor fraction (or mean VAF) and concentration move apart, as when treatment sheds or clears
/// DNA that is not the tumor's. definitions_disagree: one of our definitions is met on one metric and not met on
/// another. published_definitions_disagree: of two published questions one is met at a draw and the other is not: a question whose
/// grades are not met and partly open has not said no. The sentences name verdicts as the tables show them. In order of the pairs,
/// then of the draws.
[[nodiscard]] std::vector<Conflict> find_conflicts(Timeline const& timeline);

}  // namespace tidemark
