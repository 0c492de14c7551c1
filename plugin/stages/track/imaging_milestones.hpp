// Imaging beside the draws: when it progressed, by how much the draws came first, and where they disagree.
#pragma once
#include "values/patient/timeline.hpp"

namespace tidemark {

/// The first event `progression` after `start_day`, or imaging whose label says so. `after_day`: of the imaging before it.
/// Not applicable where no imaging was done after that day.
[[nodiscard]] Milestone imaging_progression(Timeline const& timeline, int start_day);

/// METHOD: imaging day minus the day of the first sample of a confirmed molecular progression. That began after the sample
/// before it, so the lead is at least `lead_days` and less than `lead_days_hi`. Only where both were seen; the reason of
/// not_applicable is the patient's place in the denominators: only_imaging, only_molecular, neither, no_imaging, too_few_draws.
[[nodiscard]] Milestone lead_time(Milestone const& molecular, Milestone const& imaging);

/// METHOD: imaging progression while a draw within three weeks meets a definition of response against the baseline (ours on the
/// fraction, or melanoma_10x): ctDNA does not support progression. Never where the draws themselves have progressed by then.
[[nodiscard]] Milestone pseudo_progression(Timeline const& timeline, Milestone const& molecular, Milestone const& imaging);

}  // namespace tidemark
