// Rows, verdicts and detections of one patient: contradictions first, then failed samples, then order.
#include "stages/track/join.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "unit/stages/track/series_builder.hpp"

namespace tidemark::test {
namespace {

SampleRow plasma(std::string sample, int day, std::string patient = "P1") {
    SampleRow row;
    row.patient = std::move(patient);
    row.sample = std::move(sample);
    row.day = day;
    return row;
}

NamedDetection found(std::string const& sample) {
    return {sample + ".detection.json", detected(sample, 0, 40).result};
}

struct Joined {
    std::vector<Draw> draws;
    Findings findings;
};

Joined join(std::vector<SampleRow> const& samples, std::vector<NamedDetection> const& detections,
            std::vector<SampleVerdict> const& verdicts = {}) {
    Joined joined;
    joined.draws = join_draws({.patient = "P1", .samples = samples, .verdicts = verdicts, .detections = detections},
                              joined.findings);
    return joined;
}

std::string rules(Findings const& findings) {
    std::string text;
    for (auto const& finding : findings) {
        text += finding.rule + (finding.severity == Severity::contradiction ? " 4\n" : " 3\n");
    }
    return text;
}

}  // namespace

TEST(JoinDraws, a_patient_that_the_sheet_does_not_know_is_a_contradiction) {
    EXPECT_EQ(rules(join({plasma("a", 0, "P2")}, {}).findings), "unknown_patient 4\n");
}

TEST(JoinDraws, a_patient_without_plasma_has_no_series) {
    auto tumor = plasma("t", 0);
    tumor.type = SampleType::tumor;
    EXPECT_EQ(rules(join({tumor}, {}).findings), "no_plasma 4\n");
}

TEST(JoinDraws, a_detection_of_a_sample_that_the_sheet_does_not_know_is_a_contradiction) {
    auto const joined = join({plasma("a", 0)}, {found("a"), found("b")});
    EXPECT_EQ(rules(joined.findings), "unknown_sample 4\n");
    EXPECT_EQ(joined.findings[0].file, "b.detection.json");
}

TEST(JoinDraws, a_detection_of_another_patient_or_of_no_plasma_is_a_contradiction) {
    auto control = plasma("n", 0);
    control.type = SampleType::control;
    EXPECT_EQ(rules(join({plasma("a", 0), plasma("b", 0, "P2"), control}, {found("b"), found("n")}).findings),
              "foreign_sample 4\nforeign_sample 4\n");
}

TEST(JoinDraws, two_detections_of_one_sample_are_a_contradiction) {
    EXPECT_EQ(rules(join({plasma("a", 0)}, {found("a"), found("a")}).findings), "duplicate_detection 4\n");
}

TEST(JoinDraws, a_detection_of_a_sample_that_check_refused_is_a_contradiction) {
    EXPECT_EQ(rules(join({plasma("a", 0)}, {found("a")}, {{"a", false, "missing_eof", "cut short", {}}}).findings),
              "detection_of_failed_sample 4\n");
}

TEST(JoinDraws, draws_of_two_panels_are_a_contradiction) {
    auto other = found("c");
    other.result.panel_hash = "another";
    EXPECT_EQ(rules(join({plasma("a", 0), plasma("b", 1), plasma("c", 2)}, {found("a"), found("b"), other}).findings),
              "panel_differs 4\n");
}

TEST(JoinDraws, a_plasma_row_without_a_day_is_invalid) {
    auto row = plasma("a", 0);
    row.day.reset();
    row.line = 7;
    auto const joined = join({row}, {found("a")});
    EXPECT_EQ(rules(joined.findings), "missing_day 3\n");
    EXPECT_EQ(joined.findings[0].line, 7U);
}

TEST(JoinDraws, a_failed_sample_is_a_draw_with_the_reason_of_check) {
    auto const joined = join({plasma("a", 0), plasma("b", 21)}, {found("a")},
                             {{"a", true, "", "", {}}, {"b", false, "missing_eof", "b.bam ends early", {}}});
    EXPECT_TRUE(joined.findings.empty());
    ASSERT_EQ(joined.draws.size(), 2U);
    auto const& failed = joined.draws[1];
    EXPECT_EQ(failed.result.status, SampleStatus::not_evaluable);
    EXPECT_EQ(failed.result.reasons, std::vector<std::string>{"input_failed"});
    EXPECT_EQ(failed.result.sample, "b");
    EXPECT_EQ(failed.failure_reason, "missing_eof");
    EXPECT_EQ(failed.failure_message, "b.bam ends early");
    EXPECT_FALSE(failed.result.tumor_fraction_cell);
}

TEST(JoinDraws, a_file_that_failed_when_it_was_counted_is_the_same_row_as_one_that_check_refused) {
    auto failed = found("a");
    failed.result.failure_reason = "alignment_damaged";
    failed.result.failure_message = "a.bam has a damaged block; copy it again";
    failed.result.reasons = {"input_failed", "calibration_unavailable", "identity_unchecked"};
    auto const joined = join({plasma("a", 0)}, {failed}, {{"a", true, "", "", {}}});
    EXPECT_TRUE(joined.findings.empty());
    auto const& draw = joined.draws.at(0);
    EXPECT_EQ(draw.result.reasons, std::vector<std::string>{"input_failed"});
    EXPECT_EQ(draw.result.status, SampleStatus::not_evaluable);
    EXPECT_EQ(draw.failure_reason, "alignment_damaged");
    EXPECT_EQ(draw.failure_message, "a.bam has a damaged block; copy it again");
}

TEST(JoinDraws, without_a_verdict_the_missing_detection_is_the_reason) {
    auto row = plasma("a", 0);
    row.use = IntendedUse::landmark;
    auto const joined = join({row}, {});
    EXPECT_TRUE(joined.findings.empty());
    EXPECT_EQ(joined.draws.at(0).failure_reason, "no_detection");
    EXPECT_EQ(joined.draws[0].result.use, "landmark");
}

TEST(JoinDraws, a_failed_panel_speaks_for_itself) {
    NamedDetection failed{"a.detection.json", {}};
    failed.result.sample = "a";
    failed.result.reasons = {"panel_failed"};
    auto const joined = join({plasma("a", 0)}, {failed});
    EXPECT_EQ(joined.draws.at(0).result.reasons, std::vector<std::string>{"panel_failed"});
    EXPECT_EQ(joined.draws[0].failure_reason, "");
}

TEST(JoinDraws, draws_stand_by_day_and_then_by_sample_whatever_the_order_of_the_sheet) {
    std::vector<SampleRow> rows{plasma("z", 0), plasma("b", 21), plasma("a", 21), plasma("c", -3), plasma("d", 100)};
    std::string first;
    std::ranges::sort(rows, {}, &SampleRow::sample);
    do {
        std::string order;
        for (auto const& draw : join(rows, {found("a"), found("c")}).draws) {
            order += draw.row.sample;
        }
        EXPECT_EQ(order, "czabd");
    } while (std::ranges::next_permutation(rows, {}, &SampleRow::sample).found);
}

TEST(JoinDraws, lanes_of_one_sample_are_one_draw_and_other_types_are_none) {
    auto tumor = plasma("t", 0);
    tumor.type = SampleType::tumor;
    EXPECT_EQ(join({plasma("a", 0), plasma("a", 0), tumor, plasma("x", 0, "P2")}, {found("a")}).draws.size(), 1U);
}

}  // namespace tidemark::test
