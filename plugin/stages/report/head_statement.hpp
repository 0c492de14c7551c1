// What stands at the head of a patient's page: the latest status in plain words with its limit, then what the series shows: the
// change since the baseline and what speaks against it, the course, a rise, the lesions; and the verdicts. A verdict that the settled
// draw before does not share is said to be not confirmed.
#pragma once
#include "values/patient/document.hpp"
#include "values/patient/timeline.hpp"

namespace tidemark {

[[nodiscard]] Statement patient_statement(Timeline const& timeline);

/// "Tumor DNA was detected on day 168, at a tumor fraction of 0.050 % (0.030 to 0.080 %)."
[[nodiscard]] std::string status_headline(Draw const& draw);
/// The fixed texts and explanations that are due for a draw, below its headline.
[[nodiscard]] std::vector<std::string> status_sentences(Draw const& draw);

}  // namespace tidemark
