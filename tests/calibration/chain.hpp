// The program's own path from evidence to a result, as `background` and `detect` walk it, without files.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "calibration/cohort.hpp"
#include "stages/detect/detect.hpp"
#include "values/evidence/background_rate.hpp"

namespace tidemark::calibration {

/// What size and power ask for: the verdict without fraction and rows, and LoD95 only where wanted.
struct Verdict {
    std::optional<double> p_value;   ///< none without molecules
    std::optional<double> limit;     ///< LoD95 of f
    bool detected = false;
};
enum class Limits95 { none, solved };

class Chain {
public:
    /// Learns the background from the controls; without any, each sample is its own.
    Chain(Cohort const& cohort, std::vector<SampleEvidence> const& controls);

    /// All that `detect` tells.
    [[nodiscard]] DetectionResult judge(SampleEvidence const& evidence, double alpha) const;
    /// The same steps up to the decision, several times faster.
    [[nodiscard]] Verdict test(SampleEvidence const& evidence, double alpha, Limits95 limits = Limits95::none) const;
    /// Throws where both do not say the same of a sample.
    void compare(SampleEvidence const& evidence, double alpha) const;

private:
    /// Calls `use(source)` with what the sample is held against.
    template <typename Use>
    auto with_source(SampleEvidence const& evidence, Use const& use) const;
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
