// Does the interval of the fraction hold where the background is learnt, near f = 1, and for very many loci?
#include <fmt/format.h>

#include <cmath>
#include <cstdio>
#include <string>
#include <vector>

#include "calibration/binomial.hpp"
#include "calibration/samples.hpp"
#include "calibration/studies.hpp"
#include "calibration/tally.hpp"

namespace tidemark::calibration {
namespace {

constexpr double most_coverage = 0.975;

struct CoverageCell {
    CohortSetting setting;
    double fraction = 0;
    std::size_t draws = 0;
};

struct Covered {
    Tally inside;
    double told = 0;       // draws whose counts could tell drop-out
    double told_inside = 0;
    double molecules = 0;
    double estimates = 0;
    double squares = 0;

    void add(DetectionResult const& result, double fraction) {
        bool const holds = result.tumor_fraction_cell_lo.value_or(1) <= fraction && fraction <= result.tumor_fraction_cell_hi.value_or(0);
        inside.add(holds);
        told += result.dropout_share ? 1 : 0;
        told_inside += result.dropout_share && holds ? 1 : 0;
        molecules += static_cast<double>(result.molecules_alt);
        double const estimate = result.tumor_fraction_cell.value_or(0);
        estimates += estimate;
        squares += estimate * estimate;
    }
};

/// Relative bias and its standard error, where twenty molecules make one worth looking at; not at the end of the range, which no
/// estimate is beyond.
std::string bias_text(Covered const& covered, double fraction, bool& missed) {
    double const draws = covered.inside.samples();
    if (fraction == 0 || fraction > 0.9 || covered.molecules / draws <= 20) {
        return "";
    }
    double const mean = covered.estimates / draws;
    double const bias = mean / fraction - 1;
    double const error = std::sqrt(std::max(covered.squares / draws - mean * mean, 0.0) / draws) / fraction;
    missed = std::abs(bias) > 0.05 + 3 * error;
    return fmt::format("{:+.1f} ± {:.1f}", 100 * bias, 100 * error);
}

int print_row(CoverageCell const& cell, Covered const& covered) {
    double const draws = covered.inside.samples();
    double const share = covered.inside.share();
    bool biased = false;
    auto const bias = bias_text(covered, cell.fraction, biased);
    bool const low = too_few(std::round(share * draws), draws, least_coverage);
    // Where the counts cannot tell drop-out the interval allows for it; at f = 1 one of its ends is the end of the range.
    bool const bounded = covered.molecules / draws > 20 && cell.fraction > 0 && cell.fraction < 0.9 && covered.told > 0;
    bool const high = bounded && too_many(covered.told_inside, covered.told, most_coverage);
    fmt::print("| {} | {} | {:g} | {:g} | {:.0f} | {:g} | {:.1f} ± {:.1f} | {:.0f} | {} | {} |\n", name_of(cell.setting.noise), cell.setting.loci,
               cell.setting.depth, cell.fraction, covered.molecules / draws, draws, 100 * share, 100 * covered.inside.error(0.95),
               100 * covered.told / draws, bias, low ? "**below**" : high ? "**above**" : biased ? "**biased**" : "met");
    std::fflush(stdout);
    return (low ? 1 : 0) + (high ? 1 : 0) + (biased ? 1 : 0);
}

std::vector<CoverageCell> coverage_cells(StudyEffort const& effort) {
    std::vector<CoverageCell> cells;
    for (auto const noise : {Noise::ideal, Noise::shared_50, Noise::hot_loci}) {
        for (std::size_t const loci : {16U, 200U}) {
            for (double const fraction : {0.0, 2e-4, 2e-3, 0.05, 0.5, 0.95, 0.999, 1.0}) {
                cells.push_back({{.noise = noise, .loci = loci, .depth = 3000, .controls = 3}, fraction, effort.samples});
            }
        }
    }
    for (double const fraction : {0.0, 1e-5, 1e-3, 0.3, 1.0}) {
        cells.push_back({{.noise = Noise::hot_loci, .loci = 200'000, .depth = 30, .controls = 3, .bases = 2}, fraction,
                         std::min<std::size_t>(effort.samples / 9, 8)});
    }
    return cells;
}

}  // namespace

int coverage_study(StudyEffort const& effort) {
    fmt::print("| noise | loci | depth | f | alt molecules | draws | interval holds f, % | drop-out told, % | bias, % | gate |\n"
               "|---|---|---|---|---|---|---|---|---|---|\n");
    int missed = 0;
    for (auto const& cell : coverage_cells(effort)) {
        Covered covered;
        auto own = effort;
        own.samples = cell.draws;
        for_each_sample(
            Cell{cell.setting, 0.01}, own, [&](Laboratory&) { covered.inside.start_batch(); },
            [&](Laboratory& laboratory, std::size_t sample) {
                covered.add(laboratory.chain.judge(laboratory.cohort.draw_sample(sample, cell.fraction), 0.01), cell.fraction);
            });
        missed += print_row(cell, covered);
    }
    return missed;
}

}  // namespace tidemark::calibration
