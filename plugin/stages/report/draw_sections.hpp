// The trajectory with its table, and what limits each result.
#pragma once
#include "values/patient/document.hpp"
#include "values/patient/timeline.hpp"

namespace tidemark {

/// Figure, table of draws with the same content, table of events.
[[nodiscard]] Section trajectory_section(Timeline const& timeline);
/// Every reason code that occurs, as a sentence with its days, and what failed before counting.
[[nodiscard]] Section remarks_section(Timeline const& timeline);

/// A message for people without the folders of the machine it was written on.
[[nodiscard]] std::string without_folders(std::string const& message);
/// Fraction of a draw as text and note: "≤ 0.031 %" with "upper bound", "3.0 %" with its interval, "–".
[[nodiscard]] Cell fraction_cell(DetectionResult const& result);
/// Why a failed draw has no result, in a sentence.
[[nodiscard]] std::string failure_sentence(Draw const& draw);

}  // namespace tidemark
