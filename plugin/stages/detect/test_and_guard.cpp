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
        if (widening) {
            p_value = allowed(p_value, test_again(rest, widening->predicted_fraction, widening->first).p_value);
        }
        return evidence_of(rest, again.scores, tracked, p_value);
    }
};

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
                witness.alt[index] = std::min(witness.alt[index], static_cast<std::int64_t>(depth));
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
    auto const tracked = places_of(work.witnesses);
    GuardTest const guard{work, gatherer, setting, work.test->predicted_fraction, (highest ? *highest : *work.test).predicted_fraction, tracked, widening};
    auto const places = gatherer.gather(work.loci, Joining::places, work.other_origin);
    auto const outliers = outlier_witnesses(places, work.loci, work.test->predicted_fraction);
    mark_loci(work.outliers, places, outliers);
    double const p_value = widening ? guard.allowed(work.test->p_value, widening->p_value) : work.test->p_value;
    DecisionFacts facts{.gates = {},
                        .evidence = evidence_of(work.witnesses, work.test->scores, tracked, p_value),
                        .without_outliers = std::nullopt,
                        .without_suspects = std::nullopt,
                        .p_with_other_origin = std::nullopt,
                        .p_at_highest_rates = highest ? std::optional{highest->p_value} : std::nullopt,
                        .molecules_n = std::lround(static_cast<double>(molecules_n) * work.position_share),
                        .detection_limit = work.test->limits.detection95};
    // A detection must hold without what stands out in its stratum and without what stands out among all.
    bool const one_stratum = std::ranges::all_of(work.loci, &LocusEvidence::trunk);
    auto const outstanding =
        one_stratum ? outliers : outstanding_witnesses(places, work.loci, work.test->predicted_fraction);
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
