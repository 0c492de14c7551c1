// Each patient's panel in other patients' plasma: what the test says where there is nothing of this tumor.
#pragma once
#include <span>
#include <vector>

#include "values/failure/finding.hpp"
#include "values/patient/cohort_summary.hpp"
#include "values/patient/document.hpp"
#include "values/patient/timeline.hpp"

namespace tidemark {

/// The tests by patient, sample and panel. `findings` gets a contradiction for a sample that no timeline has
/// (`cross_sample_unknown`), and for one that was tested at its own patient's panel (`cross_panel_own`). A panel that no
/// timeline knows stays without a name.
[[nodiscard]] std::vector<CrossTest> cross_tests(std::span<DetectionResult const> results,
                                                 std::span<Timeline const> timelines, Findings& findings);

/// False positives by number of evaluable loci (1, 2–5, 6–15, 16–60, 61–500, more), then all together. Tests without a p-value
/// do not count. Empty without tests.
[[nodiscard]] std::vector<CrossRate> cross_rates(std::span<CrossTest const> tests);

[[nodiscard]] Section cross_section(CohortSummary const& summary);

}  // namespace tidemark
