#include "calibration/chain.hpp"

#include <algorithm>
#include <stdexcept>

#include "stages/background/control_pool.hpp"
#include "stages/background/learn.hpp"

namespace tidemark::calibration {
namespace {

constexpr MoleculeGroup group{EvidenceClass::simplex, MoleculeStrand::none};

std::vector<SampleEvidence> drawn_controls(Cohort& cohort, std::size_t count) {
    std::vector<SampleEvidence> controls;
    for (std::size_t number = 0; number < count; ++number) {
        controls.push_back(cohort.draw_control(number));
    }
    return controls;
}

}  // namespace

Chain::Chain(Cohort const& cohort, std::vector<SampleEvidence> const& controls)
    : panel_{cohort.panel()}, contexts_{cohort.contexts()} {
    for (auto const& entry : panel_.entries) {
        variants_.push_back(entry.variant);
    }
    if (!controls.empty()) {
        Findings findings;
        ContextLookup const contexts = [&](Variant const& variant) { return context_of(variant); };
        auto const pools = pool_controls(controls, contexts, findings);
        if (!findings.empty()) {
            throw std::logic_error{"controls of one cohort contradict each other"};
        }
        model_ = learn_background(pools, {&group, 1}, contexts);
        law_.emplace(*model_);
    }
}

std::string Chain::context_of(Variant const& variant) const {
    auto const found = std::ranges::lower_bound(variants_, variant);
    return found != variants_.end() && *found == variant ? contexts_[static_cast<std::size_t>(found - variants_.begin())]
                                                         : std::string{};
}

DetectionResult Chain::judge(SampleEvidence const& evidence, double alpha) const {
    DetectParameters parameters;
    parameters.use = IntendedUse::landmark;
    parameters.alpha = alpha;
    parameters.required_lod95 = 1;
    ContextLookup const contexts = [&](Variant const& variant) { return context_of(variant); };
    auto const own = own_background(evidence, variants_, contexts);
    if (model_) {
        auto const level = sample_level(own, *model_);
        return detect(evidence, {panel_, *law_, contexts_, level.factor, level.dispersion, true, "model", {}}, parameters);
    }
    auto const learnt = learn_background({&own, 1}, {&group, 1}, contexts);
    BackgroundLaw const law{learnt};
    return detect(evidence, {panel_, law, contexts_, 1, learnt.sample_dispersion, false, {}, {}}, parameters);
}

Laboratory::Laboratory(CohortSetting const& setting, std::uint64_t seed)
    : cohort{setting, seed}, controls{drawn_controls(cohort, setting.controls)}, chain{cohort, controls} {}

}  // namespace tidemark::calibration
