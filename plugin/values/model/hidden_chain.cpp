#include "values/model/hidden_chain.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <stdexcept>

#include "values/model/chain_grid.hpp"

namespace tidemark {
namespace {

using Vector = std::vector<double>;

double log_binomial(ChainCount const& count, double vaf) {
    double const rate = count.background / count.depth;
    double const shown = std::clamp(vaf + (1 - vaf) * rate, 1e-15, 1 - 1e-15);
    return count.alt * std::log(shown) + (count.depth - count.alt) * std::log1p(-shown);
}

/// Log likelihood of one draw at every state: per locus what tumor, drop-out and the states of all draws make of it.
Vector log_emission(ChainDraw const& draw, std::span<CopyState const> copies, std::vector<LocusStates> const& states,
                    Vector const& flat_levels) {
    Vector sum(chain_fractions * chain_dropouts, 0.0);
    // Loci are multiplied, and a logarithm is taken only before the product leaves its range.
    Vector product(sum.size(), 1.0);
    for (std::size_t locus = 0; locus < copies.size(); ++locus) {
        auto const& count = draw.loci[locus];
        auto const& state = states[locus];
        if (count.depth <= 0) {
            continue;
        }
        // Against the count's own best, so that nothing overflows and only what is out of the question vanishes.
        double const best = log_binomial(count, count.alt / count.depth);
        double const none = std::exp(log_binomial(count, 0) - best);
        double const other = state.lost * none + state.flat * std::exp(log_binomial(count, flat_levels[locus]) - best) +
                             state.germline * std::exp(log_binomial(count, 0.5) - best);
        for (std::size_t point = 0; point < chain_fractions; ++point) {
            double const vaf = point == 0 ? 0 : expected_vaf(TumorFractionCell{chain_fraction(point)}, copies[locus]).value;
            double const tumor = std::exp(log_binomial(count, vaf) - best);
            for (std::size_t dropout = 0; dropout < chain_dropouts; ++dropout) {
                double const lost = static_cast<double>(dropout) / 10;
                std::size_t const place = point * chain_dropouts + dropout;
                double const factor = std::max(state.tumor * ((1 - lost) * tumor + lost * none) + other, 1e-300);
                if (factor > 1e100 || factor < 1e-100) {
                    sum[place] += std::log(factor);
                    continue;
                }
                product[place] *= factor;
                if (product[place] > 1e150 || product[place] < 1e-150) {
                    sum[place] += std::log(product[place]);
                    product[place] = 1;
                }
            }
        }
    }
    for (std::size_t place = 0; place < sum.size(); ++place) {
        sum[place] += std::log(product[place]);
    }
    double const highest = *std::max_element(sum.begin(), sum.end());
    for (double& value : sum) {
        value = std::exp(value - highest);
    }
    return sum;
}

/// Level of a locus if it is flat: its share of alt molecules over all draws.
double flat_level(std::span<ChainDraw const> draws, std::size_t locus) {
    double alt = 0;
    double depth = 0;
    for (auto const& draw : draws) {
        alt += draw.loci[locus].alt;
        depth += draw.loci[locus].depth;
    }
    return depth > 0 ? std::clamp(alt / depth, 1e-4, 0.3) : 1e-4;
}

LocusStates updated(std::span<ChainDraw const> draws, std::size_t locus, CopyState const& copies,
                    std::vector<SmoothedDraw> const& smoothed, double level, ChainSettings const& settings) {
    double tumor = 0;
    double lost = 0;
    // METHOD: a level that was fitted to the locus itself is paid for by half the logarithm of its draws (Schwarz 1978).
    double flat = -0.5 * std::log(static_cast<double>(draws.size()) + 1);
    double germline = 0;
    for (std::size_t draw = 0; draw < draws.size(); ++draw) {
        auto const& count = draws[draw].loci[locus];
        if (count.depth <= 0) {
            continue;
        }
        double const none = log_binomial(count, 0);
        double const share = smoothed[draw].mean_dropout;
        double const ratio = log_binomial(count, expected_vaf(TumorFractionCell{smoothed[draw].median}, copies).value) - none;
        double const highest = std::max(0.0, ratio);
        tumor += highest + std::log(std::max((1 - share) * std::exp(ratio - highest) + share * std::exp(-highest), 1e-300));
        flat += log_binomial(count, level) - none;
        germline += log_binomial(count, 0.5) - none;
    }
    double const prior = 1 - settings.lost_locus - settings.flat_locus - settings.germline_locus;
    std::array<double, 4> logs{std::log(prior) + tumor, std::log(settings.lost_locus) + lost,
                               std::log(settings.flat_locus) + flat, std::log(settings.germline_locus) + germline};
    double const highest = *std::max_element(logs.begin(), logs.end());
    double sum = 0;
    for (double& value : logs) {
        value = std::exp(value - highest);
        sum += value;
    }
    return {logs[0] / sum, logs[1] / sum, logs[2] / sum, logs[3] / sum};
}

}  // namespace

SmoothedSeries smoothed_series(std::span<ChainDraw const> draws, std::span<CopyState const> copies,
                               ChainSettings const& settings) {
    SmoothedSeries series;
    if (draws.empty()) {
        return series;
    }
    for (std::size_t draw = 0; draw < draws.size(); ++draw) {
        if (draws[draw].loci.size() != copies.size() || (draw > 0 && draws[draw].day < draws[draw - 1].day)) {
            throw std::logic_error{"a hidden chain needs draws in order of day that hold the same loci"};
        }
    }
    double const prior = 1 - settings.lost_locus - settings.flat_locus - settings.germline_locus;
    series.loci.assign(copies.size(), {prior, settings.lost_locus, settings.flat_locus, settings.germline_locus});
    Vector levels;
    for (std::size_t locus = 0; locus < copies.size(); ++locus) {
        levels.push_back(flat_level(draws, locus));
    }
    constexpr int rounds = 3;
    for (int round = 0; round < rounds; ++round) {
        std::vector<Vector> emissions;
        Vector days;
        for (auto const& draw : draws) {
            emissions.push_back(log_emission(draw, copies, series.loci, levels));
            days.push_back(draw.day);
        }
        series.draws = forward_backward(emissions, days, settings);
        for (std::size_t locus = 0; locus < copies.size() && round + 1 < rounds; ++locus) {
            series.loci[locus] = updated(draws, locus, copies[locus], series.draws, levels[locus], settings);
        }
    }
    return series;
}

}  // namespace tidemark
