#include "calibration/chain.hpp"

#include <algorithm>
#include <stdexcept>

#include "stages/background/control_pool.hpp"
#include "stages/background/learn.hpp"
#include "stages/detect/sample_work.hpp"

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

template <typename Use>
auto Chain::with_source(SampleEvidence const& evidence, Use const& use) const {
    ContextLookup const contexts = [&](Variant const& variant) { return context_of(variant); };
    auto const own = own_background(evidence, variants_, contexts);
    if (model_) {
        auto const level = sample_level(own, *model_);
        return use(DetectSource{panel_, *law_, contexts_, level.factor, level.dispersion, true, "model", {}});
    }
    auto const learnt = learn_background({&own, 1}, {&group, 1}, contexts);
    BackgroundLaw const law{learnt};
    return use(DetectSource{panel_, law, contexts_, 1, learnt.sample_dispersion, false, {}, {}});
}

DetectionResult Chain::judge(SampleEvidence const& evidence, double alpha) const {
    DetectParameters parameters;
    parameters.use = IntendedUse::landmark;
    parameters.alpha = alpha;
    parameters.required_lod95 = 1;
    return with_source(evidence, [&](DetectSource const& source) { return detect(evidence, source, parameters); });
}

Verdict Chain::test(SampleEvidence const& evidence, double alpha, Limits95 limits) const {
    return with_source(evidence, [&](DetectSource const& source) {
        Gatherer const gatherer{evidence, panel_, TestMethod::exact};
        SampleWork work;
        work.loci = gather_loci(evidence, panel_, {source.background, source.noise_factor, source.contexts});
        judge_origin(work, panel_, nullptr, source.contexts);
        work.outliers.assign(work.loci.size(), false);
        std::int64_t molecules = 0;
        for (auto const& locus : work.loci) {
            molecules += locus.depth();
        }
        if (molecules == 0) {
            return Verdict{};
        }
        work.witnesses = gatherer.gather(work.loci, Joining::molecules, work.other_origin);
        DecisionRule const rule{.alpha = alpha};
        auto const facts = test_and_guard(
            work, gatherer,
            {TestMethod::exact, rule, source.sample_dispersion, limits == Limits95::solved}, molecules);
        return Verdict{facts.evidence.p_value, facts.detection_limit,
                       decide(facts, {rule, IntendedUse::landmark, 1, 0}).status == SampleStatus::detected};
    });
}

void Chain::compare(SampleEvidence const& evidence, double alpha) const {
    auto const whole = judge(evidence, alpha);
    auto const quick = test(evidence, alpha, Limits95::solved);
    bool const same_p = whole.p_detect.has_value() == quick.p_value.has_value() &&
                        (!quick.p_value || *whole.p_detect == std::max(*quick.p_value, smallest_p_value));
    if (!same_p || whole.lod95_tumor_fraction != quick.limit ||
        (whole.status == SampleStatus::detected) != quick.detected) {
        throw std::logic_error{"detect and its steps differ for " + evidence.facts.sample};
    }
}

Laboratory::Laboratory(CohortSetting const& setting, std::uint64_t seed)
    : cohort{setting, seed}, controls{drawn_controls(cohort, setting.controls)}, chain{cohort, controls} {}

}  // namespace tidemark::calibration
