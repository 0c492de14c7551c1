#include <algorithm>

#include "calibration/studies.hpp"

namespace tidemark::calibration {

std::size_t bases_beside(std::size_t loci) {
    constexpr std::size_t most_bases = 20000;
    return std::min<std::size_t>(100, most_bases / loci);
}

std::vector<Cell> full_grid() {
    std::vector<Cell> cells;
    for (auto const noise : all_noises) {
        for (std::size_t const controls : {30U, 3U, 0U}) {
            for (std::size_t const loci : {1U, 4U, 16U, 60U, 200U, 1000U, 2000U}) {
                for (double const depth : {30.0, 300.0, 3000.0, 20000.0}) {
                    cells.push_back({{.noise = noise,
                                      .loci = loci,
                                      .depth = depth,
                                      .controls = controls,
                                      .bases = bases_beside(loci)},
                                     0.01});
                }
            }
        }
    }
    return cells;
}

std::vector<Cell> sample_of_cells() {
    std::vector<Cell> cells;
    for (auto const& setting : {CohortSetting{.noise = Noise::ideal, .loci = 1, .depth = 20000, .controls = 3},
                                CohortSetting{.noise = Noise::ideal, .loci = 16, .depth = 3000, .controls = 3},
                                CohortSetting{.noise = Noise::ideal, .loci = 60, .depth = 20000, .controls = 30},
                                CohortSetting{.noise = Noise::ideal, .loci = 500, .depth = 30, .controls = 0},
                                CohortSetting{.noise = Noise::shared_25, .loci = 60, .depth = 3000, .controls = 30},
                                CohortSetting{.noise = Noise::shared_25, .loci = 200, .depth = 3000, .controls = 0},
                                CohortSetting{.noise = Noise::shared_50, .loci = 16, .depth = 20000, .controls = 30},
                                CohortSetting{.noise = Noise::shared_50, .loci = 200, .depth = 3000, .controls = 3},
                                CohortSetting{.noise = Noise::hot_loci, .loci = 60, .depth = 3000, .controls = 0},
                                CohortSetting{.noise = Noise::hot_loci, .loci = 200, .depth = 3000, .controls = 30},
                                CohortSetting{.noise = Noise::haematopoiesis, .loci = 16, .depth = 3000, .controls = 3},
                                CohortSetting{.noise = Noise::haematopoiesis, .loci = 60, .depth = 3000, .controls = 30}}) {
        cells.push_back({setting, 0.01});
    }
    return cells;
}

}  // namespace tidemark::calibration
