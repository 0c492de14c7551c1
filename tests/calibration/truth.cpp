// Which estimate makes a size wrong: the same blanks under tests that know more and more of the truth.
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
namespace {

struct Knowledge {
    char const* name;
    Truths truths;
};

constexpr std::array knowledges{Knowledge{"nothing", {}},
                                Knowledge{"rates", {.rates = true}},
                                Knowledge{"rates, level", {.rates = true, .level = true}},
                                Knowledge{"level", {.level = true}},
                                Knowledge{"kappa", {.variation = true}}};

/// Sizes of one kind of test. `drawn`: p-values drawn evenly between P(T > t) and P(T >= t), uniform where the law is true.
struct Sizes {
    Tally below, detected, drawn1, drawn5;
    double attainable = 0;
    double inflation = 0;
    double inflation_square = 0;
    double factor = 0;
    double dispersion = 0;

    void start_batch() {
        for (auto* const tally : {&below, &detected, &drawn1, &drawn5}) {
            tally->start_batch();
        }
    }
    void add(BlankTest const& test, double alpha, double lot) {
        double const drawn = test.above + lot * (test.p_value - test.above);
        below.add(test.p_value <= alpha);
        detected.add(test.detected);
        drawn1.add(drawn <= alpha);
        drawn5.add(drawn <= 5 * alpha);
        attainable += test.attainable;
        double const excess = drawn < 0.1 ? std::log(0.1 / std::max(drawn, 1e-12)) / 0.1 : 0;
        inflation += excess;
        inflation_square += excess * excess;
        factor += test.factor;
        dispersion += test.dispersion;
    }
};

}  // namespace

int truth_study(std::vector<Cell> const& cells, StudyEffort const& effort) {
    for (auto const& cell : cells) {
        std::vector<Sizes> sizes(std::min(effort.knowledges, knowledges.size()));
        double const alpha = cell.alpha;
        for_each_sample(
            cell, effort,
            [&](Laboratory&) {
                for (auto& each : sizes) {
                    each.start_batch();
                }
            },
            [&](Laboratory& laboratory, std::size_t sample) {
                auto const evidence = laboratory.cohort.draw_sample(sample, 0);
                double const factor = laboratory.cohort.last_factor();
                double const lot = laboratory.cohort.draw_lot();
                for (std::size_t each = 0; each < sizes.size(); ++each) {
                    sizes[each].add(laboratory.chain.test_knowing(evidence, alpha, knowledges[each].truths, factor),
                                    alpha, lot);
                }
            });
        fmt::print("{}\n| known | attainable, % | p ≤ alpha, % | DETECTED, % | error | drawn p ≤ alpha, % | error | drawn p ≤ 5 alpha, % | "
                   "error | inflation | error | level | its CV |\n|---|---|---|---|---|---|---|---|---|---|---|---|---|\n",
                   cell_text(cell));
        for (std::size_t each = 0; each < sizes.size(); ++each) {
            auto const& size = sizes[each];
            double const count = size.below.samples();
            double const mean = size.inflation / count;
            fmt::print("| {} | {:.2f} | {:.2f} | {:.2f} | {:.2f} | {:.2f} | {:.2f} | {:.2f} | {:.2f} | {:.2f} | {:.2f} | {:.3f} | {:.3f} |\n",
                       knowledges[each].name, 100 * size.attainable / count, 100 * size.below.share(), 100 * size.detected.share(),
                       100 * size.detected.error(alpha), 100 * size.drawn1.share(), 100 * size.drawn1.error(alpha),
                       100 * size.drawn5.share(), 100 * size.drawn5.error(5 * alpha), mean,
                       std::sqrt((size.inflation_square / count - mean * mean) / count), size.factor / count, size.dispersion / count);
        }
        fmt::print("\n");
        std::fflush(stdout);
    }
    return 0;
}

}  // namespace tidemark::calibration
