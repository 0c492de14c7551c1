// What white cells beside plasma do to size and power: the same blanks and tumors, judged without and with them.
#include <fmt/format.h>

#include <array>
#include <cmath>
#include <cstdio>

#include "calibration/chain.hpp"
#include "calibration/grid_rows.hpp"
#include "calibration/samples.hpp"
#include "calibration/studies.hpp"
#include "calibration/tally.hpp"

namespace tidemark::calibration {
namespace {

std::string percent(double share) { return fmt::format("{:.2f}", 100 * share); }

/// DETECTED by the same tubes without and with white cells.
struct Paired {
    Tally without, with, open, lost, gained;

    void start_batch() {
        for (auto* const tally : {&without, &with, &open, &lost, &gained}) {
            tally->start_batch();
        }
    }
    void add(Verdict const& alone, Verdict const& beside) {
        without.add(alone.detected);
        with.add(beside.detected);
        open.add(beside.open_to_blood);
        lost.add(alone.detected && !beside.detected);
        gained.add(!alone.detected && beside.detected);
    }
    [[nodiscard]] double loss() const { return without.share() - with.share(); }
    [[nodiscard]] double loss_error() const {
        return std::sqrt(std::max(lost.share() + gained.share(), 1 / without.samples()) / without.samples());
    }
};

struct Patients {
    CohortSetting setting;
    double depth_share = 1;   ///< of white cells
    double trace = 0;         ///< tumor in white cells, as a share of that in plasma
};

CohortSetting cell(Noise noise, std::size_t loci, double depth, std::size_t controls, std::size_t blood_loci = 1) {
    return {.noise = noise, .loci = loci, .depth = depth, .controls = controls, .bases = bases_beside(loci), .blood_loci = blood_loci};
}

std::string text(Patients const& patients) {
    return fmt::format("{}| {:g} | {} ", cell_text({patients.setting, 0.01}), patients.depth_share, patients.setting.blood_loci);
}

/// Gate: DETECTED at most alpha and three errors, whatever blood mutations there are.
int blanks(std::vector<Patients> const& all, StudyEffort const& effort) {
    fmt::print("| noise | loci | depth | controls | white cells' depth | blood mutations | blanks | DETECTED at 1 %, % | with white cells, % | error | "
               "at 0.1 %, % | with white cells, % | error | gates |\n|---|---|---|---|---|---|---|---|---|---|---|---|---|---|\n");
    int missed = 0;
    for (auto const& patients : all) {
        std::array<Paired, std::size(size_alphas)> pairs;
        for_each_sample(
            {patients.setting, 0.01}, effort,
            [&](Laboratory&) {
                for (auto& each : pairs) {
                    each.start_batch();
                }
            },
            [&](Laboratory& laboratory, std::size_t sample) {
                auto const evidence = laboratory.cohort.draw_sample(sample, 0);
                auto const white_cells = laboratory.cohort.draw_white_cells(patients.depth_share);
                auto const alone = laboratory.chain.test(evidence, size_alphas);
                auto const beside = laboratory.chain.test(evidence, size_alphas, Limits95::none, &white_cells);
                for (std::size_t each = 0; each < pairs.size(); ++each) {
                    pairs[each].add(alone[each], beside[each]);
                }
            });
        fmt::print("{}| {:g} ", text(patients), pairs[0].with.samples());
        std::string gates;
        for (std::size_t each = 0; each < pairs.size(); ++each) {
            auto const& pair = pairs[each];
            Share const share{pair.with.share(), pair.with.error(size_alphas[each])};
            auto const* const gate = size_gate(share, pair.with.samples(), {0, size_alphas[each]});
            missed += is_miss(gate) ? 1 : 0;
            gates += (each == 0 ? "" : ", ") + std::string{gate};
            fmt::print("| {} | {} | {} ", percent(pair.without.share()), percent(share.share), percent(share.error));
        }
        fmt::print("| {} |\n", gates);
        std::fflush(stdout);
    }
    return missed;
}

/// Tumors at the LoD95 that the tube claims without white cells. Gate: at most one point lost, and three errors of the difference,
/// where white cells are as deep as plasma or deeper and no blood mutation is there.
int tumors(std::vector<Patients> const& all, StudyEffort const& effort) {
    fmt::print("\n| noise | loci | depth | controls | white cells' depth | blood mutations | tumor in them | tubes | DETECTED, % | with white cells, % | "
               "lost, points | error | ch_suspect_only, % | gate |\n|---|---|---|---|---|---|---|---|---|---|---|---|---|---|\n");
    int missed = 0;
    for (auto const& patients : all) {
        Paired pair;
        std::array const alphas{0.01};
        for_each_sample(
            {patients.setting, alphas[0]}, effort, [&](Laboratory&) { pair.start_batch(); },
            [&](Laboratory& laboratory, std::size_t sample) {
                auto evidence = laboratory.cohort.draw_sample(sample, 0);
                auto const limit = laboratory.chain.test(evidence, alphas[0], Limits95::solved).limit;
                if (!limit) {
                    return;
                }
                auto const white_cells = laboratory.cohort.draw_white_cells(patients.depth_share, patients.trace * *limit);
                laboratory.cohort.add_tumor(evidence, *limit);
                pair.add(laboratory.chain.test(evidence, alphas[0]),
                         laboratory.chain.test(evidence, alphas, Limits95::none, &white_cells).front());
            });
        bool const held = patients.setting.noise != Noise::haematopoiesis && patients.depth_share >= 1 && patients.trace == 0;
        bool const miss = held && pair.loss() > 0.01 + 3 * pair.loss_error();
        missed += miss ? 1 : 0;
        fmt::print("{}| {:g} | {:g} | {} | {} | {} | {} | {} | {} |\n", text(patients), patients.trace, pair.with.samples(),
                   percent(pair.without.share()), percent(pair.with.share()), percent(pair.loss()), percent(pair.loss_error()),
                   percent(pair.open.share()), miss ? "**missed**" : held ? "met" : "shown");
        std::fflush(stdout);
    }
    return missed;
}

}  // namespace

int white_cells_study(StudyEffort const& effort) {
    using enum Noise;
    int const missed = blanks({{cell(haematopoiesis, 1, 3000, 30)},
                               {cell(haematopoiesis, 4, 3000, 30)},
                               {cell(haematopoiesis, 16, 3000, 0)},
                               {cell(haematopoiesis, 16, 3000, 30)},
                               {cell(haematopoiesis, 16, 3000, 30, 3)},
                               {cell(haematopoiesis, 16, 3000, 30, 3), 0.2},
                               {cell(haematopoiesis, 60, 20000, 30)},
                               {cell(haematopoiesis, 200, 500, 3)},
                               {cell(haematopoiesis, 200, 3000, 30, 3)}},
                              effort);
    return missed + tumors({{cell(ideal, 4, 3000, 30)},
                            {cell(ideal, 16, 500, 30)},
                            {cell(ideal, 16, 3000, 30)},
                            {cell(ideal, 16, 3000, 0)},
                            {cell(ideal, 60, 20000, 30)},
                            {cell(ideal, 200, 500, 3)},
                            {cell(ideal, 200, 3000, 30)},
                            {cell(shared_25, 60, 3000, 30)},
                            {cell(ideal, 16, 3000, 30), 0.5},
                            {cell(ideal, 16, 3000, 30), 0.1},
                            {cell(ideal, 16, 3000, 30), 1, 0.1},
                            {cell(hot_loci, 60, 3000, 30)},
                            {cell(haematopoiesis, 60, 3000, 30)}},
                           effort);
}

}  // namespace tidemark::calibration
