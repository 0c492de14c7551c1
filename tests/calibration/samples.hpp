// How the samples of a cell are drawn, the same in every study.
#pragma once
#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "calibration/chain.hpp"
#include "calibration/studies.hpp"

namespace tidemark::calibration {

/// Own stream of numbers for every laboratory of every cell.
inline std::uint64_t seed_of(Cell const& cell, std::uint64_t seed, std::size_t laboratory) {
    std::uint64_t mixed = seed;
    for (auto const part : {static_cast<std::uint64_t>(cell.setting.noise), static_cast<std::uint64_t>(cell.setting.loci),
                            static_cast<std::uint64_t>(cell.setting.depth), static_cast<std::uint64_t>(cell.setting.controls),
                            static_cast<std::uint64_t>(laboratory)}) {
        mixed = (mixed + part + 1) * 0x9E3779B97F4A7C15ULL;   // a finished hash before the next part: parts do not cancel
        mixed = (mixed ^ (mixed >> 32U)) * 0xD6E8FEB86659FD93ULL;
        mixed ^= mixed >> 32U;
    }
    return mixed;
}

inline std::string cell_text(Cell const& cell) {
    return fmt::format("| {} | {} | {:g} | {} ", name_of(cell.setting.noise), cell.setting.loci, cell.setting.depth,
                       cell.setting.controls);
}

/// As many samples of a laboratory as its controls are worth: the fewer share its luck, the smaller the error.
inline std::size_t samples_of_laboratory(Cell const& cell, StudyEffort const& effort) {
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

}  // namespace tidemark::calibration
