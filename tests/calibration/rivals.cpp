#include "calibration/rivals.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "calibration/binomial.hpp"

namespace tidemark::calibration {
namespace {

/// -log P(Poisson(mean) >= count), by its own series.
double log_tail_score(std::int64_t count, double mean) {
    if (count <= 0) {
        return 0;
    }
    double const start = static_cast<double>(count) * std::log(mean) - mean - std::lgamma(static_cast<double>(count) + 1);
    double sum = 1;
    double term = 1;
    for (double next = static_cast<double>(count) + 1; term > 1e-17 * sum && next < 1e7; ++next) {
        term *= mean / next;
        sum += term;
    }
    double const upper = start + std::log(sum);
    return -std::min(upper, 0.0);
}

struct Locus {
    double depth;
    double alt;
    double tissue;
    double error;
    [[nodiscard]] double mutant() const { return tissue * (1 - error) + (1 - tissue) * error; }
};

/// INVAR2's EM for the share p of molecules from the tumor.
double em_share(std::vector<Locus> const& loci) {
    double share = 0.01;
    double const depth = std::accumulate(loci.begin(), loci.end(), 0.0, [](double sum, Locus const& each) { return sum + each.depth; });
    for (int step = 0; step < 200 && depth > 0; ++step) {
        double expected = 0;
        for (auto const& each : loci) {
            double const g = each.mutant();
            expected += each.alt * g * share / (g * share + each.error * (1 - share)) +
                        (each.depth - each.alt) * (1 - g) * share / ((1 - g) * share + (1 - each.error) * (1 - share));
        }
        share = expected / depth;
    }
    return share;
}

double log_likelihood(std::vector<Locus> const& loci, double share) {
    double sum = 0;
    for (auto const& each : loci) {
        double const chance = share * each.mutant() + (1 - share) * each.error;
        sum += each.alt * std::log(chance) + (each.depth - each.alt) * std::log1p(-chance);
    }
    return sum;
}

}  // namespace

Rivals::Rivals(Cohort const& cohort, std::span<SampleEvidence const> controls)
    : kinds_{cohort.kinds()}, errors_(96, 0.0), molecules_(96, 0.0), noisy_(kinds_.size(), false) {
    for (std::size_t locus = 0; locus < kinds_.size(); ++locus) {
        tissue_.push_back(cohort.vaf(locus, 1));
        std::int64_t depth = 0;
        std::int64_t alt = 0;
        std::size_t with_signal = 0;
        for (auto const& control : controls) {
            auto const& counts = control.loci[locus].counts;
            depth += counts.depth;
            alt += counts.alt;
            with_signal += counts.alt > 0 ? 1 : 0;
        }
        // INVAR2's locus filter: signal in a tenth of the controls, or a background above 1 %.
        noisy_[locus] = !controls.empty() && (static_cast<double>(with_signal) >= 0.1 * static_cast<double>(controls.size()) ||
                                              static_cast<double>(alt) > 0.01 * static_cast<double>(depth));
    }
    for (auto const& control : controls) {
        for (std::size_t kind = 0; kind < 96; ++kind) {
            errors_[kind] += static_cast<double>(control.contexts[kind].errors);
            molecules_[kind] += static_cast<double>(control.contexts[kind].molecules);
        }
    }
}

std::vector<double> Rivals::rates(SampleEvidence const& evidence) const {
    std::vector<double> by_kind(96);
    for (std::size_t kind = 0; kind < 96; ++kind) {
        double const errors = errors_[kind] + static_cast<double>(evidence.contexts[kind].errors);
        double const molecules = molecules_[kind] + static_cast<double>(evidence.contexts[kind].molecules);
        by_kind[kind] = std::max(errors, 1.0) / molecules;   // INVAR2: a class without errors gets one
    }
    std::vector<double> rates;
    for (auto const kind : kinds_) {
        rates.push_back(by_kind[kind]);
    }
    return rates;
}

Rivals::Scores Rivals::scores(SampleEvidence const& evidence) const {
    auto const counts = plain_counts(evidence);
    auto const error = rates(evidence);
    Scores scores;
    double expected = 0;
    double kept_expected = 0;
    std::int64_t alt = 0;
    std::int64_t kept_alt = 0;
    double const depth = static_cast<double>(std::accumulate(counts.depth.begin(), counts.depth.end(), std::int64_t{0}));
    double const mean = static_cast<double>(std::accumulate(counts.alt.begin(), counts.alt.end(), std::int64_t{0})) / depth;
    for (std::size_t locus = 0; locus < kinds_.size(); ++locus) {
        double const noise = static_cast<double>(counts.depth[locus]) * error[locus];
        bool const outlier = counts.alt[locus] >= 4 &&
                             static_cast<double>(counts.alt[locus]) > 8 * mean * static_cast<double>(counts.depth[locus]);
        expected += noise;
        alt += counts.alt[locus];
        kept_expected += outlier ? 0 : noise;
        kept_alt += outlier ? 0 : counts.alt[locus];
    }
    scores.pooled_poisson = log_tail_score(alt, expected);
    scores.wisp_like = log_tail_score(kept_alt, kept_expected);
    scores.invar_core = invar(counts, error, LocusFilter::none);
    scores.invar_filtered = invar(counts, error, LocusFilter::controls);
    return scores;
}

double Rivals::invar(PlainCounts const& counts, std::vector<double> const& error, LocusFilter filter) const {
    std::vector<Locus> loci;
    std::vector<Locus> low;   // for the estimate: VAF up to 0.25, at most 10 molecules
    for (std::size_t locus = 0; locus < kinds_.size(); ++locus) {
        if (!(filter == LocusFilter::controls && noisy_[locus]) && counts.depth[locus] > 0) {
            loci.push_back({static_cast<double>(counts.depth[locus]), static_cast<double>(counts.alt[locus]), tissue_[locus], error[locus]});
            if (loci.back().alt <= 10 && loci.back().alt <= 0.25 * loci.back().depth) {
                low.push_back(loci.back());
            }
        }
    }
    if (loci.empty()) {
        return 0;
    }
    double const share = em_share(low);
    double const limit = 0.05 / static_cast<double>(loci.size());
    std::erase_if(loci, [&](Locus const& each) {
        double const chance = share * each.mutant() + (1 - share) * each.error;
        return each.alt > 0 && std::max(0.0, 1 - binomial_below(each.alt, each.depth, chance)) <= limit;
    });
    if (loci.empty()) {
        return 0;
    }
    double const depth = std::accumulate(loci.begin(), loci.end(), 0.0, [](double sum, Locus const& each) { return sum + each.depth; });
    return (log_likelihood(loci, em_share(loci)) - log_likelihood(loci, 0)) / depth;
}

}  // namespace tidemark::calibration
