// What the whole series shows, and what smoothing over all draws adds.
#pragma once
#include "values/patient/cohort_summary.hpp"
#include "values/patient/document.hpp"
#include "values/patient/timeline.hpp"

namespace tidemark {

/// Table of milestones; lead time and discordance as sentences.
[[nodiscard]] Section milestone_section(Timeline const& timeline);
/// Table of the smoothed draws beside the unsmoothed ones, and the loci that are no tumor loci in all draws. Every block of it is
/// labelled secondary. Only where the timeline holds smoothed draws.
[[nodiscard]] Section smoothed_section(Timeline const& timeline);
/// Lead time over the patients of the cohort, with the denominators that belong to it.
[[nodiscard]] Section lead_section(CohortSummary const& summary);

}  // namespace tidemark
