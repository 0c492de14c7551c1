#include <algorithm>
#include <cmath>

#include "stages/detect/outliers.hpp"
#include "stages/detect/sample_work.hpp"
#include "values/model/place_support.hpp"

namespace tidemark {
namespace {

DecisionEvidence evidence_of(std::vector<Witness> const& witnesses, Scores const& scores, std::int64_t tracked, double p_value) {
    DecisionEvidence evidence{.p_value = p_value, .tracked_places = tracked, .supporting_places = 0, .molecules_alt = 0};
    for (std::size_t index = 0; index < witnesses.size(); ++index) {
        auto const& witness = witnesses[index];
        evidence.molecules_alt += witness.total_alt();
        evidence.supporting_places += supported_places(witness.alt, scores.cells[index], witness.shown_places);
    }
    return evidence;
}

void mark_loci(LeftOut& marked, std::vector<Witness> const& places, std::vector<std::size_t> const& chosen) {
    for (auto const place : chosen) {
        for (auto const locus : places[place].loci) {
            marked[locus] = true;
        }
    }
}

/// The test again, with some of the loci; at the highest of assumed rates too, which a call has to bear with these loci alone.
struct GuardTest {
    SampleWork const& work;
    Gatherer const& gatherer;
    TestSetting const& setting;
    double predicted_fraction;
    double highest_predicted_fraction;   ///< of the test at the highest of assumed rates
    double copies_predicted_fraction;    ///< of the test with copied errors, where UMIs are unique for each read
    std::int64_t tracked;
    std::optional<Widening> const& widening;

    /// What a p-value may be used as where signatures are inflated; `first`: that of the test before it was widened.
    [[nodiscard]] double allowed(double p_value, double first) const {
        double const alpha = setting.rule.alpha_for(tracked);
        return std::max({p_value, first, empirical_p_value(widening->calibration, first, alpha).value_or(0)});
    }

    [[nodiscard]] DecisionEvidence without(LeftOut const& left_out) const {
        auto const rest = gatherer.gather(work.loci, Joining::molecules, left_out);
        auto const again = test_again(rest, predicted_fraction, setting);
        double p_value = again.p_value;
        if (!work.loci_at_highest.empty()) {
            auto const highest = gatherer.gather(work.loci_at_highest, Joining::molecules, left_out);
            p_value = std::max(p_value, test_again(highest, highest_predicted_fraction, setting).p_value);
        }
        if (work.position_share < 1) {
            auto const limiting = work.loci_at_highest.empty() ? rest : gatherer.gather(work.loci_at_highest, Joining::molecules, left_out);
            p_value = std::max(p_value, test_again(with_copied_errors(limiting, work.position_share), copies_predicted_fraction, setting).p_value);
        }
        if (widening) {
            p_value = allowed(p_value, test_again(rest, widening->predicted_fraction, widening->first).p_value);
        }
        return evidence_of(rest, again.scores, tracked, p_value);
    }
};

/// Limits are those of positions, so only the p-value is asked for.
SampleTest test_with_copies(SampleWork const& work, TestSetting setting) {
    setting.limits = false;
    return test_sample(with_copied_errors(work.limiting_witnesses(), work.position_share), setting);
}

}  // namespace

std::vector<Witness> collapsed_by_position(std::vector<Witness> witnesses, double position_share) {
    if (position_share >= 1) {
        return witnesses;
    }
    for (auto& witness : witnesses) {
        for (std::size_t index = 0; index < witness.unit.cells.size(); ++index) {
            auto& cell = witness.unit.cells[index];
            if (cell.depth > 0) {
                double const depth = std::max(std::round(cell.depth * position_share), 1.0);
                double const share = depth / cell.depth;
                cell.depth = depth;
                cell.background *= share;
                cell.hot_background *= share;
                auto const molecules = std::lround(static_cast<double>(witness.alt[index]) * position_share);
                witness.alt[index] = std::min<std::int64_t>(molecules, static_cast<std::int64_t>(depth));
            }
        }
    }
    return witnesses;
}

std::vector<Witness> with_copied_errors(std::vector<Witness> witnesses, double position_share) {
    if (position_share >= 1) {
        return witnesses;
    }
    double const more = 2 / position_share - 2;   // of variance over mean; 8 for five copies of each
    for (auto& witness : witnesses) {
        for (auto& cell : witness.unit.cells) {
            if (double const ordinary = cell.ordinary_background(); ordinary > 0) {
                cell.dispersion += more / ordinary;
            }
            if (cell.hot_share > 0 && cell.hot_background > 0) {
                cell.hot_dispersion += more / cell.hot_background;
            }
        }
    }
    return witnesses;
}

DecisionFacts test_and_guard(SampleWork& work, Gatherer const& gatherer, TestSetting const& setting,
                             std::int64_t molecules_n, std::optional<Widening> const& widening) {
    work.test = test_sample(work.witnesses, setting);
    auto const highest = work.at_highest_rates.empty() ? std::nullopt : std::optional{test_sample(work.at_highest_rates, setting)};
    if (highest) {
        work.test->limits = highest->limits;
    }
    if (work.position_share < 1) {
        work.test->limits = test_sample(collapsed_by_position(work.limiting_witnesses(), work.position_share), setting).limits;
    }
    auto const copies = work.position_share < 1 ? std::optional{test_with_copies(work, setting)} : std::nullopt;
    auto const tracked = places_of(work.witnesses);
    GuardTest const guard{work, gatherer, setting, work.test->predicted_fraction, (highest ? *highest : *work.test).predicted_fraction,
                          copies ? copies->predicted_fraction : 0, tracked, widening};
    auto const places = gatherer.gather(work.loci, Joining::places, work.other_origin);
    // Copies of one molecule at a place are no misfit.
    auto const judged = collapsed_by_position(places, work.position_share);
    auto const outliers = outlier_witnesses(judged, work.loci, work.test->predicted_fraction);
    mark_loci(work.outliers, places, outliers);
    double const p_value = widening ? guard.allowed(work.test->p_value, widening->p_value) : work.test->p_value;
    DecisionFacts facts{.gates = {},
                        .evidence = evidence_of(work.witnesses, work.test->scores, tracked, p_value),
                        .without_outliers = std::nullopt,
                        .without_suspects = std::nullopt,
                        .p_with_other_origin = std::nullopt,
                        .p_at_highest_rates = highest ? std::optional{highest->p_value} : std::nullopt,
                        .p_with_copies = copies ? std::optional{copies->p_value} : std::nullopt,
                        .molecules_n = std::lround(static_cast<double>(molecules_n) * work.position_share),
                        .detection_limit = work.test->limits.detection95};
    // A detection must hold without what stands out in its stratum and without what stands out among all.
    bool const one_stratum = std::ranges::all_of(work.loci, &LocusEvidence::trunk);
    auto const outstanding =
        one_stratum ? outliers : outstanding_witnesses(judged, work.loci, work.test->predicted_fraction);
    if (!outliers.empty() || !outstanding.empty()) {
        auto left_out = work.set_aside();
        mark_loci(left_out, places, outstanding);
        facts.without_outliers = guard.without(left_out);
    }
    if (auto const suspects = blood_suspects(work, places, setting.rule.alpha); !suspects.empty()) {
        auto left_out = work.other_origin;
        for (auto const locus : suspects) {
            left_out[locus] = true;
        }
        facts.without_suspects = guard.without(left_out);
    }
    if (work.other_origin_count() > 0) {
        facts.p_with_other_origin = guard.without({}).p_value;
    }
    return facts;
}

}  // namespace tidemark
