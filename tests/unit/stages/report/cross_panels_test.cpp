// Panels in other patients' plasma: whose they are, how many look positive, and what is refused.
#include "stages/report/cross_panels.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "support/example_timeline.hpp"

namespace tidemark::test {
namespace {

std::vector<Timeline> two_patients() {
    std::vector<Timeline> timelines{example_timeline("A"), example_timeline("B")};
    for (auto& timeline : timelines) {
        for (auto& draw : timeline.draws) {
            draw.result.panel_hash = "panel of " + timeline.patient;
        }
    }
    return timelines;
}

DetectionResult result(std::string const& sample, std::string const& panel_hash, std::int64_t loci, std::optional<double> p,
                       SampleStatus status = SampleStatus::not_detected) {
    DetectionResult made;
    made.sample = sample;
    made.panel_hash = panel_hash;
    made.loci_evaluable = loci;
    made.p_detect = p;
    made.status = status;
    return made;
}

}  // namespace

TEST(CrossPanels, are_named_by_the_hash_of_the_panel_and_sorted) {
    auto const timelines = two_patients();
    auto const a = timelines[0].draws[0].row.sample;
    auto const b = timelines[1].draws[0].row.sample;
    std::vector const results{result(b, "panel of A", 8, 0.5), result(a, "unknown", 8, 0.5), result(a, "panel of B", 8, 0.5)};
    Findings findings;
    auto const tests = cross_tests(results, timelines, findings);
    EXPECT_TRUE(findings.empty());
    ASSERT_EQ(tests.size(), 3U);
    EXPECT_EQ(tests[0].panel_patient, "");
    EXPECT_EQ(tests[1].panel_patient, "B");
    EXPECT_EQ(tests[2].patient, "B");
    EXPECT_EQ(tests[2].panel_patient, "A");
}

TEST(CrossPanels, a_stranger_and_a_patients_own_panel_are_contradictions) {
    auto const timelines = two_patients();
    std::vector const results{result("stranger", "panel of A", 8, 0.5),
                              result(timelines[0].draws[0].row.sample, "panel of A", 8, 0.5)};
    Findings findings;
    EXPECT_TRUE(cross_tests(results, timelines, findings).empty());
    ASSERT_EQ(findings.size(), 2U);
    EXPECT_EQ(findings[0].rule, "cross_sample_unknown");
    EXPECT_EQ(findings[1].rule, "cross_panel_own");
}

TEST(CrossPanels, rates_go_by_loci_with_exact_limits_and_leave_out_what_was_not_tested) {
    std::vector<CrossTest> tests;
    for (int each = 0; each < 20; ++each) {
        tests.push_back({"A", "s", "B", 8, 0.5, SampleStatus::not_detected});
    }
    tests.push_back({"A", "s", "B", 15, 0.004, SampleStatus::detected});
    tests.push_back({"A", "s", "B", 16, 0.01, SampleStatus::indeterminate});
    tests.push_back({"A", "s", "B", 0, std::nullopt, SampleStatus::not_evaluable});
    auto const rates = cross_rates(tests);
    ASSERT_EQ(rates.size(), 3U);
    EXPECT_EQ(rates[0].loci_from, 6);
    EXPECT_EQ(rates[0].loci_to, 15);
    EXPECT_EQ(rates[0].tests, 21);
    EXPECT_EQ(rates[0].positive, 1);
    EXPECT_EQ(rates[0].detected, 1);
    EXPECT_NEAR(rates[0].positive_rate_lo, 1 - std::pow(0.975, 1 / 21.0), 1e-9);   // Clopper-Pearson of 1 in 21
    EXPECT_EQ(rates[1].loci_from, 16);
    EXPECT_EQ(rates[1].positive, 1);
    EXPECT_EQ(rates[1].detected, 0);
    EXPECT_NEAR(rates[1].detected_rate_hi, 0.975, 1e-9);                            // of 0 in 1
    EXPECT_EQ(rates[2].tests, 22);
    EXPECT_FALSE(rates[2].loci_to);
    EXPECT_TRUE(cross_rates({}).empty());
}

TEST(CrossPanels, the_page_names_every_positive) {
    CohortSummary summary;
    summary.cross_tests = {{"A", "A_d0", "B", 8, 0.004, SampleStatus::detected}, {"A", "A_d7", "B", 8, 0.3, SampleStatus::not_detected}};
    summary.cross_rates = cross_rates(summary.cross_tests);
    auto const section = cross_section(summary);
    ASSERT_EQ(section.blocks.size(), 3U);
    auto const& table = std::get<Table>(section.blocks[0]);
    EXPECT_EQ(table.rows.size(), 2U);
    EXPECT_EQ(table.rows[0][0].text, "6 to 15");
    EXPECT_EQ(table.rows[1][0].text, "All");
    auto const& positives = std::get<SentenceList>(section.blocks[1]).items;
    ASSERT_EQ(positives.size(), 1U);
    EXPECT_EQ(positives[0].term, "A_d0");
}

}  // namespace tidemark::test
