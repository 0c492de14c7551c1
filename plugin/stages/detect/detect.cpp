#include "stages/detect/detect.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "stages/detect/estimate.hpp"
#include "stages/detect/evidence_hash.hpp"
#include "stages/detect/outliers.hpp"
#include "values/probability/distributions.hpp"

namespace tidemark {
namespace {

// Below this a p-value is dominated by rounding: the cell shows the floor.
constexpr double p_floor = 1e-12;

DecisionRule rule_of(DetectParameters const& parameters) {
    return {.alpha = parameters.alpha.value_or(parameters.use == IntendedUse::landmark ? 0.01 : 0.001)};
}

/// Everything between the evidence and the result.
struct Work {
    std::vector<LocusEvidence> loci;
    std::vector<Witness> witnesses;      // that share no molecule: what is tested
    std::optional<SampleTest> test;
    LeftOut outliers;                    // by locus
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

double total_depth(std::vector<Witness> const& witnesses) {
    return std::accumulate(witnesses.begin(), witnesses.end(), 0.0,
                           [](double sum, Witness const& witness) { return sum + witness.depth(); });
}

DecisionEvidence evidence_of(std::vector<Witness> const& witnesses, std::int64_t tracked, double p_value) {
    DecisionEvidence evidence{.p_value = p_value, .tracked_places = tracked, .supporting_places = 0, .molecules_alt = 0};
    for (auto const& witness : witnesses) {
        evidence.molecules_alt += witness.total_alt();
        evidence.supporting_places += witness.supported_places;
    }
    return evidence;
}

std::int64_t places_of(std::vector<Witness> const& witnesses) {
    return static_cast<std::int64_t>(
        std::accumulate(witnesses.begin(), witnesses.end(), 0.0,
                        [](double sum, Witness const& witness) { return sum + witness.unit.places; }));
}

bool has_learnt_rates(Work const& work) {
    return std::ranges::any_of(work.loci, [](LocusEvidence const& locus) {
        return std::ranges::any_of(locus.cells, [](LocusCell const& cell) { return !cell.rate_given; });
    });
}

void count_loci(DetectionResult& result, Panel const& panel, Work const& work) {
    result.loci_designed = static_cast<std::int64_t>(panel.entries.size());
    result.loci_excluded = result.loci_designed - static_cast<std::int64_t>(work.loci.size());
    for (auto const& locus : work.loci) {
        result.loci_evaluable += locus.cells.empty() ? 0 : 1;
        result.molecules_n += locus.depth();
        result.molecules_alt += locus.alt();
    }
}

/// The plain pooled test of statistics.md 5.3: every panel row, rates taken as exact.
void add_pooled(DetectionResult& result, Work const& work) {
    double const expected = std::accumulate(work.loci.begin(), work.loci.end(), 0.0, [](double sum, auto const& locus) {
        return sum + locus.background();
    });
    result.background_expected = expected;
    result.p_pooled = std::max(poisson_at_least(result.molecules_alt, expected), p_floor);
    result.pooled_quantity = std::max(static_cast<double>(result.molecules_alt) - expected, 0.0) /
                             static_cast<double>(result.molecules_n);
}

void add_limits(DetectionResult& result, Work const& work, TestSetting const& setting) {
    auto const& limits = work.test->limits;
    result.lob_tumor_fraction = limits.blank;
    result.lod95_tumor_fraction = limits.detection95;
    std::vector<WitnessUnit> units;
    double depth = 0;
    double signal = 0;
    for (auto const& witness : work.witnesses) {
        units.push_back(witness.unit);
        for (auto const& cell : witness.unit.cells) {
            depth += cell.depth;
            signal += limits.detection95 ? cell.signal(*limits.detection95) : 0;
        }
    }
    result.loq_tumor_fraction = quantification_limit(units);
    if (limits.detection95) {
        result.lod95_vaf = signal / depth;
    }
    result.critical_count =
        critical_count(*result.background_expected, setting.sample_dispersion * setting.sample_dispersion,
                       setting.rule.alpha_for(places_of(work.witnesses)));
}

/// Tests the sample, sets outliers aside and says what the decision rests on.
DecisionFacts test_and_guard(Work& work, Gatherer const& gatherer, TestSetting const& setting,
                             std::int64_t molecules_n) {
    work.test = test_sample(work.witnesses, setting);
    auto const tracked = places_of(work.witnesses);
    auto const places = gatherer.gather(work.loci, Joining::places, {});
    auto const outliers = outlier_witnesses(places, work.loci, work.test->predicted_fraction);
    for (auto const outlier : outliers) {
        for (auto const locus : places[outlier].loci) {
            work.outliers[locus] = true;
        }
    }
    DecisionFacts facts{.gates = {},
                        .evidence = evidence_of(work.witnesses, tracked, work.test->p_value),
                        .without_outliers = std::nullopt,
                        .molecules_n = molecules_n,
                        .detection_limit = work.test->limits.detection95};
    if (!outliers.empty()) {
        auto const rest = gatherer.gather(work.loci, Joining::molecules, work.outliers);
        facts.without_outliers =
            evidence_of(rest, tracked, p_value_at(rest, work.test->predicted_fraction, setting));
    }
    return facts;
}

void add_vafs(DetectionResult& result, Work const& work) {
    double sum = 0;
    double highest = 0;
    double count = 0;
    for (std::size_t index = 0; index < work.loci.size(); ++index) {
        auto const& locus = work.loci[index];
        if (!locus.cells.empty() && !work.outliers[index]) {
            double const vaf = static_cast<double>(locus.alt()) / static_cast<double>(locus.depth());
            sum += vaf;
            highest = std::max(highest, vaf);
            count += 1;
        }
    }
    if (count > 0) {
        result.vaf_mean = sum / count;
        result.vaf_max = highest;
    }
}

/// Loci the fraction is not estimated from: outliers, and subclonal loci where any trunk locus has molecules.
LeftOut not_quantified(Work const& work) {
    auto left_out = work.outliers;
    bool trunk = false;
    for (std::size_t index = 0; index < work.loci.size(); ++index) {
        trunk = trunk || (work.loci[index].trunk && !work.loci[index].cells.empty() && !left_out[index]);
    }
    for (std::size_t index = 0; trunk && index < work.loci.size(); ++index) {
        left_out[index] = left_out[index] || !work.loci[index].trunk;
    }
    return left_out;
}

void add_fraction(DetectionResult& result, Work const& work, Gatherer const& gatherer) {
    auto const left_out = not_quantified(work);
    auto const places = gatherer.gather(work.loci, Joining::places, left_out);
    auto const distinct = gatherer.gather(work.loci, Joining::molecules, left_out);
    double const depth = total_depth(places);
    FractionLikelihood const likelihood{places, depth > 0 ? total_depth(distinct) / depth : 1};
    double const best = likelihood.best();
    auto interval = fraction_interval(likelihood, best);
    if (result.status == SampleStatus::not_detected) {
        interval = {.lower = 0, .upper = std::max(fraction_upper_bound(likelihood), best)};
    }
    result.tumor_fraction_cell = best;
    result.tumor_fraction_cell_lo = interval.lower;
    result.tumor_fraction_cell_hi = interval.upper;
    if (auto const range = likelihood.leave_one_out(best)) {
        result.loo_min_tumor_fraction = range->lower;
        result.loo_max_tumor_fraction = range->upper;
    }
    add_vafs(result, work);
}

std::vector<std::optional<double>> locus_weights(Work const& work) {
    std::vector<std::optional<double>> weights(work.loci.size());
    for (std::size_t index = 0; work.test && index < work.witnesses.size(); ++index) {
        auto const& cells = work.witnesses[index].unit.cells;
        double depth = 0;
        double sum = 0;
        for (std::size_t each = 0; each < cells.size(); ++each) {
            depth += cells[each].depth;
            sum += cells[each].depth * static_cast<double>(work.test->scores.cells[index][each].weight) *
                   work.test->scores.unit_weight;
        }
        for (auto const locus : work.witnesses[index].loci) {
            if (!work.loci[locus].cells.empty() && depth > 0) {
                weights[locus] = sum / depth;
            }
        }
    }
    return weights;
}

std::string class_list(LocusEvidence const& locus) {
    std::vector<std::string_view> names;
    for (auto const& cell : locus.cells) {
        auto const name = to_text(cell.group.evidence_class);
        if (names.empty() || names.back() != name) {
            names.push_back(name);
        }
    }
    return fmt::format("{}", fmt::join(names, ";"));
}

/// v(f)/f at the estimate, its limit where that is 0.
double signal_of(CopyState const& copies, double fraction) {
    return fraction > 0 ? expected_vaf(fraction, copies) / fraction : expected_vaf_slope(0, copies);
}

std::vector<VariantResult> variant_rows(Panel const& panel, Work const& work, double fraction) {
    std::vector<VariantResult> rows(panel.entries.size());
    for (std::size_t index = 0; index < rows.size(); ++index) {
        rows[index].variant = panel.entries[index].variant;
        rows[index].state = "set_aside";
        rows[index].reason = panel.entries[index].reason;
    }
    auto const weights = locus_weights(work);
    for (std::size_t index = 0; index < work.loci.size(); ++index) {
        auto const& locus = work.loci[index];
        auto& row = rows[locus.entry];
        row.evidence_class = class_list(locus);
        row.depth = locus.depth();
        row.alt_molecules = locus.alt();
        row.background = locus.background();
        row.weight = weights[index];
        if (!locus.cells.empty()) {
            row.signal = signal_of(locus.copies, fraction);
        }
        row.state = locus.cells.empty() ? "no_depth" : work.outliers[index] ? "outlier" : "evaluable";
        row.reason = {};
    }
    return rows;
}

/// Gates that leave nothing to test.
std::set<std::string, std::less<>> failed_gates(SampleEvidence const& evidence, Panel const& panel, Work const& work,
                                                std::int64_t molecules_n) {
    if (!panel.failure.empty() || evidence.facts.verdict == "panel_failed") {
        return {"panel_failed"};
    }
    if (work.loci.empty()) {
        return {"no_loci"};
    }
    if (molecules_n == 0) {
        auto const without_quality = evidence.losses.find("no_base_quality");
        return {without_quality != evidence.losses.end() && without_quality->second > 0 ? "no_base_quality" : "no_reads"};
    }
    return {};
}

/// What a reader has to know beside the status.
std::set<std::string, std::less<>> remarks(SampleEvidence const& evidence, DetectSource const& source,
                                           Work const& work) {
    // No fingerprint is compared and no synthetic signature drawn here.
    std::set<std::string, std::less<>> reasons{"identity_unchecked", "calibration_unavailable"};
    if (!source.controls) {
        reasons.insert("no_controls");
    }
    if (!evidence.facts.integrity.empty() && evidence.facts.integrity != "declared") {
        reasons.insert("integrity_unverified");
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

    Gatherer const gatherer{evidence, source.panel, parameters.method};
    Work work;
    work.loci = gather_loci(evidence, source.panel, {source.background, source.noise_factor, source.contexts});
    work.outliers.assign(work.loci.size(), false);
    count_loci(result, source.panel, work);
    DecisionFacts facts{.gates = failed_gates(evidence, source.panel, work, result.molecules_n),
                        .evidence = {}, .without_outliers = {}, .molecules_n = 0, .detection_limit = {}};
    if (facts.gates.empty()) {
        work.witnesses = gatherer.gather(work.loci, Joining::molecules, {});
        // Rates that a table states itself are used as they stand: no noise level on top.
        if (parameters.method == TestMethod::poisson || !has_learnt_rates(work)) {
            setting.sample_dispersion = 0;
        }
        result.background_dispersion = setting.sample_dispersion;
        add_pooled(result, work);
        facts = test_and_guard(work, gatherer, setting, result.molecules_n);
        result.p_detect = std::max(work.test->p_value, p_floor);
        add_limits(result, work, setting);
    }
    auto decision = decide(facts, {setting.rule, parameters.use, parameters.required_lod95,
                                   parameters.minimum_molecules});
    result.status = decision.status;
    decision.reasons.merge(remarks(evidence, source, work));
    result.reasons = in_fixed_order(decision.reasons);
    if (result.status != SampleStatus::not_evaluable) {
        add_fraction(result, work, gatherer);
    }
    result.variants = variant_rows(source.panel, work, result.tumor_fraction_cell.value_or(0));
    return result;
}

}  // namespace tidemark
