// The acceptance scenarios of statistics.md 9 on simulated patients: an irradiated, a non-irradiated and an unsampled lesion,
// 8 + 8 private and 30 trunk loci, 3 000 molecules each, background 1e-5. Bounds carry three Monte-Carlo errors.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "values/model/lesion_map_rank.hpp"
#include "values/model/lesion_verdict.hpp"
#include "values/probability/random.hpp"

namespace tidemark {
namespace {

using Shed = std::array<double, 3>;   // irradiated, non-irradiated, unsampled, in per cent
constexpr std::size_t irradiated = 0;
constexpr std::size_t distant = 1;

struct Scenario {
    Shed before;
    Shed after;
    int misassigned = 0;   // "private" loci of the distant lesion that the irradiated one shares
    double scale = 1;
};

std::vector<LesionLocus> drawn(Random& random, Scenario const& scenario, Shed const& shed) {
    std::vector<LesionLocus> loci;
    for (int index = 0; index < 46; ++index) {
        LesionLocus locus{.depth = 3000, .alt = 0, .background = 0.03, .normal_copies = 2, .lesions = {}};
        double share = 0;
        for (std::size_t lesion = 0; lesion < 3; ++lesion) {
            bool const trunk = index >= 16;
            bool const own = lesion == irradiated ? index < 8 : lesion == distant && index >= 8;
            bool const really = trunk || own || (lesion == irradiated && index >= 8 && index < 8 + scenario.misassigned);
            share += really ? scenario.scale * shed[lesion] / 100 / 2 : 0;
            locus.lesions.push_back({trunk || own ? 1.0 : 0.0, 2});
        }
        locus.alt = static_cast<double>(random.binomial(3000, share + (1 - share) * 1e-5));
        loci.push_back(locus);
    }
    return loci;
}

struct Outcome {
    double pooled = 0;         // median change of trunk molecules
    double irradiated = 0;     // median change of each lesion
    double distant = 0;
    double fell = 0;           // share of intervals of the distant lesion below no change, and above
    double rose = 0;
    double private_fell = 0;   // the same of the exact limits of its private loci alone
    double covered = 0;        // share of its intervals that hold the truth
    double response = 0;       // share of answers behind the gates
    double progression = 0;
    double undetermined = 0;
};

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

Outcome outcome_of(Scenario const& scenario, int patients) {
    Random random{9, "lesions"};
    Outcome sum;
    std::array<std::vector<double>, 3> changes;
    double const truth = scenario.after[distant] / scenario.before[distant];
    double const one = 1.0 / patients;
    for (int patient = 0; patient < patients; ++patient) {
        auto const before = drawn(random, scenario, scenario.before);
        auto const after = drawn(random, scenario, scenario.after);
        LesionDraws const draws{before, after};
        LesionChange const fit{draws};
        auto const judgement = judge_lesion(draws, fit, distant);
        double trunk_before = 0;
        double trunk_after = 0;
        for (std::size_t index = 16; index < before.size(); ++index) {
            trunk_before += before[index].alt - 0.03;
            trunk_after += after[index].alt - 0.03;
        }
        changes[0].push_back(trunk_after / trunk_before - 1);
        changes[1].push_back(fit.shed_after()[irradiated] / fit.shed_before()[irradiated] - 1);
        changes[2].push_back(judgement.ratio.ratio.value_or(0) - 1);
        sum.fell += judgement.ratio.hi && *judgement.ratio.hi < 1 ? one : 0;
        sum.rose += judgement.ratio.lo > 1 ? one : 0;
        auto const exact = private_ratio(draws, distant);
        sum.private_fell += exact.hi && *exact.hi < 1 ? one : 0;
        sum.covered += judgement.ratio.lo <= truth && (!judgement.ratio.hi || *judgement.ratio.hi >= truth) ? one : 0;
        sum.response += judgement.answer == LesionAnswer::response ? one : 0;
        sum.progression += judgement.answer == LesionAnswer::progression ? one : 0;
        sum.undetermined += judgement.answer == LesionAnswer::undetermined ? one : 0;
    }
    sum.pooled = median(changes[0]);
    sum.irradiated = median(changes[1]);
    sum.distant = median(changes[2]);
    return sum;
}

double noise(double share, int patients) { return 3 * std::sqrt(share * (1 - share) / patients); }

}  // namespace

TEST(LesionScenarios, the_map_tells_three_lesions_apart) {
    Random random{1, "map"};
    auto const rank = map_rank(drawn(random, {{1, 1, 0.2}, {1, 1, 0.2}}, {1, 1, 0.2}));
    EXPECT_EQ(rank.rank, 3U);
    EXPECT_LT(rank.condition, 30);
    EXPECT_EQ(rank.groups.size(), 3U);
}

TEST(LesionScenarios, a_local_response_is_not_called_distant) {
    int const patients = 1000;
    auto const found = outcome_of({{1, 1, 0.2}, {0.1, 1, 0.2}}, patients);
    EXPECT_NEAR(found.pooled, -0.41, 0.02);
    EXPECT_NEAR(found.irradiated, -0.90, 0.02);
    EXPECT_NEAR(found.distant, 0, 0.03);
    EXPECT_LE(found.fell, 0.025 + noise(0.025, patients));
    EXPECT_LE(found.rose, 0.025 + noise(0.025, patients));
    EXPECT_GE(found.covered, 0.95 - noise(0.05, patients));
    EXPECT_LE(found.response, 0.05);
    EXPECT_LE(found.progression, 0.05);
}

TEST(LesionScenarios, an_abscopal_response_is_found) {
    int const patients = 300;
    auto const found = outcome_of({{1, 1, 0.2}, {0.1, 0.2, 0.04}}, patients);
    EXPECT_NEAR(found.pooled, -0.85, 0.02);
    EXPECT_NEAR(found.irradiated, -0.90, 0.03);
    EXPECT_NEAR(found.distant, -0.80, 0.03);
    EXPECT_GE(found.fell, 0.99);
    // Behind the gates what two tests of 5 % may cost: agreement and sharing.
    EXPECT_GE(found.response, 0.90 - noise(0.10, patients));
    EXPECT_EQ(found.progression, 0);
}

TEST(LesionScenarios, a_flare_that_doubles_the_pooled_value_does_not_hide_a_distant_response) {
    int const patients = 300;
    auto const found = outcome_of({{1, 1, 0.2}, {4, 0.2, 0.04}}, patients);
    EXPECT_NEAR(found.pooled, 0.92, 0.04);
    EXPECT_NEAR(found.irradiated, 2.97, 0.20);
    EXPECT_NEAR(found.distant, -0.80, 0.03);
    EXPECT_GE(found.fell, 0.99);
    EXPECT_GE(found.response, 0.90 - noise(0.10, patients));
    EXPECT_EQ(found.progression, 0);
}

TEST(LesionScenarios, local_control_does_not_hide_distant_growth) {
    int const patients = 300;
    auto const found = outcome_of({{2, 0.5, 0.2}, {0.1, 1.5, 0.4}}, patients);
    EXPECT_NEAR(found.pooled, -0.26, 0.03);
    EXPECT_NEAR(found.irradiated, -0.95, 0.02);
    EXPECT_NEAR(found.distant, 2.01, 0.20);
    EXPECT_GE(found.rose, 0.99);
    EXPECT_GE(found.progression, 0.90 - noise(0.10, patients));
    EXPECT_EQ(found.response, 0);
}

TEST(LesionScenarios, ten_times_less_tumor_shows_less_and_nothing_false) {
    int const patients = 500;
    auto const found = outcome_of({{1, 1, 0.2}, {0.1, 0.2, 0.04}, 0, 0.1}, patients);
    EXPECT_NEAR(found.pooled, -0.85, 0.04);
    EXPECT_NEAR(found.distant, -0.82, 0.08);
    EXPECT_NEAR(found.private_fell, 0.65, noise(0.65, patients));
    EXPECT_NEAR(found.fell, 0.65, noise(0.65, patients));
    EXPECT_GE(found.covered, 0.95 - noise(0.05, patients));
    EXPECT_LE(found.progression, 0.025);
}

TEST(LesionScenarios, ten_times_less_tumor_without_a_distant_change_shows_none) {
    int const patients = 1000;
    auto const found = outcome_of({{1, 1, 0.2}, {0.1, 1, 0.2}, 0, 0.1}, patients);
    EXPECT_LE(found.fell, 0.025 + noise(0.025, patients));
    EXPECT_LE(found.rose, 0.025 + noise(0.025, patients));
    EXPECT_LE(found.response, 0.025);
    EXPECT_LE(found.progression, 0.025);
}

TEST(LesionScenarios, the_gates_stop_loci_that_are_not_private) {
    int const patients = 1500;
    auto const found = outcome_of({{1, 1, 0.2}, {0.1, 1, 0.2}, 3}, patients);
    EXPECT_NEAR(found.pooled, -0.41, 0.02);
    EXPECT_NEAR(found.distant, -0.20, 0.06);
    // Without gates the design has 65 %, the private loci alone: 64.1 % by a simulation of their pooled counts. The interval of record must exclude
    // no change by the profile too, which the trunk holds back as unsampled tumor cannot be below 0: 54.1 % do both. With gates at most 5 %.
    EXPECT_NEAR(found.private_fell, 0.641, noise(0.641, patients));
    EXPECT_NEAR(found.fell, 0.541, noise(0.541, patients));
    EXPECT_LE(found.response + noise(found.response, patients), 0.05);
    EXPECT_GE(found.undetermined, 0.80);
}

}  // namespace tidemark
