// What stands at the head of a patient's page: the latest status in plain words with its limit, and the change since
// the baseline with its verdicts.
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
