#include <algorithm>
#include <numeric>

#include "stages/detect/estimate.hpp"
#include "stages/detect/sample_work.hpp"

namespace tidemark {
namespace {

double total_depth(std::vector<Witness> const& witnesses) {
    return std::accumulate(witnesses.begin(), witnesses.end(), 0.0,
                           [](double sum, Witness const& witness) { return sum + witness.depth(); });
}

void add_vafs(DetectionResult& result, SampleWork const& work) {
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
LeftOut not_quantified(SampleWork const& work) {
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

}  // namespace

void add_fraction(DetectionResult& result, SampleWork const& work, Gatherer const& gatherer) {
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

}  // namespace tidemark
