// Does the fraction hold, and is a true tumor left alone, where a panel mixes trunk loci with loci of a part of the tumor?
#include <fmt/format.h>

#include <algorithm>
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

constexpr double most_spurious = 0.05;

struct PartsCell {
    CohortSetting setting;
    double fraction = 0;
};

struct Seen {
    Tally inside;
    double of_parts = 0;    // draws whose fraction rests on parts too
    double detected = 0;
    double met = 0;         // DETECTED, or INDETERMINATE with what stood out alone
    double fragile = 0;     // the latter
    double outliers = 0;    // draws with an outlier that is not trunk
    double empty = 0;       // DETECTED with f = 0

    void add(DetectionResult const& result, Panel const& panel, double fraction) {
        auto const lists = [&](char const* code) { return std::ranges::find(result.reasons, code) != result.reasons.end(); };
        inside.add(result.tumor_fraction_cell_lo.value_or(1) <= fraction && fraction <= result.tumor_fraction_cell_hi.value_or(0));
        bool const is_detected = result.status == SampleStatus::detected;
        bool outlier = false;
        for (std::size_t locus = 0; locus < panel.entries.size(); ++locus) {
            outlier = outlier || (!*panel.entries[locus].trunk && result.variants[locus].state == "outlier");
        }
        of_parts += lists("trunk_cannot_tell") ? 1 : 0;
        detected += is_detected ? 1 : 0;
        met += is_detected || lists("fragile_locus") ? 1 : 0;
        fragile += lists("fragile_locus") ? 1 : 0;
        outliers += outlier ? 1 : 0;
        empty += is_detected && result.tumor_fraction_cell.value_or(0) <= 0 ? 1 : 0;
    }
};

int print_row(PartsCell const& cell, Seen const& seen) {
    double const draws = seen.inside.samples();
    bool const low = too_few(std::round(seen.inside.share() * draws), draws, least_coverage);
    // A part that sheds otherwise than its cell fraction says is no true tumor to the outlier step.
    bool const spurious = cell.setting.part_level == 1 && (too_many(seen.fragile, std::max(seen.met, 1.0), most_spurious) || too_many(seen.outliers, draws, most_spurious));
    fmt::print("| {} | {:g} | {} | {:g} | {:g} | {:g} | {:g} | {:.1f} ± {:.1f} | {:.0f} | {:.0f} | {:.1f} | {:.1f} | {:.0f} | {} |\n",
               cell.setting.loci - cell.setting.parts, cell.setting.depth * cell.setting.trunk_share, cell.setting.parts, cell.setting.depth,
               cell.setting.part_level, cell.fraction, draws, 100 * seen.inside.share(), 100 * seen.inside.error(0.95),
               100 * seen.of_parts / draws, 100 * seen.detected / draws, 100 * seen.fragile / std::max(seen.met, 1.0),
               100 * seen.outliers / draws, seen.empty, low ? "**below**" : spurious ? "**spurious**" : seen.empty > 0 ? "**empty**" : "met");
    std::fflush(stdout);
    return (low ? 1 : 0) + (spurious ? 1 : 0) + (seen.empty > 0 ? 1 : 0);
}

std::vector<PartsCell> parts_cells() {
    struct PanelShape {
        std::size_t trunk;
        std::size_t parts;
        double trunk_share;
    };
    std::vector<PartsCell> cells;
    for (auto const& shape : {PanelShape{8, 8, 1}, PanelShape{1, 15, 0.001}, PanelShape{1, 15, 0.1}, PanelShape{4, 60, 0.02},
                              PanelShape{16, 184, 0.1}}) {
        for (double const level : {1.0, 0.5}) {
            for (double const fraction : {3e-4, 1e-3, 5e-3, 0.05, 0.4}) {
                cells.push_back({{.noise = Noise::ideal, .loci = shape.trunk + shape.parts, .depth = 3000, .controls = 3,
                                  .parts = shape.parts, .trunk_share = shape.trunk_share, .part_level = level}, fraction});
            }
        }
    }
    return cells;
}

}  // namespace

int parts_study(StudyEffort const& effort) {
    fmt::print("| trunk loci | depth | other loci | depth | parts' level | f | draws | interval holds f, % | f rests on parts, % | DETECTED, % | "
               "fragile of met, % | outlier parts, % | DETECTED at f = 0 | gate |\n|---|---|---|---|---|---|---|---|---|---|---|---|---|---|\n");
    int missed = 0;
    for (auto const& cell : parts_cells()) {
        Seen seen;
        for_each_sample(
            Cell{cell.setting, 0.01}, effort, [&](Laboratory&) { seen.inside.start_batch(); },
            [&](Laboratory& laboratory, std::size_t sample) {
                seen.add(laboratory.chain.judge(laboratory.cohort.draw_sample(sample, cell.fraction), 0.01), laboratory.cohort.panel(),
                         cell.fraction);
            });
        missed += print_row(cell, seen);
    }
    return missed;
}

}  // namespace tidemark::calibration
