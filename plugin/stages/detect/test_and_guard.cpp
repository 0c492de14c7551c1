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

DecisionFacts test_and_guard(SampleWork& work, Gatherer const& gatherer, TestSetting const& setting,
                             std::int64_t molecules_n) {
    work.test = test_sample(work.witnesses, setting);
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
                        .molecules_n = molecules_n,
                        .detection_limit = work.test->limits.detection95};
    if (!outliers.empty()) {
        auto const rest = gatherer.gather(work.loci, Joining::molecules, work.set_aside());
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
