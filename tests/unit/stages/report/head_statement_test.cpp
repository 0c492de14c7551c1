// What the head of a page says in each case; the fixed texts are the design's, letter by letter.
#include "stages/report/head_statement.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "support/example_timeline.hpp"

namespace tidemark::test {
namespace {

Timeline up_to(std::size_t draws) {
    auto timeline = example_timeline();
    timeline.draws.resize(draws);
    return timeline;
}

bool says(Statement const& statement, std::string const& sentence) {
    return std::find(statement.sentences.begin(), statement.sentences.end(), sentence) != statement.sentences.end();
}

std::string answer(Statement const& statement, std::string const& question) {
    auto const found = std::find_if(statement.answers.begin(), statement.answers.end(),
                                    [&](Answer const& candidate) { return candidate.question == question; });
    return found == statement.answers.end() ? "" : found->answer;
}

}  // namespace

TEST(PatientStatement, no_draw_is_said) {
    EXPECT_EQ(patient_statement(Timeline{}).headline, "There is no plasma sample of this patient.");
}

TEST(PatientStatement, nothing_evaluable_is_said_and_no_verdict_is_given) {
    auto timeline = example_timeline();
    for (auto& draw : timeline.draws) {
        draw.result.status = SampleStatus::not_evaluable;
    }
    auto const statement = patient_statement(timeline);
    EXPECT_TRUE(says(statement, "No sample of this patient could be evaluated."));
    EXPECT_TRUE(says(statement, "It says nothing about the presence or absence of tumor DNA."));
    EXPECT_TRUE(statement.answers.empty());
}

TEST(PatientStatement, not_detected_carries_the_limit_of_that_sample) {
    auto const statement = patient_statement(up_to(5));
    EXPECT_EQ(statement.status, "Not detected");
    EXPECT_EQ(statement.headline, "Tumor DNA was not detected on day\u00a084.");
    EXPECT_TRUE(
        says(statement,
             "Absence of detection is not absence of disease. This sample could have detected a tumor fraction of "
             "0.040\u00a0% with 95\u00a0% probability."));
    EXPECT_TRUE(says(statement, "With 95\u00a0% confidence, the tumor fraction was at most 0.035\u00a0%."));
    // Ratio 0 with upper end 0.0124: the data exclude less than a fall of 98.76 %.
    EXPECT_TRUE(says(statement,
                     "Against the baseline of day\u00a00, the tumor fraction fell by at least 98.8\u00a0% (95\u00a0% "
                     "interval)."));
    EXPECT_EQ(answer(statement, "Demonstrated clearance"), "Met");
    EXPECT_FALSE(says(statement, "Not detected; clearance cannot be demonstrated with this sample."));
}

TEST(PatientStatement, clearance_that_cannot_be_demonstrated_is_said_so) {
    auto timeline = up_to(5);
    for (auto& pair : timeline.pairs) {
        if (pair.definition == "demonstrated_clearance") {
            pair.verdict = Verdict::undetermined;
        }
    }
    EXPECT_TRUE(says(patient_statement(timeline), "Not detected; clearance cannot be demonstrated with this sample."));
}

TEST(PatientStatement, a_fall_that_the_data_do_not_exclude_to_be_none_is_not_claimed) {
    auto timeline = up_to(5);
    for (auto& pair : timeline.pairs) {
        pair.ratio_hi = 1.8;
    }
    EXPECT_TRUE(says(patient_statement(timeline),
                     "Against the baseline of day\u00a00, a fall of the tumor fraction cannot be shown."));
}

TEST(PatientStatement, a_latest_draw_without_result_does_not_hide_the_one_before) {
    auto const statement = patient_statement(up_to(6));
    EXPECT_EQ(statement.status, "Not evaluable");
    EXPECT_EQ(statement.headline, "The sample of day\u00a0105 could not be evaluated.");
    EXPECT_TRUE(says(statement,
                     "The latest sample that could be evaluated: Tumor DNA was not detected on day\u00a084."));
    EXPECT_TRUE(says(statement, "The alignment file ends in the middle of a block: it is incomplete; copy it again."));
    EXPECT_EQ(answer(statement, "Decrease of at least 50\u00a0%"), "Met");
}

TEST(PatientStatement, indeterminate_names_its_guard_and_not_the_remarks) {
    auto const statement = patient_statement(up_to(3));
    EXPECT_EQ(statement.headline, "The result of day\u00a042 is indeterminate.");
    EXPECT_TRUE(
        says(statement,
             "Only one tracked variant supports the signal; a second one, or a further sample, would resolve it."));
    EXPECT_FALSE(says(statement, "No genetic fingerprint was compared, so a sample swap cannot be excluded."));
}

TEST(PatientStatement, detected_gives_fraction_interval_and_change) {
    auto const statement = patient_statement(example_timeline());
    EXPECT_EQ(statement.headline, "Tumor DNA was detected on day\u00a0168, at a tumor fraction of 0.050\u00a0%.");
    EXPECT_TRUE(says(statement, "The 95\u00a0% interval of the tumor fraction is 0.025 to 0.090\u00a0%."));
    EXPECT_TRUE(
        says(statement,
             "Against the baseline of day\u00a00, the tumor fraction fell by 98.4\u00a0% (95\u00a0% interval of the "
             "change −99.2 to −97.0\u00a0%)."));
    EXPECT_EQ(answer(statement, "Demonstrated clearance"), "Not met");
}

TEST(PatientStatement, a_change_that_rounds_to_nothing_is_neither_a_rise_nor_a_fall) {
    for (double const ratio : {0.999, 1.0, 1.001}) {
        auto timeline = example_timeline();
        for (auto& pair : timeline.pairs) {
            pair.ratio = ratio;
            pair.ratio_lo = 0.98;
            pair.ratio_hi = 1.02;
        }
        EXPECT_TRUE(says(patient_statement(timeline), "Against the baseline of day\u00a00, the tumor fraction is as it was (95\u00a0% interval of "
                                                      "the change −2 to +2\u00a0%)."));
    }
}

TEST(PatientStatement, the_word_negative_is_never_said) {
    for (std::size_t draws = 1; draws <= 8; ++draws) {
        auto const statement = patient_statement(up_to(draws));
        for (auto const& sentence : statement.sentences) {
            EXPECT_EQ(sentence.find("negative"), std::string::npos) << sentence;
        }
    }
}

TEST(PatientStatement, flare_window_and_unverified_integrity_are_said_when_due) {
    auto timeline = up_to(1);
    timeline.draws[0].result.reasons.push_back("integrity_unverified");
    auto const statement = patient_statement(timeline);
    EXPECT_TRUE(says(statement, "Sample drawn in the flare window."));
    EXPECT_TRUE(says(statement, "Integrity of the input file could not be verified."));
}

TEST(PatientStatement, lost_loci_are_said_in_the_sentence_of_the_design) {
    auto timeline = up_to(2);
    EXPECT_FALSE(says(patient_statement(timeline), "Tumor fraction is a lower bound: part of the tracked loci appears absent."));
    timeline.draws.back().result.reasons = {"fraction_lower_bound"};
    EXPECT_TRUE(says(patient_statement(timeline), "Tumor fraction is a lower bound: part of the tracked loci appears absent."));
    timeline.draws.back().result.reasons = {"loci_lost"};
    EXPECT_FALSE(says(patient_statement(timeline), "Tumor fraction is a lower bound: part of the tracked loci appears absent."));
    EXPECT_TRUE(says(patient_statement(timeline),
                     "Part of the tracked variants is absent although the others are there; the tumor fraction allows for it."));
}

}  // namespace tidemark::test
