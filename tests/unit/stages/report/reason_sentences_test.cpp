// Every code has a sentence that a clinician can read.
#include "stages/report/reason_sentences.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace tidemark::test {
namespace {

/// The list of the design, the two codes of inputs that failed, and those that docs/commands/detect.md adds.
std::vector<std::string> const codes{
    "no_reads", "no_loci", "no_families", "no_base_quality", "low_molecules", "lod_above_required",
    "quantity_not_sufficient", "identity", "contamination", "contamination_explains", "control_fail", "single_locus",
    "ch_suspect_only", "metric_conflict", "fragile_locus", "between_alphas", "calibration_inflated",
    "calibration_unavailable", "no_controls", "identity_unchecked", "cn_assumed", "integrity_unverified",
    "rests_on_assumed_rate", "rests_on_copies", "background_assumed", "inconsistent_with_copy_state", "trunk_cannot_tell",
    "fraction_lower_bound", "loci_lost",
    "umi_degenerate", "umi_unique", "no_duplex_expected", "outside_window", "input_failed", "panel_failed", "no_detection"};

/// Codes of pairs, as docs/formats/track.md lists them.
std::vector<std::string> const pair_codes{
    "from_not_evaluable", "to_not_evaluable", "never_detected", "emergence", "from_not_detected", "no_shared_loci",
    "mass_missing", "legacy_metric", "clearance_not_demonstrable", "from_indeterminate", "to_indeterminate",
    "chemistry_differs", "trunk_not_shared", "metric_conflict", "treatment_change_between", "outside_window", "anchor_not_declared", "anchor_assumed",
    "baseline_below_minimum", "not_confirmed_yet", "not_confirmed", "too_few_draws", "flare_window", "baseline_in_flare_window",
    "no_draw_in_window", "no_baseline_draw"};

}  // namespace

TEST(ReasonSentence, every_code_has_one_of_its_own) {
    for (auto const& list : {codes, pair_codes}) {
        for (auto const& code : list) {
            EXPECT_EQ(reason_sentence(code).find("Reason given by the program"), std::string::npos) << code;
        }
    }
    for (auto const& reason : sample_reasons()) {
        EXPECT_NE(std::find(codes.begin(), codes.end(), reason.code), codes.end())
            << reason.code << " is a code that no page of the design names";
    }
}

TEST(ReasonSentence, is_a_sentence_without_operators_or_code_words) {
    for (auto const& list : {codes, pair_codes}) {
        for (auto const& code : list) {
            auto const sentence = reason_sentence(code);
            EXPECT_TRUE(sentence.front() >= 'A' && sentence.front() <= 'Z') << sentence;
            EXPECT_EQ(sentence.back(), '.') << sentence;
            EXPECT_EQ(sentence.find_first_of("<>=_&|%"), std::string::npos) << sentence;
            EXPECT_EQ(sentence.find("negative"), std::string::npos) << sentence;
        }
    }
}

TEST(ReasonSentence, an_unknown_code_is_named_and_not_swallowed) {
    EXPECT_EQ(reason_sentence("new_rule"), "Reason given by the program: new rule.");
    EXPECT_TRUE(decides_status("new_rule"));
}

TEST(ReasonSentence, remarks_do_not_decide_a_status) {
    EXPECT_FALSE(decides_status("identity_unchecked"));
    EXPECT_FALSE(decides_status("cn_assumed"));
    EXPECT_TRUE(decides_status("single_locus"));
    EXPECT_TRUE(decides_status("lod_above_required"));
}

TEST(ReasonSentence, an_assumed_error_rate_is_never_called_learned) {
    for (auto const* const code : {"no_controls", "background_assumed", "rests_on_assumed_rate"}) {
        EXPECT_EQ(reason_sentence(code).find("learn"), std::string::npos) << code;
    }
    EXPECT_TRUE(decides_status("rests_on_assumed_rate"));
    EXPECT_FALSE(decides_status("background_assumed"));
}

TEST(LocusReason, what_follows_the_colon_is_kept) {
    EXPECT_EQ(locus_reason_words("filter_not_pass:LowDP"), "the caller's filter was not passed (LowDP)");
    EXPECT_EQ(locus_reason_words("common_snp"), "common polymorphism");
    EXPECT_EQ(locus_reason_words("some_rule"), "some rule");
}

}  // namespace tidemark::test
