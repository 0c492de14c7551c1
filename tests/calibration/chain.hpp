// The program's own path from evidence to a result, as `background` and `detect` walk it, without files.
#pragma once
#include <optional>
#include <vector>

#include "calibration/cohort.hpp"
#include "stages/detect/detect.hpp"
#include "values/evidence/background_rate.hpp"

namespace tidemark::calibration {

class Chain {
public:
    /// Learns the background from the controls; without any, each sample is its own.
    Chain(Cohort const& cohort, std::vector<SampleEvidence> const& controls);

    [[nodiscard]] DetectionResult judge(SampleEvidence const& evidence, double alpha) const;

private:
    [[nodiscard]] std::string context_of(Variant const& variant) const;

    Panel const& panel_;
    std::vector<std::string> const& contexts_;
    std::vector<Variant> variants_;                // sorted, as the panel is
    std::optional<BackgroundModel> model_;
    std::optional<BackgroundLaw> law_;
};

/// A cohort with its controls already counted and learnt from.
struct Laboratory {
    Cohort cohort;
    std::vector<SampleEvidence> controls;
    Chain chain;

    Laboratory(CohortSetting const& setting, std::uint64_t seed);
    Laboratory(Laboratory const&) = delete;
    Laboratory& operator=(Laboratory const&) = delete;
};

}  // namespace tidemark::calibration
