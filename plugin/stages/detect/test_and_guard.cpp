#include <algorithm>
#include <cmath>

#include "stages/detect/outliers.hpp"
#include "stages/detect/sample_work.hpp"

namespace tidemark {
namespace {

DecisionEvidence evidence_of(std::vector<Witness> const& witnesses, std::int64_t tracked, double p_value) {
    DecisionEvidence evidence{.p_value = p_value, .tracked_places = tracked, .supporting_places = 0, .molecules_alt = 0};
    for (auto const& witness : witnesses) {
        evidence.molecules_alt += witness.total_alt();
        evidence.supporting_places += witness.supported_places;
    }
    return evidence;
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
                witness.alt[index] = std::min(witness.alt[index], static_cast<std::int64_t>(depth));
            }
        }
    }
    return witnesses;
}

DecisionFacts test_and_guard(SampleWork& work, Gatherer const& gatherer, TestSetting const& setting,
                             std::int64_t molecules_n) {
    work.test = test_sample(work.witnesses, setting);
    auto const highest = work.at_highest_rates.empty() ? std::nullopt : std::optional{test_sample(work.at_highest_rates, setting)};
    if (highest) {
        work.test->limits = highest->limits;
    }
    if (work.position_share < 1) {
        work.test->limits = test_sample(collapsed_by_position(work.limiting_witnesses(), work.position_share), setting).limits;
    }
    auto const tracked = places_of(work.witnesses);
    auto const places = gatherer.gather(work.loci, Joining::places, work.other_origin);
    auto const outliers = outlier_witnesses(places, work.loci, work.test->predicted_fraction);
    for (auto const outlier : outliers) {
        for (auto const locus : places[outlier].loci) {
            work.outliers[locus] = true;
        }
    }
    DecisionFacts facts{.gates = {},
                        .evidence = evidence_of(work.witnesses, tracked, work.test->p_value),
                        .without_outliers = std::nullopt,
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
        for (auto const place : outstanding) {
            for (auto const locus : places[place].loci) {
                left_out[locus] = true;
            }
        }
        auto const rest = gatherer.gather(work.loci, Joining::molecules, left_out);
        facts.without_outliers =
            evidence_of(rest, tracked, p_value_at(rest, work.test->predicted_fraction, setting));
    }
    if (work.other_origin_count() > 0) {
        auto const all = gatherer.gather(work.loci, Joining::molecules, {});
        facts.p_with_other_origin = p_value_at(all, work.test->predicted_fraction, setting);
    }
    return facts;
}

}  // namespace tidemark
