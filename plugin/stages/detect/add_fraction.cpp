#include <algorithm>

#include "stages/detect/estimate.hpp"
#include "stages/detect/lost_places.hpp"
#include "stages/detect/presence.hpp"
#include "stages/detect/quantified_loci.hpp"
#include "stages/detect/sample_work.hpp"

namespace tidemark {
namespace {

void add_vafs(DetectionResult& result, SampleWork const& work) {
    double sum = 0;
    double highest = 0;
    double count = 0;
    for (std::size_t index = 0; index < work.loci.size(); ++index) {
        auto const& locus = work.loci[index];
        if (work.is_evaluable(index) && !work.outliers[index]) {
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

bool nothing_fits(SampleWork const& work, double depth) {
    return depth <= 0 && std::ranges::find(work.inconsistent, true) != work.inconsistent.end();
}

/// METHOD: what loci of parts show together is a lower bound of f, so only their lower limit counts, each part taken as the whole of
/// what sheds; the upper limit is that of the trunk alone, which no part can lower, and 1 where none of its loci
/// has molecules. A panel without a trunk locus has an interval of its parts.
Limits limits_with_parts(QuantifiedLoci const& loci, Limits const& limits) {
    auto widened = limits;
    if (loci.parts_whole) {
        auto const& likelihood = loci.parts_whole->likelihood;
        auto const whole = loci.trunk ? estimate_all_there(likelihood) : estimate_fraction(likelihood);
        widened.lower = std::min(limits.lower, whole.limits.lower);
    }
    if (loci.trunk_unseen) {
        widened.upper = 1;
    } else if (loci.trunk) {
        auto const& [places, distinct, depth, likelihood] = *loci.trunk;
        widened.upper = std::max(limits.upper, limits_with_losses(places, likelihood, estimate_fraction(likelihood)).upper);
    }
    return widened;
}

/// METHOD (statistics.md 7, decision 10): a loss is stated where none lost is excluded. Where its share cannot be told and some places show
/// nothing, f is a lower bound if they are lost.
std::set<std::string, std::less<>> remarks_on(FractionEstimate const& estimate, FractionLikelihood const& likelihood,
                                              std::vector<Witness> const& places) {
    std::set<std::string, std::less<>> remarks;
    if (estimate.dropout) {
        if (estimate.dropout->shows_loss()) {
            remarks.insert("loci_lost");
        }
        return remarks;
    }
    bool const shows_nothing =
        std::ranges::any_of(places, [](Witness const& place) { return place.depth() > 0 && place.total_alt() == 0; });
    bool const lost = loss_is_shown(likelihood, estimate.fraction);
    if (lost) {
        remarks.insert("loci_lost");
    }
    if (lost || (estimate.fraction > 0 && shows_nothing)) {
        remarks.insert("fraction_lower_bound");
    }
    return remarks;
}

/// Loci of places that are more likely absent than not, where the draw shows a loss.
void mark_absent(SampleWork& work, std::vector<Witness> const& places, std::vector<double> const& chances) {
    std::size_t counted = 0;   // places without depth have no chance
    for (auto const& place : places) {
        if (place.depth() <= 0) {
            continue;
        }
        bool const absent = chances[counted++] > 0.5;
        for (auto const locus : place.loci) {
            work.absent[locus] = absent && !work.loci[locus].cells.empty();
        }
    }
}

/// METHOD: where a pooled count of few molecules has more than one of background, its limits may begin at 0 beside a small p: those
/// of the test's own statistic are taken, and the profile's beside them.
void weigh_few_molecules(FractionEstimate& estimate, FractionLikelihood const& likelihood, std::vector<Witness> const& distinct,
                         double predicted_fraction, TestSetting const& setting) {
    constexpr double little_background = 1;
    if (likelihood.molecules_alt() > most_counted_molecules || likelihood.clear().background <= little_background) {
        return;
    }
    if (auto const limits = statistic_limits(distinct, predicted_fraction, setting)) {
        auto const profile = fraction_profile(likelihood, estimate.fraction);
        estimate.limits = {.lower = std::min(limits->lower, profile.lower), .upper = std::max(limits->upper, profile.upper)};
    }
}

}  // namespace

std::set<std::string, std::less<>> add_fraction(DetectionResult& result, SampleWork& work, Gatherer const& gatherer,
                                                TestSetting const& setting, std::optional<double> presence_prior) {
    auto const quantified = quantified_loci(result, work, gatherer);
    auto const& [places, distinct, depth, likelihood] = quantified.chosen;
    if (nothing_fits(work, depth)) {
        add_vafs(result, work);
        return {"inconsistent_with_copy_state"};
    }
    auto estimate = quantified.trunk ? estimate_all_there(likelihood) : estimate_fraction(likelihood);
    if (!estimate.dropout && setting.method == TestMethod::exact && result.status != SampleStatus::not_detected) {
        weigh_few_molecules(estimate, likelihood, collapsed_by_position(distinct, work.position_share), work.test->predicted_fraction, setting);
    }
    // The bound of a sample without detection holds for tracked loci that are there, as LoD95 does.
    auto const interval = result.status == SampleStatus::not_detected
                              ? Limits{.lower = 0, .upper = quantified.trunk_unseen ? 1 : std::max(fraction_upper_bound(likelihood), estimate.fraction)}
                              : limits_with_parts(quantified, limits_with_losses(places, likelihood, estimate));
    result.tumor_fraction_cell = estimate.fraction;
    result.tumor_fraction_cell_lo = interval.lower;
    result.tumor_fraction_cell_hi = interval.upper;
    if (presence_prior) {
        result.presence_probability = presence_probability(likelihood, *presence_prior);
    }
    if (estimate.leave_one_out) {
        result.loo_min_tumor_fraction = estimate.leave_one_out->lower;
        result.loo_max_tumor_fraction = estimate.leave_one_out->upper;
    }
    if (estimate.dropout) {
        result.dropout_share = estimate.dropout->share;
        result.dropout_share_lo = estimate.dropout->limits.lower;
        result.dropout_share_hi = estimate.dropout->limits.upper;
        if (estimate.dropout->shows_loss()) {
            mark_absent(work, places, likelihood.absent_chances(estimate.point));
        }
    }
    add_vafs(result, work);
    if (result.status == SampleStatus::not_detected) {
        return {};
    }
    auto remarks = quantified.trunk ? std::set<std::string, std::less<>>{} : remarks_on(estimate, likelihood, places);
    if (quantified.parts) {
        remarks.insert("trunk_cannot_tell");
        remarks.insert("fraction_lower_bound");
    }
    return remarks;
}

}  // namespace tidemark
