// A patient's rows, verdicts and detections become draws: every plasma row is one, also where nothing could be detected.
#pragma once
#include <span>
#include <string>
#include <vector>

#include "values/failure/finding.hpp"
#include "values/patient/timeline.hpp"

namespace tidemark {

/// A detection and the base name of the file it came from, for messages.
struct NamedDetection {
    std::string file;
    DetectionResult result;
};

struct JoinInput {
    std::string patient;
    std::span<SampleRow const> samples;         ///< the whole normalised sheet
    std::span<SampleVerdict const> verdicts;    ///< may be empty
    std::span<NamedDetection const> detections;
};

/// One draw per plasma sample of the patient, sorted by (day, sample id), days as in the sheet. A sample without a
/// detection is NOT_EVALUABLE, reason `input_failed`. Contradictions (exit 4) are appended to `findings`: a patient or a
/// sample that the sheet does not know, a detection of another patient's or of no plasma sample, two of one sample, one
/// of a sample that check refused, draws counted with different panels. A plasma row without a day is `invalid`.
[[nodiscard]] std::vector<Draw> join_draws(JoinInput const& input, Findings& findings);

}  // namespace tidemark
