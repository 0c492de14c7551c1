#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <string>

#include "calibration/chain.hpp"
#include "calibration/studies.hpp"
#include "calibration/tally.hpp"

namespace tidemark::calibration {
namespace {

/// Own stream of numbers for every laboratory of every cell.
std::uint64_t seed_of(Cell const& cell, std::uint64_t seed, std::size_t laboratory) {
    std::uint64_t mixed = seed * 0x9E3779B97F4A7C15ULL + laboratory;
    for (auto const part : {static_cast<std::uint64_t>(cell.setting.noise), static_cast<std::uint64_t>(cell.setting.loci),
                            static_cast<std::uint64_t>(cell.setting.depth), static_cast<std::uint64_t>(cell.setting.controls)}) {
        mixed = (mixed ^ part) * 0xD6E8FEB86659FD93ULL;
        mixed ^= mixed >> 32U;
    }
    return mixed;
}

std::string cell_text(Cell const& cell) {
    return fmt::format("| {} | {} | {:g} | {} ", name_of(cell.setting.noise), cell.setting.loci, cell.setting.depth,
                       cell.setting.controls);
}

std::string percent(double share) { return fmt::format("{:.2f}", 100 * share); }

/// As many samples of a laboratory as its controls are worth: the fewer share its luck, the smaller the error.
std::size_t samples_of_laboratory(Cell const& cell, StudyEffort const& effort) {
    return std::clamp<std::size_t>(2 * cell.setting.controls, 1, effort.per_laboratory);
}

/// Calls `each(laboratory, sample number)` for all samples of a cell, and `start()` before each laboratory.
template <typename Start, typename Each>
void for_each_sample(Cell const& cell, StudyEffort const& effort, Start const& start, Each const& each) {
    for (std::size_t done = 0, number = 0; done < effort.samples; ++number) {
        Laboratory laboratory{cell.setting, seed_of(cell, effort.seed, number)};
        start(laboratory);
        for (std::size_t sample = 0; sample < samples_of_laboratory(cell, effort) && done < effort.samples; ++sample, ++done) {
            each(laboratory, sample);
        }
    }
}

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
