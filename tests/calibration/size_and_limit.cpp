#include <fmt/format.h>

#include <array>
#include <cstdio>
#include <string>

#include "calibration/chain.hpp"
#include "calibration/grid_rows.hpp"
#include "calibration/samples.hpp"
#include "calibration/studies.hpp"
#include "calibration/tally.hpp"

namespace tidemark::calibration {
namespace {

std::string percent(double share) { return fmt::format("{:.2f}", 100 * share); }

constexpr std::size_t alphas = std::size(size_alphas);

/// Expected error molecules, mean over a cell's laboratories.
struct Background {
    double sum = 0;
    double laboratories = 0;
    void add(Laboratory const& laboratory) {
        sum += laboratory.cohort.expected_background();
        laboratories += 1;
    }
    [[nodiscard]] double mean() const { return sum / laboratories; }
};

}  // namespace

int size_study(std::vector<Cell> const& cells, StudyEffort const& effort) {
    int missed = 0;
    std::vector<GridRow> rows;
    fmt::print("| noise | loci | depth | controls | background | blanks | p ≤ 1 %, % | DETECTED at 1 %, % | error | p ≤ 0.1 %, % | "
               "DETECTED at 0.1 %, % | error | gates |\n|---|---|---|---|---|---|---|---|---|---|---|---|---|\n");
    for (auto const& cell : cells) {
        std::array<Tally, alphas> below;
        std::array<Tally, alphas> detected;
        Background background;
        for_each_sample(
            cell, effort,
            [&](Laboratory& laboratory) {
                for (std::size_t each = 0; each < alphas; ++each) {
                    below[each].start_batch();
                    detected[each].start_batch();
                }
                background.add(laboratory);
            },
            [&](Laboratory& laboratory, std::size_t sample) {
                auto const evidence = laboratory.cohort.draw_sample(sample, 0);
                if (detected[0].samples() == 0) {
                    for (double const alpha : size_alphas) {
                        laboratory.chain.compare(evidence, alpha);
                    }
                }
                auto const verdicts = laboratory.chain.test(evidence, size_alphas);
                for (std::size_t each = 0; each < alphas; ++each) {
                    below[each].add(verdicts[each].p_value && *verdicts[each].p_value <= size_alphas[each]);
                    detected[each].add(verdicts[each].detected);
                }
            });
        GridRow row{.setting = cell.setting, .background = background.mean(), .samples = below[0].samples(), .shares = {}};
        fmt::print("{}| {:.2g} | {:g} ", cell_text(cell), row.background, row.samples);
        std::string gates;
        for (std::size_t each = 0; each < alphas; ++each) {
            double const alpha = size_alphas[each];
            row.shares.push_back({detected[each].share(), detected[each].error(alpha)});
            auto const* const gate = !is_gated(cell.setting) ? "shown"
                                                             : size_gate(row.shares.back(), row.samples,
                                                                         size_bounds(alpha, is_modelled(cell.setting.noise), row.background >= 5));
            missed += is_miss(gate) ? 1 : 0;
            gates += (each > 0 ? ", " : "") + std::string{gate};
            fmt::print("| {} | {} | {} ", percent(below[each].share()), percent(row.shares.back().share),
                       percent(row.shares.back().error));
        }
        fmt::print("| {} |\n", gates);
        std::fflush(stdout);
        rows.push_back(std::move(row));
    }
    fmt::print("\n");
    return missed + print_pools(rows, Table::size);
}

int limit_study(std::vector<Cell> const& cells, StudyEffort const& effort) {
    int missed = 0;
    std::vector<GridRow> rows;
    fmt::print("| noise | loci | depth | controls | background | tubes | without | mean LoD95 claimed | detected there, % | error | gate |\n"
               "|---|---|---|---|---|---|---|---|---|---|---|\n");
    for (auto const& cell : cells) {
        Tally detected;
        Background background;
        double limits = 0;
        std::size_t without = 0;
        for_each_sample(
            cell, effort,
            [&](Laboratory& laboratory) {
                detected.start_batch();
                background.add(laboratory);
            },
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
        GridRow row{.setting = cell.setting,
                    .background = background.mean(),
                    .samples = detected.samples(),
                    .shares = {{detected.share(), detected.samples() > 0 ? detected.error(0.95) : 0}}};
        auto const* const gate = limit_gate(row.shares[0], is_modelled(cell.setting.noise) && row.samples > 0);
        missed += is_miss(gate) ? 1 : 0;
        fmt::print("{}| {:.2g} | {:g} | {} | {:.3g} | {} | {} | {} |\n", cell_text(cell), row.background, row.samples, without,
                   row.samples > 0 ? limits / row.samples : 0, percent(row.shares[0].share), percent(row.shares[0].error), gate);
        std::fflush(stdout);
        rows.push_back(std::move(row));
    }
    fmt::print("\n");
    return missed + print_pools(rows, Table::limit);
}

}  // namespace tidemark::calibration
