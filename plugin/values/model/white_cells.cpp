#include "values/model/white_cells.hpp"

#include <algorithm>
#include <cmath>

#include "values/model/background_noise.hpp"
#include "values/probability/distributions.hpp"

namespace tidemark {
namespace {

/// Share where background alone does not explain what is seen.
WhiteCellLabel label_of_share(WhiteCellCounts const& counts, WhiteCellParameters const& parameters) {
    double const vaf = static_cast<double>(counts.alt) / static_cast<double>(counts.depth);
    if (vaf >= parameters.germline_vaf) {
        return WhiteCellLabel::germline;
    }
    return vaf >= parameters.unknown_vaf ? WhiteCellLabel::origin_unknown : WhiteCellLabel::ch;
}

double ordinary_mean(AppliedRate const& rate) {
    return (rate.rate - rate.hot_share * rate.hot_rate) / (1 - rate.hot_share);
}

/// Mean and squared coefficient of variation of one row's expected alt molecules.
NegativeBinomial expected_of(AppliedRate const& rate, double depth) {
    double const ordinary = ordinary_mean(rate);
    if (rate.hot_share <= likely_hot) {
        return {depth * ordinary, rate.dispersion};
    }
    double const square = (1 - rate.hot_share) * ordinary * ordinary * (1 + rate.dispersion) +
                          rate.hot_share * rate.hot_rate * rate.hot_rate * (1 + rate.hot_dispersion);
    return {depth * rate.rate, std::max(square / (rate.rate * rate.rate) - 1, 0.0)};
}

/// Gamma rate after `alt` molecules where `expected` were foretold, if that raises it.
struct GammaRate {
    double mean = 0;
    double dispersion = 0;

    void raise_by(double alt, double expected) {
        if (dispersion <= 0 || alt <= expected) {
            return;
        }
        double const shape = 1 / dispersion;
        mean *= (shape + alt) / (shape + expected);
        dispersion = 1 / (shape + alt);
    }
};

/// Chance that a locus is hot once `alt` molecules were seen where either kind foretold so many.
double hot_share_after(AppliedRate const& rate, double alt, double ordinary_expected, double hot_expected) {
    double const ordinary = std::log1p(-rate.hot_share) + log_chance({ordinary_expected, rate.dispersion}, alt);
    double const hot = std::log(rate.hot_share) + log_chance({hot_expected, rate.hot_dispersion}, alt);
    return 1 / (1 + std::exp(ordinary - hot));
}

}  // namespace

bool show_allele(WhiteCellCounts const& counts, WhiteCellParameters const& parameters) {
    return counts.alt > 0 && dispersed_at_least(counts.alt, counts.expected, counts.dispersion) < parameters.alpha;
}

WhiteCellLabel label_white_cells(WhiteCellCounts const& counts, WhiteCellParameters const& parameters) {
    if (show_allele(counts, parameters)) {
        return label_of_share(counts, parameters);
    }
    // Without any alt molecule 183 molecules exclude 2 %: 1 - 0.025^(1/183) = 0.01996.
    return white_cell_bound(counts) > parameters.excluded_vaf ? WhiteCellLabel::unresolved : WhiteCellLabel::clear;
}

double white_cell_bound(WhiteCellCounts const& counts) {
    return counts.depth > 0 ? clopper_pearson(counts.alt, counts.depth, 0.95).upper : 1;
}

WhiteCellComparison compare_white_cells(WhiteCellCounts const& white_cells, std::int64_t plasma_depth,
                                        std::int64_t plasma_alt, WhiteCellParameters const& parameters) {
    double const upper = white_cell_bound(white_cells);
    bool const higher = plasma_alt > 0 && clopper_pearson(plasma_alt, plasma_depth, 0.95).lower > upper;
    if (!show_allele(white_cells, parameters)) {
        return {plasma_alt == 0 || higher ? WhiteCellLabel::clear : WhiteCellLabel::unresolved, upper};
    }
    auto const label = label_of_share(white_cells, parameters);
    return {higher && label != WhiteCellLabel::germline ? WhiteCellLabel::clear : label, upper};
}

AppliedRate with_white_cells(AppliedRate rate, WhiteCellCounts const& white_cells) {
    if (white_cells.alt == 0) {
        return rate;
    }
    auto const alt = static_cast<double>(white_cells.alt);
    GammaRate ordinary{ordinary_mean(rate), rate.dispersion};
    ordinary.raise_by(alt, white_cells.ordinary_expected);
    if (double const mean = ordinary_mean(rate); rate.hot_share > 0 && mean > 0) {
        double const hot_expected = white_cells.ordinary_expected * rate.hot_rate / mean;
        double const share = hot_share_after(rate, alt, white_cells.ordinary_expected, hot_expected);
        GammaRate hot{rate.hot_rate, rate.hot_dispersion};
        hot.raise_by(alt, hot_expected);
        rate.hot_share = std::max(rate.hot_share, share);
        rate.hot_rate = hot.mean;
        rate.hot_dispersion = hot.dispersion;
    }
    rate.dispersion = ordinary.dispersion;
    rate.rate = (1 - rate.hot_share) * ordinary.mean + rate.hot_share * rate.hot_rate;
    return rate;
}

WhiteCells::WhiteCells(std::span<SampleEvidence const> samples, BackgroundModel const& own) : own_{own} {
    for (std::size_t sample = 0; sample < samples.size(); ++sample) {
        for (auto const& row : samples[sample].loci) {
            loci_[row.variant].push_back({sample, row.group, row.counts.depth, row.counts.alt, row.background_rate});
        }
    }
}

AppliedRate WhiteCells::rate_of(LocusGroup const& row, Variant const& variant, std::string const& context,
                                RunBackground const& run) const {
    if (row.rate) {
        return {.rate = *row.rate};
    }
    if (run.law == nullptr || !run.law->covers(row.group)) {
        return own_.rate_of(variant, context, row.group);
    }
    auto rate = run.law->rate_of(variant, context, row.group);
    double const level = row.sample < run.levels.size() ? run.levels[row.sample] : 1;
    rate.rate *= level;
    rate.hot_rate *= level;
    return rate;
}

WhiteCellCounts WhiteCells::at(Variant const& variant, std::string const& context, RunBackground const& run) const {
    WhiteCellCounts counts;
    auto const found = loci_.find(variant);
    if (found == loci_.end()) {
        return counts;
    }
    double squares = 0;
    for (auto const& row : found->second) {
        auto const rate = rate_of(row, variant, context, run);
        auto const depth = static_cast<double>(row.depth);
        auto const expected = expected_of(rate, depth);
        counts.depth += row.depth;
        counts.alt += row.alt;
        counts.expected += expected.mean;
        squares += expected.mean * expected.mean * expected.dispersion;
        counts.ordinary_expected += depth * ordinary_mean(rate);
    }
    counts.dispersion = counts.expected > 0 ? squares / (counts.expected * counts.expected) : 0;
    return counts;
}

}  // namespace tidemark
