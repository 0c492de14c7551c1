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

/// Smallest size of several loci's test that the rule would be met at.
double needed_alpha(DecisionEvidence const& evidence) { return is_broad(evidence) ? evidence.p_value : 1; }

}  // namespace

Chain::Chain(Cohort const& cohort, std::vector<SampleEvidence> const& controls)
    : cohort_{cohort}, panel_{cohort.panel()}, contexts_{cohort.contexts()} {
    for (auto const& entry : panel_.entries) {
        variants_.push_back(entry.variant);
    }
    if (!controls.empty()) {
        Findings findings;
        ContextLookup const contexts = [&](Variant const& variant) { return cohort_.context_of(variant); };
        auto const pools = pool_controls(controls, contexts, findings);
        if (!findings.empty()) {
            throw std::logic_error{"controls of one cohort contradict each other"};
        }
        model_ = learn_background(pools, {&group, 1}, contexts);
        law_.emplace(*model_);
    }
}

template <typename Use>
auto Chain::with_source(SampleEvidence const& evidence, Use const& use, SampleEvidence const* white_cells) const {
    ContextLookup const contexts = [&](Variant const& variant) { return cohort_.context_of(variant); };
    auto const own = own_background(evidence, variants_, contexts);
    auto const against = [&](BackgroundModel const& model, DetectSource source) {
        if (white_cells == nullptr) {
            return use(source);
        }
        auto const theirs = own_background(*white_cells, variants_, contexts);
        WhiteCells const cells{{white_cells, 1}, learn_background({&theirs, 1}, {&group, 1}, contexts)};
        double const level = sample_level(theirs, model).factor;
        source.white_cells = &cells;
        source.white_cell_levels = {&level, 1};
        return use(source);
    };
    if (model_) {
        auto const level = sample_level(own, *model_);
        return against(*model_, {panel_, *law_, contexts_, level.factor, level.dispersion, true, "model", {}});
    }
    auto const learnt = learn_background({&own, 1}, {&group, 1}, contexts);
    BackgroundLaw const law{learnt};
    return against(learnt, {panel_, law, contexts_, 1, learnt.sample_dispersion, false, {}, {}});
}

DetectionResult Chain::judge(SampleEvidence const& evidence, double alpha) const {
    DetectParameters parameters;
    parameters.use = IntendedUse::landmark;
    parameters.alpha = alpha;
    parameters.required_lod95 = 1;
    return with_source(evidence, [&](DetectSource const& source) { return detect(evidence, source, parameters); });
}

Verdict Chain::test(SampleEvidence const& evidence, double alpha, Limits95 limits) const {
    return test(evidence, {&alpha, 1}, limits).front();
}

std::vector<Verdict> Chain::test(SampleEvidence const& evidence, std::span<double const> alphas, Limits95 limits,
                                 SampleEvidence const* white_cells) const {
    auto const verdicts_of = [&](DetectSource const& source) {
        Gatherer const gatherer{evidence, panel_, TestMethod::exact};
        SampleWork work;
        work.loci = gather_loci(evidence, panel_, {source.background, source.noise_factor, source.contexts});
        judge_origin(work, source);
        std::int64_t molecules = 0;
        for (std::size_t index = 0; index < work.loci.size(); ++index) {
            molecules += work.is_evaluable(index) ? work.loci[index].depth() : 0;
        }
        std::vector<Verdict> verdicts(alphas.size());
        if (molecules == 0) {
            std::ranges::for_each(verdicts, [&](Verdict& each) { each.open_to_blood = work.other_origin_count() > 0; });
            return verdicts;
        }
        work.witnesses = gatherer.gather(work.loci, Joining::molecules, work.other_origin);
        work.loci_at_highest = loci_at_highest_rates(work);
        if (!work.loci_at_highest.empty()) {
            work.at_highest_rates = gatherer.gather(work.loci_at_highest, Joining::molecules, work.other_origin);
        }
        for (std::size_t each = 0; each < alphas.size(); ++each) {
            work.outliers.assign(work.loci.size(), false);
            DecisionRule const rule{.alpha = alphas[each]};
            auto const facts = test_and_guard(
                work, gatherer,
                {TestMethod::exact, rule, source.sample_dispersion, limits == Limits95::solved}, molecules);
            auto const decision = decide(facts, {rule, IntendedUse::landmark, 1, 0});
            verdicts[each] = {facts.evidence.p_value, facts.detection_limit, decision.status == SampleStatus::detected,
                              decision.reasons.contains("ch_suspect_only"),
                              std::max({needed_alpha(facts.evidence),
                                        facts.without_outliers ? needed_alpha(*facts.without_outliers) : 0,
                                        facts.without_suspects ? needed_alpha(*facts.without_suspects) : 0})};
        }
        return verdicts;
    };
    return with_source(evidence, verdicts_of, white_cells);
}

BlankTest Chain::test_knowing(SampleEvidence const& evidence, double alpha, Truths const& truths,
                              double factor) const {
    ContextLookup const contexts = [&](Variant const& variant) { return cohort_.context_of(variant); };
    auto const own = own_background(evidence, variants_, contexts);
    auto model = model_ ? *model_ : learn_background({&own, 1}, {&group, 1}, contexts);
    if (truths.variation) {
        model.sample_dispersion = cohort_.level_variation();
    }
    auto level = model_ ? sample_level(own, model) : SampleLevel{1, model.sample_dispersion};
    if (truths.level) {
        level = {model_ ? factor : 1, 0};
    }
    if (truths.rates) {
        std::erase_if(model.rates, [](auto const& row) { return row.locus.has_value(); });
        for (std::size_t locus = 0; locus < panel_.entries.size(); ++locus) {
            model.rates.push_back({.level = BackgroundLevel::locus, .group = group, .context = {},
                                   .substitution = substitution_of(variants_[locus]), .locus = variants_[locus],
                                   .rate = cohort_.rates()[locus] * (model_ ? 1 : factor), .dispersion = 0});
        }
    }
    BackgroundLaw const law{model};
    DetectSource const source{panel_, law, contexts_, level.factor, level.dispersion, true, "model", {}};
    Gatherer const gatherer{evidence, panel_, TestMethod::exact};
    SampleWork work;
    work.loci = gather_loci(evidence, panel_, {law, level.factor, source.contexts});
    judge_origin(work, source);
    work.outliers.assign(work.loci.size(), false);
    work.witnesses = gatherer.gather(work.loci, Joining::molecules, work.other_origin);
    DecisionRule const rule{.alpha = alpha};
    auto const facts = test_and_guard(work, gatherer, {TestMethod::exact, rule, level.dispersion, false}, 1);
    std::vector<WitnessUnit> units;
    std::int64_t observed = 0;
    for (std::size_t each = 0; each < work.witnesses.size(); ++each) {
        auto const& witness = work.witnesses[each];
        units.push_back(witness.unit);
        for (std::size_t cell = 0; cell < witness.alt.size(); ++cell) {
            auto const& score = work.test->scores.cells[each][cell];
            observed += score.weight * (score.cap > 0 ? std::min(witness.alt[cell], score.cap) : witness.alt[cell]);
        }
    }
    StatisticLaw const statistic{units, work.test->scores, level.dispersion};
    return {.p_value = facts.evidence.p_value,
            .above = statistic.null_tail(observed + 1),
            .attainable = statistic.null_tail(statistic.critical_value(rule.alpha_for(std::ssize(panel_.entries)))),
            .detected = decide(facts, {rule, IntendedUse::landmark, 1, 0}).status == SampleStatus::detected,
            .factor = level.factor,
            .dispersion = level.dispersion};
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
