// Why the error rate of a draw's test could not be checked within the sample, in words.
#pragma once
#include <string>

#include "values/evidence/detection_result.hpp"

namespace tidemark {

/// One sentence, by `signatures_missing` of the result; without a known cause that of `calibration_unavailable` alone.
[[nodiscard]] std::string missing_calibration_sentence(DetectionResult const& result);

}  // namespace tidemark
