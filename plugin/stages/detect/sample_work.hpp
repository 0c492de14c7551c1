// What lies between one sample's evidence and its result: loci, witnesses, test, outliers; the steps of detect share it.
#pragma once
#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "stages/detect/calibrate.hpp"
#include "stages/detect/detect.hpp"
#include "stages/detect/statistic.hpp"
#include "stages/detect/witnesses.hpp"
#include "values/evidence/detection_result.hpp"

namespace tidemark {

struct SampleWork {
    std::vector<LocusEvidence> loci;
    std::vector<Witness> witnesses;      ///< that share no molecule: what is tested
    std::optional<SampleTest> test;
    LeftOut outliers;                    ///< by locus
};

/// How loci are put together: once for the whole sample, again without some of them.
struct Gatherer {
    SampleEvidence const& evidence;
    Panel const& panel;
    TestMethod method;

    [[nodiscard]] std::vector<Witness> gather(std::vector<LocusEvidence> const& loci, Joining joining,
                                              LeftOut const& left_out) const {
        return method == TestMethod::exact ? gather_witnesses(loci, panel, evidence, joining, left_out)
                                           : single_witnesses(loci, left_out);
    }
};

/// Places of all witnesses.
[[nodiscard]] std::int64_t places_of(std::vector<Witness> const& witnesses);

/// LoB, LoD95 and LoQ of the tube, on the scales of tumor fraction and of VAF, and the pooled critical count.
/// Needs the test and `background_expected`.
void add_limits(DetectionResult& result, SampleWork const& work, TestSetting const& setting);

/// Fraction with its interval and leave-one-out range, and the VAFs. Needs the status.
void add_fraction(DetectionResult& result, SampleWork const& work, Gatherer const& gatherer);

/// What is drawn beside the sample itself.
struct CalibrationRequest {
    std::size_t signatures = 200;   ///< 0: none
    std::string input_hash;         ///< seeds the draws
};

/// Signatures under the sample's own test; nothing where none were asked for or none can be drawn. Needs the test.
[[nodiscard]] std::optional<Calibration> calibrate_sample(SampleEvidence const& evidence, DetectSource const& source,
                                                          SampleWork const& work, TestSetting const& setting,
                                                          CalibrationRequest const& request);

/// The signatures' numbers, and the p-value that was found without them. Needs p_detect.
void add_calibration(DetectionResult& result, Calibration const& calibration);

/// One row for each entry of the panel, in its order.
[[nodiscard]] std::vector<VariantResult> variant_rows(Panel const& panel, SampleWork const& work, double fraction);

}  // namespace tidemark
