// Which blanks with blood mutations are called: by how many molecules the mutation shows.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "calibration/chain.hpp"
#include "calibration/samples.hpp"
#include "calibration/studies.hpp"
#include "calibration/tally.hpp"

namespace tidemark::calibration {

int blood_study(std::vector<Cell> const& cells, StudyEffort const& effort) {
    constexpr std::array names{"none", "1", "2", "3", "4 or more"};
    for (auto const& cell : cells) {
        std::array<Tally, names.size()> detected;
        std::array<Tally, names.size()> below;
        for_each_sample(
            cell, effort,
            [&](Laboratory&) {
                for (std::size_t each = 0; each < names.size(); ++each) {
                    detected[each].start_batch();
                    below[each].start_batch();
                }
            },
            [&](Laboratory& laboratory, std::size_t sample) {
                auto const evidence = laboratory.cohort.draw_sample(sample, 0);
                auto const verdict = laboratory.chain.test(evidence, cell.alpha);
                auto const blood = static_cast<std::size_t>(std::clamp<std::int64_t>(laboratory.cohort.last_blood(), 0, 4));
                detected[blood].add(verdict.detected);
                below[blood].add(verdict.p_value && *verdict.p_value <= cell.alpha);
            });
        fmt::print("{}|\n| molecules of the blood mutation | blanks | p ≤ alpha | DETECTED |\n|---|---|---|---|\n", cell_text(cell));
        for (std::size_t each = 0; each < names.size(); ++each) {
            double const blanks = detected[each].samples();
            fmt::print("| {} | {:g} | {:g} | {:g} |\n", names[each], blanks, std::round(below[each].share() * blanks),
                       std::round(detected[each].share() * blanks));
        }
        std::fflush(stdout);
    }
    return 0;
}

}  // namespace tidemark::calibration
