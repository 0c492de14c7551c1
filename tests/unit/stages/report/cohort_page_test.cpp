// The cohort: everyone is there, failures too, and rates have denominators.
#include "stages/report/cohort_page.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "stages/report/fixed_texts.hpp"
#include "stages/report/patient_files.hpp"
#include "stages/report/small_charts.hpp"
#include "stages/report/stratum_rates.hpp"
#include "stages/report/summarize.hpp"
#include "support/example_timeline.hpp"

namespace tidemark::test {
namespace {

Table const& table_of(Page const& page, std::string const& id) {
    for (auto const& section : page.sections) {
        for (auto const& block : section.blocks) {
            auto const* const table = std::get_if<Table>(&block);
            if (table != nullptr && table->id == id) {
                return *table;
            }
        }
    }
    throw std::out_of_range{id};
}

std::vector<StratumRate> rates_of(std::vector<Timeline> const& timelines) {
    std::vector<JudgedPatient> patients;
    for (auto const& timeline : timelines) {
        patients.push_back({.timeline = &timeline, .best_case = nullptr});
    }
    return stratum_rates(patients, "full");
}

StratumRate rate_of(std::vector<Timeline> const& timelines, std::string const& definition, std::string const& arm) {
    for (auto const& rate : rates_of(timelines)) {
        if (rate.question.definition == definition && rate.question.metric == "tumor_fraction_cell" && rate.group.arm == arm &&
            rate.group.stratum.empty()) {
            return rate;
        }
    }
    return {};
}

std::vector<Timeline> three_patients() {
    std::vector<Timeline> timelines{example_timeline("A"), example_timeline("B"), example_timeline("C")};
    timelines[1].attributes->arm = "IO";
    timelines[2].draws.resize(1);
    timelines[2].pairs.clear();
    return timelines;
}

}  // namespace

TEST(CohortPage, a_cohort_without_patients_has_a_page) {
    auto const page = cohort_page({}, summarize({}));
    EXPECT_EQ(page.statement.headline, "No patient has an evaluable sample.");
    EXPECT_TRUE(table_of(page, "patients").rows.empty());
}

TEST(CohortPage, every_patient_and_every_draw_is_there) {
    auto const timelines = three_patients();
    auto const page = cohort_page(timelines, summarize(timelines));
    EXPECT_EQ(table_of(page, "patients").rows.size(), 3U);
    EXPECT_EQ(table_of(page, "patients").rows[0][0].link, "A.html");
    auto const& statuses = table_of(page, "statuses-table");
    EXPECT_EQ(statuses.rows.size(), 3U);
    EXPECT_EQ(statuses.rows[0][6].text, "Not evaluable");
    auto const figure = status_figure(timelines);
    auto const draws = std::count_if(figure.marks.begin(), figure.marks.end(),
                                     [](Mark const& mark) { return mark.role.starts_with("draw_"); });
    EXPECT_EQ(draws, 8 + 8 + 1);
    EXPECT_EQ(page.statement.headline,
              "Tumor DNA is detected at the latest evaluable draw in 3 of 3 patients.");
}

TEST(CohortPage, failed_samples_are_listed_with_reason_apart_from_those_counted_in_vain) {
    auto const timelines = three_patients();
    auto const summary = summarize(timelines);
    ASSERT_EQ(summary.failed.size(), 2U);
    EXPECT_EQ(summary.failed[0].sample, "A_d105");
    EXPECT_EQ(summary.failed[0].reason, "truncated_file");
    auto const page = cohort_page(timelines, summary);
    EXPECT_EQ(table_of(page, "failed-samples").rows.size(), 2U);
    EXPECT_EQ(table_of(page, "not-evaluable").rows.size(), 2U);
    EXPECT_EQ(table_of(page, "not-evaluable").rows[0][0].text, "A_d126");
}

TEST(Rates, count_the_latest_verdict_of_each_patient_by_arm_and_together) {
    auto const patients = three_patients();
    auto const all = rate_of(patients, "demonstrated_clearance", "");
    EXPECT_EQ(all.met + all.not_met + all.undetermined, 2);
    EXPECT_EQ(all.not_met, 2);
    EXPECT_EQ(all.met, 0);
    EXPECT_EQ(rate_of(patients, "decrease_50", "IO").met, 1);
    EXPECT_EQ(rate_of(patients, "decrease_50", "RT + IO").met, 1);
}

TEST(Rates, a_draw_without_result_does_not_erase_the_verdict_before_it) {
    auto timelines = three_patients();
    timelines[0].draws.resize(7);
    timelines[1].draws.resize(7);
    EXPECT_EQ(rate_of(timelines, "demonstrated_clearance", "").met, 2);
}

TEST(Rates, a_window_speaks_by_its_own_draw_and_not_by_the_latest) {
    auto timelines = three_patients();
    DefinitionRow early;
    early.definition = "br36_clearance";
    early.met_means = "response";
    early.metric = "vaf_max";
    early.first_day = 21;
    early.last_day = 49;
    early.verdict = Verdict::met;
    timelines[0].definitions = {early};
    CohortSummary summary;
    summary.strata.rates = rates_of(timelines);
    auto const page = cohort_page(timelines, summary);
    auto const& rows = table_of(page, "rates-published").rows;
    auto const row = std::find_if(rows.begin(), rows.end(), [](auto const& cells) { return cells[0].note == "Highest VAF, days 21 to 49"; });
    ASSERT_NE(row, rows.end());
    EXPECT_EQ((*row)[1].text, "All");
    EXPECT_EQ((*row)[2].text, "1 (100\u00A0%)");
}

TEST(Rates, our_definitions_stand_open_with_the_primary_draw_first_and_published_ones_are_folded) {
    auto timelines = three_patients();
    DefinitionRow early;
    early.definition = "br36_clearance";
    early.metric = "vaf_max";
    early.met_means = "response";
    timelines[0].definitions = {early};
    CohortSummary summary;
    summary.strata.rates = rates_of(timelines);
    auto const page = cohort_page(timelines, summary);
    auto const& ours = table_of(page, "rates-table");
    EXPECT_FALSE(ours.folded);
    std::vector<std::string> order;
    for (auto const& row : ours.rows) {
        if (row[1].text == "All") {
            order.push_back(row[0].text + " | " + row[0].note);
        }
    }
    std::vector<std::string> expected;
    for (auto const* const definition : {"decrease_50", "decrease_90", "demonstrated_clearance"}) {
        for (auto const* const basis : {", days 21 to 91, baseline's treatment", ", days 21 to 91, confirmed, baseline's treatment", ", latest draw"}) {
            expected.push_back(fixed_texts::definition_words(definition) + " | " + fixed_texts::metric_words("tumor_fraction_cell") + basis);
        }
    }
    EXPECT_EQ(order, expected);
    EXPECT_TRUE(table_of(page, "rates-published").folded);
    EXPECT_FALSE(table_of(page, "rates-published").rows.empty());
}

TEST(Rates, parity_says_how_many_draws_are_left_out_and_where_none_is_that_all_reach_it) {
    auto const timelines = three_patients();
    CohortSummary summary;
    summary.strata.rates = rates_of(timelines);
    summary.strata.parity.emplace().lod95 = 0.001;
    summary.strata.parity->origin = "given";
    auto const words = [&] {
        auto const page = cohort_page(timelines, summary);
        auto const section = std::ranges::find(page.sections, std::string{"strata"}, &Section::id);
        return std::get<Paragraph>(section->blocks.front()).text;
    };
    EXPECT_TRUE(words().ends_with("Every draw that is counted there reaches it.")) << words();
    summary.strata.parity_draws.emplace_back().reason = "above_parity";
    EXPECT_TRUE(words().ends_with("1 draw cannot reach it and is left out there, whatever was found.")) << words();
}

TEST(Rates, the_table_of_strata_shows_the_response_window_first_and_confirmed_and_latest_beside_it) {
    auto const timelines = three_patients();
    CohortSummary summary;
    summary.strata.rates = rates_of(timelines);
    auto const page = cohort_page(timelines, summary);
    // Of two patients: the draw of day 42 is indeterminate, days 63 and 84 show clearance, day 168 detects tumor DNA again.
    auto const& clearance = table_of(page, "strata-demonstrated_clearance").rows.at(0);
    EXPECT_EQ(clearance[0].text, "All");
    EXPECT_EQ(clearance[1].text, "0 / 0 / 0");
    EXPECT_EQ(clearance[2].text, clearance[4].text) << "what does not speak for the window confirms nothing";
    EXPECT_EQ(clearance[4].text.find('%'), std::string::npos);
    EXPECT_EQ(clearance[5].text, "0\u00A0%");
    auto const& decrease = table_of(page, "strata-decrease_50").rows.at(0);
    EXPECT_EQ(decrease[1].text, "2 / 0 / 0");
    EXPECT_EQ(decrease[2].text, "100\u00A0%");
    EXPECT_EQ(decrease[4].text, "100\u00A0%");
}

TEST(SmallTrajectory, has_one_sign_for_each_draw_inside_its_box) {
    auto const timelines = three_patients();
    auto const figure = small_trajectory(timelines[0], small_scale(timelines), "small-1");
    auto const draws = std::count_if(figure.marks.begin(), figure.marks.end(),
                                     [](Mark const& mark) { return mark.role.starts_with("draw_"); });
    EXPECT_EQ(draws, 8);
    for (auto const& mark : figure.marks) {
        for (auto const& shape : mark.shapes) {
            for (auto const& point : shape.points) {
                EXPECT_TRUE(point.y >= 0 && point.y <= figure.height && point.x >= 0 && point.x <= figure.width);
            }
        }
    }
}

TEST(PatientFiles, ids_that_leave_the_folder_or_shadow_the_cohort_are_refused) {
    for (auto const* const id : {"", "../x", "a/b", ".hidden", "-o", "a b", "<img>", "a\n"}) {
        EXPECT_EQ(patient_file_fault(id).value_or(PatientFileFault{}).rule, "bad_patient_id") << id;
    }
    EXPECT_EQ(patient_file_fault(std::string(65, 'a')).value_or(PatientFileFault{}).rule, "bad_patient_id");
    EXPECT_EQ(patient_file_fault("Cohort").value_or(PatientFileFault{}).rule, "reserved_patient_id");
    EXPECT_FALSE(patient_file_fault("P1_a.b-c"));
    EXPECT_FALSE(patient_file_fault(std::string(64, 'a')));
}

TEST(PatientFiles, ids_that_differ_in_case_only_collide) {
    EXPECT_TRUE(colliding_patients(std::vector{example_timeline("P1"), example_timeline("P2")}).empty());
    EXPECT_EQ(colliding_patients(std::vector{example_timeline("P1"), example_timeline("p1")}).size(), 1U);
}

}  // namespace tidemark::test
