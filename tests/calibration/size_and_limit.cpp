#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <string>

#include "calibration/chain.hpp"
#include "calibration/samples.hpp"
#include "calibration/studies.hpp"
#include "calibration/tally.hpp"

namespace tidemark::calibration {
namespace {

std::string percent(double share) { return fmt::format("{:.2f}", 100 * share); }

}  // namespace

int size_study(std::vector<Cell> const& cells, StudyEffort const& effort) {
    int missed = 0;
    fmt::print("| noise | loci | depth | controls | background | alpha, % | p ≤ alpha, % | DETECTED, % | error | gate |\n"
               "|---|---|---|---|---|---|---|---|---|---|\n");
    for (auto const& cell : cells) {
        Tally below;
        Tally detected;
        double background = 0;
        double laboratories = 0;
        for_each_sample(
            cell, effort,
            [&](Laboratory& laboratory) {
                below.start_batch();
                detected.start_batch();
                background += laboratory.cohort.expected_background();
                laboratories += 1;
            },
            [&](Laboratory& laboratory, std::size_t sample) {
                auto const evidence = laboratory.cohort.draw_sample(sample, 0);
                if (detected.samples() == 0) {
                    laboratory.chain.compare(evidence, cell.alpha);
                }
                auto const verdict = laboratory.chain.test(evidence, cell.alpha);
                below.add(verdict.p_value && *verdict.p_value <= cell.alpha);
                detected.add(verdict.detected);
            });
        background /= laboratories;
        double const margin = 3 * detected.error(cell.alpha);
        bool const modelled = is_modelled(cell.setting.noise);
        bool const most = detected.share() <= cell.alpha * (modelled ? 1 : 1.3) + margin;
        bool const least = modelled || background < 5 || detected.share() >= 0.7 * cell.alpha - margin;
        missed += most && least ? 0 : 1;
        fmt::print("{}| {:.2g} | {:g} | {} | {} | {} | {} |\n", cell_text(cell), background, 100 * cell.alpha,
                   percent(below.share()), percent(detected.share()), percent(detected.error(cell.alpha)),
                   !most ? "**above**" : !least ? "**below**" : "met");
        std::fflush(stdout);
    }
    return missed;
}

int limit_study(std::vector<Cell> const& cells, StudyEffort const& effort) {
    int missed = 0;
    fmt::print("| noise | loci | depth | controls | mean LoD95 claimed | without | detected there, % | error | gate |\n"
               "|---|---|---|---|---|---|---|---|---|\n");
    for (auto const& cell : cells) {
        Tally detected;
        double limits = 0;
        std::size_t without = 0;
        for_each_sample(
            cell, effort, [&](Laboratory&) { detected.start_batch(); },
            [&](Laboratory& laboratory, std::size_t sample) {
                auto evidence = laboratory.cohort.draw_sample(sample, 0);
                auto const limit = laboratory.chain.test(evidence, cell.alpha, Limits95::solved).limit;
                if (!limit) {
                    ++without;
                    return;
                }
                limits += *limit;
                laboratory.cohort.add_tumor(evidence, *limit);
                if (detected.samples() == 0) {
                    laboratory.chain.compare(evidence, cell.alpha);
                }
                detected.add(laboratory.chain.test(evidence, cell.alpha).detected);
            });
        double const margin = 3 * detected.error(0.95);
        bool const gated = is_modelled(cell.setting.noise) && detected.samples() >= 100;
        bool const met = !gated || (detected.share() >= 0.93 - margin && detected.share() <= 0.97 + margin);
        missed += met ? 0 : 1;
        fmt::print("{}| {:.3g} | {} | {} | {} | {} |\n", cell_text(cell),
                   detected.samples() > 0 ? limits / detected.samples() : 0, without, percent(detected.share()),
                   percent(detected.error(0.95)), !gated ? "shown" : met ? "met" : "**missed**");
        std::fflush(stdout);
    }
    return missed;
}

}  // namespace tidemark::calibration
