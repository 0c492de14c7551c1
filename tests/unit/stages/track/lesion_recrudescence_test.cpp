// A lesion that fell and comes back: a rise from its own lowest draw, which the baseline would not show.
#include <gtest/gtest.h>

#include <algorithm>

#include "stages/track/lesion_recrudescence.hpp"
#include "unit/stages/track/lesion_builder.hpp"

namespace tidemark::test {
namespace {

/// A patient whose draws from day 42 on, six weeks apart, shed these.
LesionPatientCase shedding(std::vector<Shed> const& later) {
    LesionPatientCase patient;
    patient.shed = {{0.01, 0.01, 0.002}};
    patient.days = {-7};
    for (auto const& shed : later) {
        patient.shed.push_back(shed);
        patient.days.push_back(42 * static_cast<int>(patient.days.size()));
    }
    return patient;
}

LesionClaim claim_of(LesionPatientCase const& patient, std::string const& name = "distant_recrudescence", std::string const& lesion = "N") {
    Random random{7, "lesion recrudescence"};
    Findings findings;
    auto const timeline = lesion_timeline(patient, random, findings);
    auto const& claims = timeline.lesions.value().claims;
    auto const found = std::ranges::find_if(claims, [&](LesionClaim const& claim) { return claim.claim == name && claim.lesion == lesion; });
    return found == claims.end() ? LesionClaim{{.claim = "none"}, {}, {}} : *found;
}

Shed const low{0.01, 0.0005, 0.002};    // N at a twentieth: 6 of 24 000 molecules
Shed const back{0.01, 0.004, 0.002};    // less than half of the baseline
Shed const whole{0.01, 0.01, 0.002};

}  // namespace

TEST(LesionRecrudescence, without_a_fall_there_is_nothing_to_come_back_from) {
    auto const claim = claim_of(shedding({whole, whole, {0.01, 0.03, 0.002}, {0.01, 0.03, 0.002}}));
    EXPECT_EQ(claim.verdict, Verdict::not_applicable);
    EXPECT_EQ(claim.reason, "no_response_before");
    EXPECT_EQ(claim.low, "");
}

TEST(LesionRecrudescence, a_fall_without_a_later_draw_does_not_apply) {
    auto const claim = claim_of(shedding({low}));
    EXPECT_EQ(claim.verdict, Verdict::not_applicable);
    EXPECT_EQ(claim.reason, "too_few_draws");
}

TEST(LesionRecrudescence, one_draw_confirms_nothing) {
    auto const claim = claim_of(shedding({low, low, back}));
    EXPECT_EQ(claim.verdict, Verdict::undetermined);
    EXPECT_EQ(claim.sample, "d3");
    EXPECT_EQ(claim.supported_by, "");
    EXPECT_EQ(claim.reason, "not_confirmed_yet");
}

TEST(LesionRecrudescence, two_draws_in_a_row_above_the_lowest_claim_what_the_baseline_does_not_show) {
    auto const patient = shedding({low, low, back, back});
    auto const claim = claim_of(patient);
    EXPECT_EQ(claim.verdict, Verdict::met);
    EXPECT_EQ(claim.sample, "d3");
    EXPECT_EQ(claim.day, 126);
    EXPECT_EQ(claim.supported_by, "d4");
    EXPECT_TRUE(claim.low == "d1" || claim.low == "d2") << claim.low;
    EXPECT_EQ(claim_of(patient, "distant_progression").verdict, Verdict::not_met) << "it is still below the baseline";
    EXPECT_EQ(claim_of(patient, "distant_response").verdict, Verdict::met) << "a claim once made stays";
    auto const as_whole = claim_of(patient, "distant_recrudescence", "");
    EXPECT_EQ(as_whole.verdict, Verdict::met) << "of one lesion the compartment is that lesion";
    EXPECT_EQ(as_whole.low, claim.low);
    EXPECT_EQ(claim_of(patient, "local_recrudescence", "I").reason, "no_response_before");
}

TEST(LesionRecrudescence, from_nothing_at_all_it_is_seen_too) {
    Shed const gone{0.01, 0, 0.002};
    auto const claim = claim_of(shedding({gone, gone, back, back}));
    EXPECT_EQ(claim.verdict, Verdict::met) << claim.reason;
    EXPECT_EQ(claim.supported_by, "d4");
}

TEST(LesionRecrudescence, a_rise_that_the_next_draw_does_not_show_is_none) {
    auto const claim = claim_of(shedding({low, back, low, low}));
    EXPECT_NE(claim.verdict, Verdict::met);
    EXPECT_EQ(claim.sample, "d2");
    EXPECT_EQ(claim.low, "d1");
    EXPECT_NE(claim.reason.find("not_confirmed"), std::string::npos) << claim.reason;
}

TEST(LesionRecrudescence, a_later_deeper_low_takes_nothing_back) {
    auto const claim = claim_of(shedding({low, back, back, {0.01, 0, 0.002}, {0.01, 0, 0.002}}));
    EXPECT_EQ(claim.verdict, Verdict::met);
    EXPECT_EQ(claim.sample, "d2");
    EXPECT_EQ(claim.low, "d1");
}

TEST(LesionRecrudescence, a_rise_of_the_irradiated_lesion_in_its_own_flare_window_does_not_count) {
    auto patient = shedding({{0.0005, 0.0005, 0.0001}, {0.0005, 0.0005, 0.0001}, {0.004, 0.004, 0.0004}, {0.004, 0.004, 0.0004}});
    for (int const day : {1, 125, 167}) {
        auto fraction = event(day, EventKind::radiotherapy_fraction);
        fraction.lesion = "I";
        patient.events.push_back(fraction);
    }
    auto const local = claim_of(patient, "local_recrudescence", "I");
    EXPECT_NE(local.verdict, Verdict::met);
    EXPECT_NE(local.reason.find("flare_window"), std::string::npos) << local.reason;
    EXPECT_EQ(claim_of(patient).verdict, Verdict::met) << "N was not irradiated";
}

TEST(LesionRecrudescence, another_chemistry_leaves_it_undetermined) {
    auto patient = shedding({low, low, back, back});
    patient.later_chemistry = "other";
    // The fall itself is across chemistries then, so that nothing fell firmly.
    EXPECT_EQ(claim_of(patient).verdict, Verdict::not_applicable);
    EXPECT_EQ(claim_of(patient).reason, "no_response_before");
}

}  // namespace tidemark::test
