// The acceptance scenarios of statistics.md 9 through the stage itself: panel and tissue to map, draws to rows and verdicts. Bounds
// carry three Monte-Carlo errors.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <string>
#include <utility>

#include "unit/stages/track/lesion_builder.hpp"

namespace tidemark::test {
namespace {

struct Outcome {
    double pooled = 0;        // medians of changes as shares
    double irradiated = 0;
    double distant = 0;
    double response = 0;      // shares of patients
    double progression = 0;
    double undetermined = 0;
    double local_response = 0;
    double apart = 0;
    double excludes = 0;      // interval of N excludes no change
    double covered = 0;       // of N's intervals that hold the truth
};

double median(std::vector<double> values) {
    std::ranges::sort(values);
    return values.at(values.size() / 2);
}

double change_of(std::optional<Log2Fold> const& change) { return change ? std::exp2(change->value) - 1 : -1; }

Outcome outcome_of(LesionPatientCase const& patient, int patients) {
    Random random{61, "lesion series"};
    Outcome sum;
    std::vector<double> pooled;
    std::vector<double> irradiated;
    std::vector<double> distant;
    double const one = 1.0 / patients;
    double const truth = std::log2(patient.shed[1][1] / patient.shed[0][1]);
    for (int number = 0; number < patients; ++number) {
        Findings findings;
        auto const timeline = lesion_timeline(patient, random, findings);
        EXPECT_TRUE(findings.empty());
        auto const& local = lesion_row(timeline, "d1", "I");
        auto const& far = lesion_row(timeline, "d1", "N");
        auto const& comparison = timeline.lesions->comparisons.at(0);
        pooled.push_back(change_of(comparison.trunk.value));
        irradiated.push_back(change_of(local.change.value));
        distant.push_back(change_of(far.change.value));
        sum.response += far.verdict == "distant_response" ? one : 0;
        sum.progression += far.verdict == "distant_progression" ? one : 0;
        sum.undetermined += far.verdict == "undetermined" ? one : 0;
        sum.local_response += local.verdict == "local_response" ? one : 0;
        sum.apart += comparison.dissociation == "met" ? one : 0;
        bool const below = far.change.hi && far.change.hi->value < 0;
        bool const above = far.change.lo && far.change.lo->value > 0;
        sum.excludes += below || above ? one : 0;
        sum.covered += (!far.change.lo || far.change.lo->value <= truth) && (!far.change.hi || far.change.hi->value >= truth) ? one : 0;
        EXPECT_EQ(comparison.abscopal.value, far.change.value) << "one lesion is its compartment";
    }
    sum.pooled = median(pooled);
    sum.irradiated = median(irradiated);
    sum.distant = median(distant);
    // For docs/methods/track.md: --gtest_output=json:FILE.
    for (auto const& [name, value] : std::initializer_list<std::pair<char const*, double>>{
             {"pooled", sum.pooled}, {"irradiated", sum.irradiated}, {"distant", sum.distant}, {"excludes", sum.excludes}, {"covered", sum.covered},
             {"response", sum.response}, {"progression", sum.progression}, {"undetermined", sum.undetermined},
             {"local_response", sum.local_response}, {"apart", sum.apart}}) {
        testing::Test::RecordProperty(name, std::to_string(value));
    }
    return sum;
}

double noise(double share, int patients) { return 3 * std::sqrt(share * (1 - share) / patients); }

LesionPatientCase scenario(Shed const& before, Shed const& after) {
    LesionPatientCase patient;
    patient.shed = {before, after};
    return patient;
}

}  // namespace

TEST(LesionSeriesScenarios, a_local_response_is_not_called_distant) {
    int const patients = 300;
    auto const found = outcome_of(scenario({0.01, 0.01, 0.002}, {0.001, 0.01, 0.002}), patients);
    EXPECT_NEAR(found.pooled, -0.41, 0.02);
    EXPECT_NEAR(found.irradiated, -0.90, 0.02);
    EXPECT_NEAR(found.distant, 0, 0.03);
    EXPECT_LE(found.excludes, 0.05 + noise(0.05, patients));
    EXPECT_LE(found.response, 0.025 + noise(0.025, patients));
    EXPECT_LE(found.progression, 0.025 + noise(0.025, patients));
    EXPECT_GE(found.covered, 0.95 - noise(0.05, patients));
    EXPECT_GE(found.local_response, 0.90 - noise(0.10, patients));
    EXPECT_GE(found.apart, 0.85);
}

TEST(LesionSeriesScenarios, an_abscopal_response_is_found) {
    int const patients = 200;
    auto const found = outcome_of(scenario({0.01, 0.01, 0.002}, {0.001, 0.002, 0.0004}), patients);
    EXPECT_NEAR(found.pooled, -0.85, 0.02);
    EXPECT_NEAR(found.irradiated, -0.90, 0.03);
    EXPECT_NEAR(found.distant, -0.80, 0.03);
    EXPECT_GE(found.excludes, 0.99);
    EXPECT_GE(found.response, 0.90 - noise(0.10, patients));
    EXPECT_EQ(found.progression, 0);
}

TEST(LesionSeriesScenarios, a_flare_that_doubles_the_pooled_value_does_not_hide_a_distant_response) {
    int const patients = 200;
    auto const found = outcome_of(scenario({0.01, 0.01, 0.002}, {0.04, 0.002, 0.0004}), patients);
    EXPECT_NEAR(found.pooled, 0.92, 0.04);
    EXPECT_NEAR(found.irradiated, 2.97, 0.20);
    EXPECT_NEAR(found.distant, -0.80, 0.03);
    EXPECT_GE(found.excludes, 0.99);
    EXPECT_GE(found.response, 0.90 - noise(0.10, patients));
    EXPECT_GE(found.apart, 0.85);
}

TEST(LesionSeriesScenarios, local_control_does_not_hide_distant_growth) {
    int const patients = 200;
    auto const found = outcome_of(scenario({0.02, 0.005, 0.002}, {0.001, 0.015, 0.004}), patients);
    EXPECT_NEAR(found.pooled, -0.26, 0.03);
    EXPECT_NEAR(found.irradiated, -0.95, 0.02);
    EXPECT_NEAR(found.distant, 2.01, 0.20);
    EXPECT_GE(found.excludes, 0.99);
    EXPECT_GE(found.progression, 0.90 - noise(0.10, patients));
    EXPECT_EQ(found.response, 0);
}

TEST(LesionSeriesScenarios, ten_times_less_tumor_shows_less_and_nothing_false) {
    // 12 molecules to 2.4 at the private loci: exact limits exclude no change in 65.0 % of patients (enumerated).
    int const patients = 800;
    auto const found = outcome_of(scenario({0.001, 0.001, 0.0002}, {0.0001, 0.0002, 0.00004}), patients);
    EXPECT_NEAR(found.pooled, -0.85, 0.05);
    EXPECT_NEAR(found.distant, -0.82, 0.10);
    EXPECT_NEAR(found.excludes, 0.65, noise(0.65, patients));
    EXPECT_GE(found.covered, 0.95 - noise(0.05, patients));
    EXPECT_LE(found.progression, 0.025);
}

TEST(LesionSeriesScenarios, the_gates_stop_loci_that_are_not_private) {
    int const patients = 600;
    auto patient = scenario({0.01, 0.01, 0.002}, {0.001, 0.01, 0.002});
    patient.misassigned = 3;
    auto const found = outcome_of(patient, patients);
    EXPECT_NEAR(found.pooled, -0.41, 0.02);
    EXPECT_NEAR(found.distant, -0.20, 0.06);
    // The private loci alone exclude no change in 64.1 %, the profile in 56.4 %, both in 54.1 % (docs/methods/track.md).
    EXPECT_NEAR(found.excludes, 0.541, noise(0.541, patients)) << "without the gates most of these would be called distant responses";
    EXPECT_LE(found.response + noise(found.response, patients), 0.05);
    EXPECT_GE(found.undetermined, 0.80);
}

}  // namespace tidemark::test
