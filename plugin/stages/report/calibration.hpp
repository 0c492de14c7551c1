// What synthetic signatures say about the test of each draw, as a table with a QQ chart and a sentence for each.
#pragma once
#include <optional>
#include <string>

#include "values/patient/document.hpp"
#include "values/patient/timeline.hpp"

namespace tidemark {

/// Nothing where no draw has signatures.
[[nodiscard]] std::optional<Table> calibration_table(Timeline const& timeline);

/// "3 of 200 signatures without tumor DNA look positive at p ≤ 0.01; about 2 or fewer are expected. That is within
/// chance: the test stands as it is.", or what was done about it; where the sample is called at another alpha, how many look
/// positive there, or that so few signatures cannot tell. Needs signatures.
[[nodiscard]] std::string calibration_sentence(DetectionResult const& result);

/// How to read the table; one paragraph.
[[nodiscard]] std::string calibration_legend();

}  // namespace tidemark
