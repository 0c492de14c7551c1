// Synthetic signatures: drawn where they may be, the same every time, and judged by the law that they are drawn from.
#include "stages/detect/signatures.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "stages/detect/calibrate.hpp"
#include "support/off_panel_world.hpp"

namespace tidemark::test {
namespace {

struct Plan {
    World world;
    SampleEvidence evidence;
    BackgroundLaw law;
    std::vector<LocusEvidence> loci;

    explicit Plan(WorldShape const& shape, Draw const& draw = {})
        : world{shape}, evidence{draw_sample(world, draw)}, law{world.model}, loci{gather_loci(evidence, world.panel, rates())} {}
    [[nodiscard]] RateSource rates() const { return {law, 1, world.contexts}; }
    [[nodiscard]] Result<SignaturePlan, MissingSignatures> make(SignatureSetting const& setting = {}) const {
        return plan_signatures(evidence, world.panel, loci, rates(), world.bases(), setting);
    }
};

/// Positions of signature `number`, by locus of the plan.
std::vector<std::int64_t> positions_of(SignaturePlan const& plan, Signature const& signature) {
    std::vector<std::int64_t> positions;
    for (std::size_t index = 0; index < signature.sites.size(); ++index) {
        positions.push_back(plan.sites.with_context(plan.loci[index].context)[signature.sites[index]].position);
    }
    return positions;
}

/// Molecules at a site, looked for row by row.
std::int64_t alt_at(SampleEvidence const& evidence, std::int64_t position, char alt, MoleculeGroup group) {
    std::int64_t sum = 0;
    for (auto const& row : evidence.mismatches) {
        sum += row.variant.position.value == position && row.variant.alt[0] == alt && row.group == group ? row.alt : 0;
    }
    return sum;
}

/// P(k) of a gamma-mixed Poisson by its gamma functions.
double chance(std::int64_t count, double mean, double dispersion) {
    double const shape = 1 / dispersion;
    double const k = static_cast<double>(count);
    return std::exp(std::lgamma(k + shape) - std::lgamma(shape) - std::lgamma(k + 1) + shape * std::log(shape / (shape + mean)) +
                    k * std::log(mean / (shape + mean)));
}

}  // namespace

TEST(Signatures, take_positions_of_the_same_context_once_and_none_that_is_tracked_or_polymorphic) {
    Plan plan{{.bases = 8000, .loci = 12, .rate = 1e-4}};
    std::set<std::int64_t> polymorphic;
    for (std::size_t row = 0; row < plan.evidence.mismatches.size(); row += 3) {
        plan.evidence.mismatches[row].polymorphic = true;
        polymorphic.insert(plan.evidence.mismatches[row].variant.position.value);
    }
    auto const made = plan.make();
    ASSERT_TRUE(made);
    ASSERT_GE(made->loci.size(), 6U);
    for (std::size_t number = 0; number < 50; ++number) {
        auto const positions = positions_of(*made, draw_signature(*made, 7, number));
        EXPECT_EQ(std::set(positions.begin(), positions.end()).size(), positions.size());
        for (std::size_t index = 0; index < positions.size(); ++index) {
            auto const& entry = plan.loci[made->loci[index].locus].entry;
            EXPECT_EQ(plan.world.genome.substr(static_cast<std::size_t>(positions[index]) - 1, 3), plan.world.contexts[entry]);
            EXPECT_FALSE(plan.world.is_tracked(positions[index]));
            EXPECT_FALSE(polymorphic.contains(positions[index]));
        }
    }
}

TEST(Signatures, prefer_positions_of_like_depth) {
    Plan plan{{.bases = 40000, .loci = 4}};
    // Half of the genome is covered ten times as deep.
    for (auto& run : plan.evidence.depths) {
        run.depth *= run.begin.value >= 20000 ? 10 : 1;
    }
    auto const made = plan.make();
    ASSERT_TRUE(made);
    for (std::size_t number = 0; number < 50; ++number) {
        for (auto const position : positions_of(*made, draw_signature(*made, 1, number))) {
            EXPECT_LT(position, 20000);
        }
    }
}

TEST(Signatures, are_the_same_for_the_same_seed_however_many_are_drawn) {
    Plan const plan{{.bases = 8000, .loci = 12}};
    auto const made = plan.make();
    ASSERT_TRUE(made);
    EXPECT_EQ(positions_of(*made, draw_signature(*made, 3, 4)), positions_of(*made, draw_signature(*made, 3, 4)));
    EXPECT_NE(positions_of(*made, draw_signature(*made, 3, 4)), positions_of(*made, draw_signature(*made, 3, 5)));
    EXPECT_NE(positions_of(*made, draw_signature(*made, 3, 4)), positions_of(*made, draw_signature(*made, 4, 4)));
    auto const few = calibrate(*made, {.signatures = 20, .sample_dispersion = 0.1, .seed = 3});
    auto const many = calibrate(*made, {.signatures = 40, .sample_dispersion = 0.1, .seed = 3});
    EXPECT_TRUE(std::ranges::includes(many.p_values, few.p_values));
}

TEST(Signatures, cannot_be_drawn_without_depth_rows_or_from_indels_alone) {
    Plan plan{{.bases = 8000, .loci = 12}};
    auto bare = plan.evidence;
    bare.depths.clear();
    auto const without_depths = plan_signatures(bare, plan.world.panel, plan.loci, plan.rates(), plan.world.bases(), {});
    ASSERT_FALSE(without_depths);
    EXPECT_EQ(without_depths.reason(), MissingSignatures::no_depths);
    auto const contexts = std::vector<std::string>(plan.world.contexts.size());
    auto const without_contexts =
        plan_signatures(plan.evidence, plan.world.panel, plan.loci, {plan.law, 1, contexts}, plan.world.bases(), {});
    ASSERT_FALSE(without_contexts);
    EXPECT_EQ(without_contexts.reason(), MissingSignatures::no_like_loci);
    for (auto& entry : plan.world.panel.entries) {
        entry.variant.ref += plan.world.genome[static_cast<std::size_t>(entry.variant.position.value) + 1];
    }
    ASSERT_FALSE(plan.make());
    EXPECT_EQ(plan.make().reason(), MissingSignatures::no_like_loci);
}

TEST(Signatures, cannot_be_drawn_where_half_of_the_loci_or_more_state_their_rates) {
    Plan plan{{.bases = 8000, .loci = 12}};
    auto const state_rates = [&](std::size_t loci) {
        for (std::size_t index = 0; index < loci; ++index) {
            plan.loci[index].cells.front().rate_given = true;
        }
    };
    state_rates(6);
    EXPECT_TRUE(plan.make()) << "half of the loci are left";
    state_rates(7);
    ASSERT_FALSE(plan.make());
    EXPECT_EQ(plan.make().reason(), MissingSignatures::rates_stated);
    state_rates(12);
    EXPECT_EQ(plan.make().reason(), MissingSignatures::rates_stated);
}

TEST(Signatures, cannot_be_drawn_where_too_few_positions_are_left) {
    Plan plan{{.bases = 8000, .loci = 12}};
    std::erase_if(plan.evidence.depths, [](DepthRun const& run) { return run.begin.value >= 200; });
    ASSERT_FALSE(plan.make());
    EXPECT_EQ(plan.make().reason(), MissingSignatures::too_few_positions);
}

TEST(Signatures, give_an_empirical_p_value_only_where_ten_over_alpha_were_drawn) {
    Calibration calibration;
    for (int each = 1; each <= 200; ++each) {
        calibration.exact_p_values.push_back(each / 200.0);
    }
    EXPECT_FALSE(empirical_p_value(calibration, 0.001, 0.01));
    EXPECT_FALSE(empirical_p_value(calibration, 0.001, 0.049));
    EXPECT_EQ(empirical_p_value(calibration, 0.001, 0.05), 1 / 201.0);
    EXPECT_EQ(empirical_p_value(calibration, 0.02, 0.05), 5 / 201.0);
}

// T and its tail by plain sums over the rows and over all counts of a cell, no noise level.
TEST(Signatures, have_the_p_value_of_a_slow_sum) {
    Plan const plan{{.bases = 6000, .loci = 3, .rate = 5e-5}};
    auto const made = plan.make();
    ASSERT_TRUE(made);
    ASSERT_EQ(made->loci.size(), 3U);
    std::vector<double> law{1.0};
    for (std::size_t index = 0; index < made->loci.size(); ++index) {
        auto const& locus = made->loci[index];
        auto const& entry = plan.world.panel.entries[plan.loci[locus.locus].entry];
        auto const window = made->sites.with_context(locus.context).subspan(locus.first, locus.count);
        for (std::size_t group = 0; group < world_groups.size(); ++group) {
            double sum = 0;
            double squares = 0;
            for (auto const& site : window) {
                double const depth = static_cast<double>(plan.world.depth(site.position, group));
                sum += depth / static_cast<double>(window.size());
                squares += depth * depth / static_cast<double>(window.size());
            }
            double const rate = plan.law.rate_of_kind(world_groups[group], plan.world.contexts[plan.loci[locus.locus].entry],
                                                      substitution_text(entry.variant.ref[0], entry.variant.alt[0])).rate;
            double const dispersion = 1.5 * squares / (sum * sum) - 1;
            auto const& score = made->scores.cells[index][group];
            std::vector<double> next(law.size() + static_cast<std::size_t>(60 * score.weight), 0.0);
            for (std::int64_t count = 0; count < 60; ++count) {
                auto const shown = score.cap > 0 ? std::min(count, score.cap) : count;
                for (std::size_t t = 0; t < law.size(); ++t) {
                    next[t + static_cast<std::size_t>(shown * score.weight)] += law[t] * chance(count, sum * rate, dispersion);
                }
            }
            law = next;
        }
    }
    std::vector<double> expected;
    for (std::size_t number = 0; number < 30; ++number) {
        auto const signature = draw_signature(*made, 5, number);
        auto const positions = positions_of(*made, signature);
        std::int64_t statistic = 0;
        for (std::size_t index = 0; index < made->loci.size(); ++index) {
            for (std::size_t group = 0; group < world_groups.size(); ++group) {
                auto const& score = made->scores.cells[index][group];
                auto const alt = alt_at(plan.evidence, positions[index], made->loci[index].alt, world_groups[group]);
                statistic += score.weight * (score.cap > 0 ? std::min(alt, score.cap) : alt);
            }
        }
        EXPECT_EQ(signature.statistic, statistic);
        double above = 0;
        for (std::size_t t = static_cast<std::size_t>(statistic) + 1; t < law.size(); ++t) {
            above += law[t];
        }
        expected.push_back(above + (1 - signature.chance) * law[static_cast<std::size_t>(statistic)]);
    }
    std::ranges::sort(expected);
    auto const calibration = calibrate(*made, {.signatures = 30, .sample_dispersion = 0, .seed = 5});
    for (std::size_t each = 0; each < expected.size(); ++each) {
        EXPECT_NEAR(calibration.p_values[each], expected[each], 1e-9);
    }
}

}  // namespace tidemark::test
