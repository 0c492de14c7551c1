#include "values/model/thinned_draw.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "values/model/decision_rule.hpp"
#include "values/model/detection_limit.hpp"
#include "values/model/exact_null.hpp"
#include "values/model/place_support.hpp"
#include "values/model/scores.hpp"
#include "values/probability/feldman_cousins.hpp"
#include "values/probability/hash.hpp"
#include "values/probability/quantiles.hpp"
#include "values/probability/random.hpp"

namespace tidemark {
namespace {

constexpr double open_alpha = 0.01;        // monitoring use: alpha < p <= 0.01 is left open
constexpr double assumed_signal = 0.5;     // one mutated of two copies
constexpr double largest_predicted = 0.5;
constexpr std::int64_t most_for_feldman_cousins = 20;

/// Tested: evaluable loci, outliers and those thought lost included, as detect does.
bool is_tested(VariantResult const& locus) {
    return locus.depth > 0 && (locus.state == "evaluable" || locus.state == "absent" || locus.state == "outlier");
}

/// The fraction and every change are of these.
bool is_quantified(VariantResult const& locus) { return locus.depth > 0 && locus.state == "evaluable"; }

bool keeps(KeptEvidence const& kept, VariantResult const& locus) {
    return kept.loci == nullptr || kept.loci->contains(locus.variant);
}

WitnessUnit unit_of(VariantResult const& locus, double share) {
    // A share of tumor molecules linear in f: 2 s mutated of 2 copies show s f.
    CopyState const copies{.multiplicity = 2 * locus.signal.value_or(assumed_signal), .total_copies = 2, .normal_copies = 2};
    CountCell cell;
    cell.depth = std::max(std::round(static_cast<double>(locus.depth) * share), 1.0);
    cell.background = locus.background * cell.depth / static_cast<double>(locus.depth);
    cell.copies = copies;
    return {.cells = {cell}, .places = 1};
}

DecisionRule rule_of(DetectionResult const& result) { return {.alpha = result.alpha.value_or(open_alpha)}; }

struct Tube {
    std::vector<WitnessUnit> units;
    DecisionRule rule;
    double dispersion = 0;
    [[nodiscard]] std::int64_t places() const { return static_cast<std::int64_t>(units.size()); }
};

struct TubeTest {
    Scores scores;
    double predicted = 0;
};

TubeTest test_of(Tube const& tube) {
    auto const predicted =
        std::min(predicted_detection_limit(tube.units, tube.rule, tube.places(), tube.dispersion), largest_predicted);
    return {likelihood_scores(tube.units, {.tumor_fraction = predicted, .sample_dispersion = tube.dispersion}), predicted};
}

std::optional<double> limit_of(Tube const& tube, TubeTest const& test, StatisticLaw const& law, double accuracy) {
    return tube_limits(law, tube.rule, tube.places(), {.guess = test.predicted, .accuracy = accuracy}).detection95;
}

Limits fraction_limits(std::int64_t count, double background, double dispersion, SampleStatus status) {
    if (status == SampleStatus::not_detected) {
        return {0, net_upper_bound(count, background, dispersion)};
    }
    if (count <= most_for_feldman_cousins) {
        return feldman_cousins(count, background, 0.95, dispersion);
    }
    double const x = static_cast<double>(count);
    return {std::max(gamma_quantile(0.025, x) - background, 0.0), std::max(gamma_quantile(0.975, x + 1) - background, 0.0)};
}

/// Fraction, limits and VAFs of the loci that count; needs the status.
void add_numbers(DetectionResult& result) {
    std::int64_t count = 0;
    double background = 0;
    double signal = 0;
    double vaf_sum = 0;
    double vaf_max = 0;
    double loci = 0;
    for (auto const& locus : result.variants) {
        if (is_quantified(locus)) {
            double const depth = static_cast<double>(locus.depth);
            double const vaf = static_cast<double>(locus.alt_molecules) / depth;
            count += locus.alt_molecules;
            background += locus.background;
            signal += depth * locus.signal.value_or(assumed_signal);
            vaf_sum += vaf;
            vaf_max = std::max(vaf_max, vaf);
            loci += 1;
        }
    }
    if (loci == 0 || signal <= 0) {
        return;
    }
    auto const dispersion = result.background_dispersion.value_or(0);
    auto const limits = fraction_limits(count, background, dispersion * dispersion, result.status);
    result.tumor_fraction_cell = std::min(std::max(static_cast<double>(count) - background, 0.0) / signal, 1.0);
    result.tumor_fraction_cell_lo = std::min(limits.lower / signal, 1.0);
    result.tumor_fraction_cell_hi = std::min(std::max(limits.upper / signal, *result.tumor_fraction_cell), 1.0);
    result.vaf_mean = vaf_sum / loci;
    result.vaf_max = vaf_max;
}

void clear_numbers(DetectionResult& result) {
    result.tumor_fraction_cell = result.tumor_fraction_cell_lo = result.tumor_fraction_cell_hi = std::nullopt;
    result.tumor_fraction_mass = result.vaf_mean = result.vaf_max = std::nullopt;
    result.p_detect = result.lod95_tumor_fraction = std::nullopt;
}

}  // namespace

std::uint64_t locus_rank(std::string const& patient, Variant const& variant) {
    return stable_hash(patient + "\t" + to_text(variant));
}

DetectionResult thin_counts(DetectionResult const& result, DrawName const& name, KeptEvidence const& kept) {
    auto thinned = result;
    for (auto& locus : thinned.variants) {
        if (!is_tested(locus)) {
            continue;
        }
        if (!keeps(kept, locus)) {
            locus.state = "set_aside";
            locus.reason = "parity";
            continue;
        }
        if (kept.molecule_share >= 1) {
            continue;
        }
        auto const depth = static_cast<double>(locus.depth);
        Random random{stable_hash(name.patient + "\t" + name.sample + "\t" + to_text(locus.variant)), "parity"};
        auto const others = random.binomial(locus.depth - locus.alt_molecules, kept.molecule_share);
        locus.alt_molecules = random.binomial(locus.alt_molecules, kept.molecule_share);
        locus.depth = others + locus.alt_molecules;
        locus.background *= static_cast<double>(locus.depth) / depth;
        locus.state = locus.depth == 0 ? "no_depth" : locus.state;
    }
    return thinned;
}

std::optional<double> thinned_limit(DetectionResult const& result, KeptEvidence const& kept, double accuracy) {
    Tube tube{.units = {}, .rule = rule_of(result), .dispersion = result.background_dispersion.value_or(0)};
    for (auto const& locus : result.variants) {
        if (is_tested(locus) && keeps(kept, locus) && kept.molecule_share > 0) {
            tube.units.push_back(unit_of(locus, kept.molecule_share));
        }
    }
    if (tube.units.empty()) {
        return std::nullopt;
    }
    auto const test = test_of(tube);
    return limit_of(tube, test, StatisticLaw{tube.units, test.scores, tube.dispersion}, accuracy);
}

DetectionResult judge_counts(DetectionResult result) {
    Tube tube{.units = {}, .rule = rule_of(result), .dispersion = result.background_dispersion.value_or(0)};
    std::vector<std::int64_t> alt;
    DecisionEvidence evidence;
    double background = 0;
    result.molecules_n = 0;
    for (auto const& locus : result.variants) {
        if (is_tested(locus)) {
            tube.units.push_back(unit_of(locus, 1));
            alt.push_back(locus.alt_molecules);
            evidence.molecules_alt += locus.alt_molecules;
            result.molecules_n += locus.depth;
            background += locus.background;
        }
    }
    clear_numbers(result);
    result.molecules_alt = evidence.molecules_alt;
    result.loci_evaluable = tube.places();
    result.background_expected = background;
    auto const before = result.status;
    auto const reasons = result.reasons;
    result.reasons.clear();
    if (tube.units.empty()) {
        result.status = SampleStatus::not_evaluable;
        result.reasons = {"no_reads"};
        return result;
    }
    auto const test = test_of(tube);
    StatisticLaw const law{tube.units, test.scores, tube.dispersion};
    std::int64_t statistic = 0;
    for (std::size_t index = 0; index < alt.size(); ++index) {
        auto const& score = test.scores.cells[index].front();
        statistic += score.weight * (score.cap > 0 ? std::min(alt[index], score.cap) : alt[index]);
        evidence.supporting_places += supported_places({&alt[index], 1}, {&score, 1}, alt[index] > 0 ? 1 : 0);
    }
    evidence.tracked_places = tube.places();
    evidence.p_value = law.null_tail(statistic);
    result.p_detect = std::max(evidence.p_value, smallest_p_value);
    result.lod95_tumor_fraction = limit_of(tube, test, law, 1e-3);
    auto const holds = [&](char const* code) { return std::ranges::find(reasons, code) != reasons.end(); };
    bool const guarded = before == SampleStatus::indeterminate && !holds("single_locus") && !holds("between_alphas");
    bool const small = evidence.p_value <= tube.rule.alpha_for(evidence.tracked_places);
    if (small && guarded) {
        result.status = SampleStatus::indeterminate;
        result.reasons = reasons;
    } else if (small && is_broad(evidence)) {
        result.status = SampleStatus::detected;
    } else if (small) {
        result.status = SampleStatus::indeterminate;
        result.reasons = {"single_locus"};
    } else if (result.use == "monitoring" && evidence.p_value <= open_alpha) {
        result.status = SampleStatus::indeterminate;
        result.reasons = {"between_alphas"};
    } else {
        result.status = SampleStatus::not_detected;
    }
    add_numbers(result);
    return result;
}

DetectionResult emptied(DetectionResult result) {
    if (result.status == SampleStatus::not_evaluable) {
        return result;
    }
    for (auto& locus : result.variants) {
        locus.alt_molecules = 0;
        // A locus set aside for what it showed would have shown nothing.
        locus.state = is_tested(locus) ? "evaluable" : locus.state;
    }
    result.molecules_alt = 0;
    result.status = SampleStatus::not_detected;
    result.reasons.clear();
    result.p_detect = 1;
    add_numbers(result);
    return result;
}

}  // namespace tidemark
