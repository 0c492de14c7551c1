// The program's own path from evidence to a result, as `background` and `detect` walk it, without files.
#pragma once
#include <optional>
#include <span>
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
    bool open_to_blood = false;      ///< INDETERMINATE ch_suspect_only, or no locus is left beside those of white cells
    double needed_alpha = 1;         ///< smallest size at which this sample would be DETECTED, guards and breadth included
};
enum class Limits95 { none, solved };

/// What the program is told instead of having to learn it: the way to see which estimate makes a size wrong.
struct Truths {
    bool rates = false;       ///< each locus' own rate
    bool level = false;       ///< the sample's noise level
    bool variation = false;   ///< kappa, by which the level is looked for
};

/// One blank as its test sees it.
struct BlankTest {
    double p_value = 1;      ///< P(T >= t)
    double above = 0;        ///< P(T > t): a number drawn evenly between both is uniform where the law is true
    double attainable = 0;   ///< size of the test at `alpha`, by its own law
    bool detected = false;
    double factor = 1;       ///< the level as the program sees it
    double dispersion = 0;   ///< and what it leaves open
};

class Chain {
public:
    /// Learns the background from the controls; without any, each sample is its own.
    Chain(Cohort const& cohort, std::vector<SampleEvidence> const& controls);

    /// All that `detect` tells.
    [[nodiscard]] DetectionResult judge(SampleEvidence const& evidence, double alpha) const;
    /// The same steps up to the decision, several times faster.
    [[nodiscard]] Verdict test(SampleEvidence const& evidence, double alpha, Limits95 limits = Limits95::none) const;
    /// One verdict for each alpha, of one background and one look at the loci. `white_cells`: the patient's; nullptr: none.
    [[nodiscard]] std::vector<Verdict> test(SampleEvidence const& evidence, std::span<double const> alphas,
                                            Limits95 limits = Limits95::none,
                                            SampleEvidence const* white_cells = nullptr) const;
    /// A blank under a test that knows some of the truth; `factor`: its true noise level.
    [[nodiscard]] BlankTest test_knowing(SampleEvidence const& evidence, double alpha, Truths const& truths,
                                         double factor) const;
    /// Throws where both do not say the same of a sample.
    void compare(SampleEvidence const& evidence, double alpha) const;

private:
    /// Calls `use(source)` with what the sample is held against.
    template <typename Use>
    auto with_source(SampleEvidence const& evidence, Use const& use, SampleEvidence const* white_cells = nullptr) const;

    Cohort const& cohort_;
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
