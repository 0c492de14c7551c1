// The four statuses in their order of evaluation (readout.md 2).
#include "stages/detect/decide.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace tidemark::test {
namespace {

using Reasons = std::set<std::string, std::less<>>;

DecisionFacts sample(double p_value, std::int64_t supporting) {
    return {.gates = {},
            .evidence = {.p_value = p_value, .tracked_places = 16, .supporting_places = supporting,
                         .molecules_alt = supporting},
            .without_outliers = {},
            .molecules_n = 30000,
            .detection_limit = 4e-4};
}

DecisionSetting landmark() { return {.rule = {.alpha = 0.01}, .use = IntendedUse::landmark}; }
DecisionSetting monitoring() { return {.rule = {.alpha = 0.001}, .use = IntendedUse::monitoring}; }

}  // namespace

TEST(Decide, a_failed_gate_wins_over_any_p) {
    auto facts = sample(1e-9, 9);
    facts.gates = {"panel_failed"};
    auto const decision = decide(facts, landmark());
    EXPECT_EQ(decision.status, SampleStatus::not_evaluable);
    EXPECT_EQ(decision.reasons, Reasons{"panel_failed"});
}

TEST(Decide, a_gate_on_molecules_never_undoes_a_detection) {
    auto setting = landmark();
    setting.minimum_molecules = 50000;
    EXPECT_EQ(decide(sample(1e-4, 2), setting).status, SampleStatus::detected);
    auto const undetected = decide(sample(0.5, 0), setting);
    EXPECT_EQ(undetected.status, SampleStatus::not_evaluable);
    EXPECT_EQ(undetected.reasons, Reasons{"low_molecules"});
}

TEST(Decide, p_at_alpha_itself_is_detected) {
    EXPECT_EQ(decide(sample(0.01, 2), landmark()).status, SampleStatus::detected);
    EXPECT_EQ(decide(sample(0.010001, 2), landmark()).status, SampleStatus::not_detected);
}

TEST(Decide, a_call_on_assumed_rates_must_hold_at_the_highest_of_them) {
    auto facts = sample(1e-3, 2);
    facts.p_at_highest_rates = 0.02;
    auto const open = decide(facts, landmark());
    EXPECT_EQ(open.status, SampleStatus::indeterminate);
    EXPECT_EQ(open.reasons, Reasons{"rests_on_assumed_rate"});
    facts.p_at_highest_rates = 0.009;
    EXPECT_EQ(decide(facts, landmark()).status, SampleStatus::detected);
    // It never makes a detection of what is none.
    facts.evidence.p_value = 0.5;
    EXPECT_EQ(decide(facts, landmark()).status, SampleStatus::not_detected);
}

TEST(Decide, a_call_on_reads_that_may_be_copies_must_hold_with_copied_errors) {
    auto facts = sample(1e-3, 2);
    facts.p_with_copies = 0.02;
    auto const open = decide(facts, landmark());
    EXPECT_EQ(open.status, SampleStatus::indeterminate);
    EXPECT_EQ(open.reasons, Reasons{"rests_on_copies"});
    facts.p_with_copies = 0.009;
    EXPECT_EQ(decide(facts, landmark()).status, SampleStatus::detected);
    facts.evidence.p_value = 0.5;
    EXPECT_EQ(decide(facts, landmark()).status, SampleStatus::not_detected);
}

TEST(Decide, a_met_test_at_one_of_several_loci_is_indeterminate) {
    auto const decision = decide(sample(1e-6, 1), landmark());
    EXPECT_EQ(decision.status, SampleStatus::indeterminate);
    EXPECT_EQ(decision.reasons, Reasons{"single_locus"});
}

TEST(Decide, one_tracked_locus_needs_two_molecules_at_a_thousandth) {
    auto facts = sample(0.0009, 1);
    facts.evidence.tracked_places = 1;
    facts.evidence.molecules_alt = 2;
    EXPECT_EQ(decide(facts, landmark()).status, SampleStatus::detected);
    facts.evidence.molecules_alt = 1;
    EXPECT_EQ(decide(facts, landmark()).reasons, Reasons{"single_locus"});
    facts.evidence.molecules_alt = 2;
    facts.evidence.p_value = 0.005;
    EXPECT_EQ(decide(facts, landmark()).status, SampleStatus::indeterminate);
}

TEST(Decide, a_detection_that_hangs_on_an_outlier_is_fragile) {
    auto facts = sample(1e-6, 2);
    facts.without_outliers = facts.evidence;
    facts.without_outliers->p_value = 0.2;
    facts.without_outliers->supporting_places = 1;
    auto const decision = decide(facts, landmark());
    EXPECT_EQ(decision.status, SampleStatus::indeterminate);
    EXPECT_EQ(decision.reasons, Reasons{"fragile_locus"});
    facts.without_outliers = facts.evidence;
    EXPECT_EQ(decide(facts, landmark()).status, SampleStatus::detected);
}

TEST(Decide, monitoring_leaves_p_between_the_alphas_open_and_landmark_does_not) {
    EXPECT_EQ(decide(sample(0.002, 3), monitoring()).reasons, Reasons{"between_alphas"});
    EXPECT_EQ(decide(sample(0.01, 0), monitoring()).reasons, Reasons{"between_alphas"});
    EXPECT_EQ(decide(sample(0.002, 3), landmark()).status, SampleStatus::detected);
    EXPECT_EQ(decide(sample(0.02, 3), monitoring()).status, SampleStatus::not_detected);
}

TEST(Decide, without_a_detection_the_limit_is_held_against_the_required_one) {
    auto facts = sample(0.3, 1);
    EXPECT_EQ(decide(facts, landmark()).status, SampleStatus::not_detected);
    facts.detection_limit = 0.0011;
    EXPECT_EQ(decide(facts, landmark()).reasons, Reasons{"lod_above_required"});
    auto setting = landmark();
    setting.required_lod95 = 0.01;
    EXPECT_EQ(decide(facts, setting).status, SampleStatus::not_detected);
    facts.detection_limit.reset();
    EXPECT_EQ(decide(facts, setting).status, SampleStatus::not_evaluable);
}

TEST(Decide, reasons_stand_in_their_fixed_order_and_unknown_ones_are_a_defect) {
    EXPECT_EQ(in_fixed_order({"cn_assumed", "no_controls", "single_locus"}),
              (std::vector<std::string>{"single_locus", "no_controls", "cn_assumed"}));
    EXPECT_THROW((void)in_fixed_order({"frobnicated"}), std::logic_error);
}

TEST(Decide, support_that_white_cells_share_is_ch_suspect_only) {
    auto facts = sample(0.4, 1);
    facts.p_with_other_origin = 1e-6;
    auto const decision = decide(facts, landmark());
    EXPECT_EQ(decision.status, SampleStatus::indeterminate);
    EXPECT_EQ(decision.reasons, Reasons{"ch_suspect_only"});
    facts.p_with_other_origin = 0.4;
    EXPECT_EQ(decide(facts, landmark()).status, SampleStatus::not_detected);
    facts = sample(1e-5, 3);
    facts.p_with_other_origin = 1e-9;
    EXPECT_EQ(decide(facts, landmark()).status, SampleStatus::detected);
}

TEST(Decide, a_detection_that_rests_on_what_white_cells_could_not_have_shown_is_ch_suspect_only) {
    auto facts = sample(1e-6, 3);
    facts.without_suspects = facts.evidence;
    EXPECT_EQ(decide(facts, landmark()).status, SampleStatus::detected);
    facts.without_suspects->supporting_places = 1;
    auto const decision = decide(facts, landmark());
    EXPECT_EQ(decision.status, SampleStatus::indeterminate);
    EXPECT_EQ(decision.reasons, Reasons{"ch_suspect_only"});
    facts.without_outliers = facts.without_suspects;
    EXPECT_EQ(decide(facts, landmark()).reasons, (Reasons{"ch_suspect_only", "fragile_locus"})) << "each guard is told";
    auto setting = landmark();
    setting.minimum_molecules = 50000;
    EXPECT_EQ(decide(facts, setting).reasons, Reasons{"low_molecules"});
}

}  // namespace tidemark::test
