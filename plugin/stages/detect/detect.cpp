#include "stages/detect/detect.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "stages/detect/evidence_hash.hpp"
#include "stages/detect/sample_work.hpp"
#include "values/failure/recorded_failure.hpp"
#include "values/probability/distributions.hpp"

namespace tidemark {
namespace {

DecisionRule rule_of(DetectParameters const& parameters) {
    return {.alpha = parameters.alpha.value_or(parameters.use == IntendedUse::landmark ? 0.01 : 0.001)};
}

bool has_learnt_rates(SampleWork const& work) {
    return std::ranges::any_of(work.loci, [](LocusEvidence const& locus) {
        return std::ranges::any_of(locus.cells, [](LocusCell const& cell) { return !cell.rate_given; });
    });
}

void count_loci(DetectionResult& result, Panel const& panel, SampleWork const& work) {
    result.loci_designed = static_cast<std::int64_t>(panel.entries.size());
    result.loci_excluded = result.loci_designed - static_cast<std::int64_t>(work.loci.size());
    for (std::size_t index = 0; index < work.loci.size(); ++index) {
        if (work.other_origin[index]) {
            ++result.loci_excluded;
            continue;
        }
        result.loci_evaluable += work.loci[index].cells.empty() ? 0 : 1;
        result.molecules_n += work.loci[index].depth();
        result.molecules_alt += work.loci[index].alt();
    }
}

/// The plain pooled test of statistics.md 5.3: every panel row, rates taken as exact.
void add_pooled(DetectionResult& result, SampleWork const& work) {
    double expected = 0;
    for (std::size_t index = 0; index < work.loci.size(); ++index) {
        expected += work.is_evaluable(index) ? work.loci[index].background() : 0;
    }
    result.background_expected = expected;
    result.p_pooled = std::max(poisson_at_least(result.molecules_alt, expected), smallest_p_value);
    result.pooled_quantity = std::max(static_cast<double>(result.molecules_alt) - expected, 0.0) /
                             static_cast<double>(result.molecules_n);
}

/// METHOD (statistics.md 5.5): where signatures are inflated, test, guards and limits are made again with the noise level at which
/// they fit, and the largest p-values count. The plain pooled test stays what it is: it claims no more than Poisson.
void widen_where_inflated(DecisionFacts& facts, SampleWork& work, Gatherer const& gatherer, TestSetting& setting,
                          Calibration const& calibration, std::int64_t molecules_n) {
    if (!calibration.inflated || setting.method == TestMethod::poisson) {
        return;
    }
    Widening const widening{setting, work.test->predicted_fraction, work.test->p_value, calibration};
    setting.sample_dispersion = calibration.fitting_dispersion;
    work.outliers.assign(work.loci.size(), false);
    facts = test_and_guard(work, gatherer, setting, molecules_n, widening);
}

/// 0 where it is not there.
std::int64_t count_of(std::map<std::string, std::int64_t> const& counts, std::string const& name) {
    auto const found = counts.find(name);
    return found == counts.end() ? 0 : found->second;
}

/// Reads came, and none of them became a molecule: here, or in the consensus that was counted (faults.md 38).
bool has_no_families(SampleEvidence const& evidence) {
    auto const raw = count_of(evidence.totals, "raw_reads_seen");
    if (raw > 0) {
        return raw > count_of(evidence.losses, "raw_elsewhere") && count_of(evidence.totals, "raw_molecules") == 0;
    }
    return evidence.facts.evidence == "consensus" && evidence.totals.contains("reads_seen") && count_of(evidence.totals, "reads_seen") == 0;
}

/// METHOD (consensus.md 5): a kit whose UMI halves change places between the strands shows both in more than one molecule of a
/// hundred; judged from 1,000 molecules on.
bool expects_no_duplex(SampleEvidence const& evidence) {
    constexpr std::int64_t enough = 1000;
    auto const raw = count_of(evidence.totals, "raw_molecules_strands_told");
    auto const told = raw > 0 ? raw : count_of(evidence.totals, "molecules_strands_told");
    auto const both = raw > 0 ? count_of(evidence.totals, "raw_molecules_duplex") : count_of(evidence.totals, "molecules_both_strands");
    return told >= enough && 100 * both < told;
}

/// Molecules that position alone tells apart, over molecules: below 1 only where genotype found UMIs unique for each read.
double position_share(SampleEvidence const& evidence) {
    auto const positions = static_cast<double>(count_of(evidence.totals, "molecule_positions"));
    auto const molecules = static_cast<double>(count_of(evidence.totals, "molecules"));
    return positions > 0 && positions < molecules ? positions / molecules : 1;
}

/// Gates that leave nothing to test.
std::set<std::string, std::less<>> failed_gates(SampleEvidence const& evidence, Panel const& panel, SampleWork const& work,
                                                std::int64_t molecules_n) {
    if (!panel.failure.empty() || evidence.facts.verdict == "panel_failed") {
        return {"panel_failed"};
    }
    if (evidence.facts.verdict == "input_failed") {
        return {"input_failed"};
    }
    if (work.loci.empty()) {
        return {"no_loci"};
    }
    if (molecules_n == 0 && work.other_origin_count() > 0) {
        return {"no_loci", "ch_suspect_only"};
    }
    if (molecules_n == 0) {
        if (has_no_families(evidence)) {
            return {"no_families"};
        }
        return {count_of(evidence.losses, "no_base_quality") > 0 ? "no_base_quality" : "no_reads"};
    }
    return {};
}

/// What a reader has to know beside the status.
std::set<std::string, std::less<>> remarks(SampleEvidence const& evidence, DetectSource const& source,
                                           SampleWork const& work, Result<Calibration, MissingSignatures> const& calibration) {
    // No fingerprint is compared here.
    std::set<std::string, std::less<>> reasons{"identity_unchecked"};
    if (!calibration) {
        reasons.insert("calibration_unavailable");
    } else if (calibration->inflated) {
        reasons.insert("calibration_inflated");
    }
    if (!source.controls) {
        reasons.insert("no_controls");
    }
    if (!work.at_highest_rates.empty()) {
        reasons.insert("background_assumed");
    }
    if (!evidence.facts.integrity.empty() && evidence.facts.integrity != "declared") {
        reasons.insert("integrity_unverified");
    }
    if (work.position_share < 1) {
        reasons.insert("umi_unique");
    }
    if (expects_no_duplex(evidence)) {
        reasons.insert("no_duplex_expected");
    }
    if (std::ranges::any_of(work.loci, [](auto const& each) { return each.copies_assumed && !each.cells.empty(); })) {
        reasons.insert("cn_assumed");
    }
    return reasons;
}

}  // namespace

DetectionResult detect(SampleEvidence const& evidence, DetectSource const& source,
                       DetectParameters const& parameters) {
    TestSetting setting{parameters.method, rule_of(parameters), source.sample_dispersion};
    DetectionResult result;
    result.sample = evidence.facts.sample;
    result.use = to_text(parameters.use);
    result.alpha = setting.rule.alpha;
    result.panel_hash = source.panel.hash;
    result.model_hash = source.model_hash;
    result.input_hash = evidence_hash(evidence);
    if (evidence.facts.verdict == "input_failed") {
        auto const failure = recorded_failure(evidence.facts.failure);
        result.failure_reason = failure.rule;
        result.failure_message = failure.message;
    }

    Gatherer const gatherer{evidence, source.panel, parameters.method};
    SampleWork work;
    work.loci = gather_loci(evidence, source.panel, {source.background, source.noise_factor, source.contexts});
    judge_origin(work, source);
    work.position_share = position_share(evidence);
    judge_copies(work, source.panel, evidence);
    work.outliers.assign(work.loci.size(), false);
    work.absent.assign(work.loci.size(), false);
    count_loci(result, source.panel, work);
    if (source.white_cells != nullptr) {
        result.ch_loci = work.other_origin_count();
    }
    DecisionFacts facts{.gates = failed_gates(evidence, source.panel, work, result.molecules_n),
                        .evidence = {}, .without_outliers = {}, .without_suspects = {}, .p_with_other_origin = {}, .molecules_n = 0, .detection_limit = {}};
    auto calibration = Result<Calibration, MissingSignatures>::refused(
        parameters.signatures == 0 ? MissingSignatures::not_asked : MissingSignatures::nothing_tested);
    if (facts.gates.empty()) {
        work.witnesses = gatherer.gather(work.loci, Joining::molecules, work.other_origin);
        work.loci_at_highest = loci_at_highest_rates(work);
        if (!work.loci_at_highest.empty()) {
            work.at_highest_rates = gatherer.gather(work.loci_at_highest, Joining::molecules, work.other_origin);
        }
        // Rates that a table states itself are used as they stand: no noise level on top.
        if (parameters.method == TestMethod::poisson || !has_learnt_rates(work)) {
            setting.sample_dispersion = 0;
        }
        add_pooled(result, work);
        facts = test_and_guard(work, gatherer, setting, result.molecules_n);
        result.p_detect = std::max(facts.evidence.p_value, smallest_p_value);
        calibration = calibrate_sample(evidence, source, work, setting, {parameters.signatures, result.input_hash});
        if (calibration) {
            add_calibration(result, *calibration);
            widen_where_inflated(facts, work, gatherer, setting, *calibration, result.molecules_n);
            result.p_detect = std::max(facts.evidence.p_value, smallest_p_value);
        }
        result.background_dispersion = setting.sample_dispersion;
        add_limits(result, work, setting);
        if (source.lengths != nullptr && parameters.method == TestMethod::exact) {
            add_lengths(result, evidence, source.panel, work, *source.lengths);
        }
    }
    result.signatures_missing = calibration ? "" : to_text(calibration.reason());
    auto decision = decide(facts, {setting.rule, parameters.use, parameters.required_lod95,
                                   parameters.minimum_molecules});
    result.status = decision.status;
    decision.reasons.merge(remarks(evidence, source, work, calibration));
    if (result.status != SampleStatus::not_evaluable) {
        return_traces(work);
        decision.reasons.merge(add_fraction(result, work, gatherer, setting, parameters.presence_prior));
    }
    result.reasons = in_fixed_order(decision.reasons);
    result.variants = variant_rows(source.panel, work, result.tumor_fraction_cell.value_or(0));
    return result;
}

}  // namespace tidemark
