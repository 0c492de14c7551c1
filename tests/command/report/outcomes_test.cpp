// report with outcomes: bad tables first, then a public cohort with its published ratios, then deaths of an events sheet.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "support/example_patient.hpp"
#include "support/markup_check.hpp"
#include "support/places.hpp"
#include "support/run_command.hpp"
#include "support/scratch.hpp"
#include "support/text_cells.hpp"

namespace tidemark::test {
namespace {

void add_event(Json& timeline, int day, char const* kind) {
    timeline["events"].push_back({{"day", day}, {"day_end", nullptr}, {"event", kind}, {"anchor", nullptr}, {"lesion", nullptr},
                                  {"label", nullptr}, {"value", nullptr}, {"unit", nullptr}});
}

/// Patients "A0" ... who die one after the other.
std::vector<std::string> dying_cohort(Scratch const& scratch, int count) {
    std::vector<std::string> paths;
    for (int index = 0; index < count; ++index) {
        auto const patient = "A" + std::to_string(index);
        auto document = timeline_of(patient);
        add_event(document, 200 + 10 * index, index % 3 == 2 ? "last_contact" : "death");
        paths.push_back(scratch.write(patient + ".json", document.dump()));
    }
    return paths;
}

CommandResult report(Scratch const& scratch, std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"report", "-o", scratch / "out"});
    return tidemark(arguments);
}

Json cohort(Scratch const& scratch) { return Json::parse(read_file(scratch / "out/cohort.json")); }

Json analysis(Scratch const& scratch, std::string const& endpoint, std::string const& grouping) {
    auto const document = cohort(scratch);
    for (auto const& each : document["survival"]) {
        if (each["endpoint"] == endpoint && each["grouping"] == grouping) {
            return each;
        }
    }
    return {};
}

std::string const head = "patient,endpoint,time,event,time_unit,group\n";

}  // namespace

TEST(Outcomes, a_damaged_table_is_refused_with_line_and_column) {
    Scratch const scratch;
    for (auto const& [rows, column] : std::vector<std::pair<std::string, std::string>>{
             {"A,overall_survival,-1,1,,x\n", "time"}, {"A,overall_survival,nan,1,,x\n", "time"}, {"A,overall_survival,,1,,x\n", "time"},
             {"A,overall_survival,5,yes,,x\n", "event"}, {"A,overall_survival,5,,,x\n", "event"}, {"a/b,overall_survival,5,1,,x\n", "patient"},
             {"A,,5,1,,x\n", "endpoint"}, {"A,overall_survival,5,1,fortnights,x\n", "time_unit"}, {"A,overall_survival,5,1,,=x\n", "group"}}) {
        auto const result = report(scratch, {"--outcomes", scratch.write("o.csv", head + rows)});
        EXPECT_EQ(result.exit_code, 3) << rows << result.err;
        EXPECT_NE(result.err.find("o.csv line 2 column " + column), std::string::npos) << result.err;
    }
    EXPECT_EQ(report(scratch, {"--outcomes", scratch.write("o.csv", head)}).exit_code, 3);
    EXPECT_EQ(report(scratch, {"--outcomes", scratch / "absent.csv"}).exit_code, 3);
    EXPECT_EQ(report(scratch, {"--outcomes", scratch.write("o.csv", head.substr(0, 20) + "\nA,overall_survival\n")}).exit_code, 3);
    EXPECT_FALSE(std::filesystem::exists(scratch / "out"));
}

TEST(Outcomes, a_table_that_contradicts_itself_is_exit_4) {
    Scratch const scratch;
    auto const rule_of = [&](std::string const& rows, std::vector<std::string> more = {}) {
        more.insert(more.begin(), {"--outcomes", scratch.write("o.csv", head + rows)});
        auto const result = report(scratch, more);
        EXPECT_EQ(result.exit_code, 4) << result.err;
        return result.err;
    };
    EXPECT_NE(rule_of("A,relapse,5,1,days,x\nA,relapse,6,1,days,x\n").find("outcome_twice"), std::string::npos);
    EXPECT_NE(rule_of("A,relapse,5,1,days,x\nB,relapse,6,1,weeks,x\n").find("two_time_units"), std::string::npos);
    EXPECT_NE(rule_of("A,relapse,5,1,days,x\na,relapse,6,1,days,x\n").find("patient_case"), std::string::npos);
    EXPECT_NE(rule_of("A,overall_survival,5,1,days,x\nA,progression_free_survival,6,1,days,x\n").find("progression_after_death"),
              std::string::npos);
    EXPECT_NE(rule_of("A,relapse,5,1,days,x\n", {"--reference-group", "y"}).find("reference_group_unknown"), std::string::npos);
    EXPECT_NE(rule_of("A,relapse,5,1,days,x\n", {"--survival-by", "unheard_of"}).find("definition_unknown"), std::string::npos);
    EXPECT_FALSE(std::filesystem::exists(scratch / "out"));
}

TEST(Outcomes, options_that_mean_nothing_are_usage_errors) {
    Scratch const scratch;
    auto const table = scratch.write("o.csv", head + "A,relapse,5,1,days,x\n");
    for (auto const& wrong : std::vector<std::vector<std::string>>{{"--landmark", "later"}, {"--landmark", "-3"}, {"--landmark", "0"},
                                                                   {"--response-window", "21,91"}, {"--response-window", "91,21,42"},
                                                                   {"--response-window", "21,91,100"}, {"--response-window", "a,b,c"},
                                                                   {"--survival-by", "decrease_50:height"}, {"--survival-by", ":vaf_max"}, {"--survival-by", "change:vaf_max"},
                                                                   {"--survival-anchor", "birth"}}) {
        auto arguments = wrong;
        arguments.insert(arguments.end(), {"--outcomes", table});
        EXPECT_EQ(report(scratch, arguments).exit_code, 2) << wrong.front() << " " << wrong.back();
    }
    EXPECT_FALSE(std::filesystem::exists(scratch / "out"));
}

TEST(Outcomes, the_pembrolizumab_table_gives_its_published_ratios) {
    auto const path = source_folder() + "/../shared/data/inspire_pembrolizumab/pembrolizumab.tsv";
    if (!std::filesystem::exists(path)) {
        GTEST_SKIP() << "the folder inspire_pembrolizumab is not there";
    }
    std::ifstream file{path};
    std::string line;
    std::getline(file, line);
    auto table = head;
    while (std::getline(file, line)) {
        auto const cells = cells_of(line, '\t');
        auto const group = cells.at(6).empty() ? "" : cells[6] == "Increase from baseline" ? "increase" : "decrease";
        table += cells[0] + ",overall_survival," + cells.at(10) + "," + cells.at(9) + ",months," + group + "\n";
        table += cells[0] + ",progression_free_survival," + cells.at(12) + "," + cells.at(11) + ",months," + group + "\n";
    }
    Scratch const scratch;
    auto const result = report(scratch, {"--survival-tables", "--outcomes", scratch.write("inspire.csv", table)});
    ASSERT_EQ(result.exit_code, 0) << result.err;
    auto const overall = analysis(scratch, "overall_survival", "group");
    auto const& ratio = overall["contrasts"].at(0);
    EXPECT_EQ(ratio["reference"], "decrease");
    EXPECT_EQ(overall["followed"].size(), 73U);
    EXPECT_EQ(overall["left_out"].size(), 21U);
    EXPECT_EQ(overall["left_out"][0]["reason"], "no_group");
    // Printed digits of R's survival.
    EXPECT_NEAR(ratio["hazard_ratio"].get<double>(), 3.06, 0.005);
    EXPECT_NEAR(ratio["hazard_ratio_lo"].get<double>(), 1.62, 0.005);
    EXPECT_NEAR(ratio["hazard_ratio_hi"].get<double>(), 5.77, 0.005);
    auto const progression = analysis(scratch, "progression_free_survival", "group")["contrasts"].at(0);
    EXPECT_NEAR(progression["hazard_ratio"].get<double>(), 3.40, 0.005);
    EXPECT_NEAR(progression["hazard_ratio_lo"].get<double>(), 1.98, 0.005);
    EXPECT_NEAR(progression["hazard_ratio_hi"].get<double>(), 5.83, 0.005);
    // lifelines.
    EXPECT_NEAR(ratio["log_rank_chi_square"].get<double>(), 13.085020303611406, 1e-6);
    EXPECT_NEAR(progression["log_rank_chi_square"].get<double>(), 21.241270885002113, 1e-6);
    auto const page = read_file(scratch / "out/cohort.html");
    EXPECT_NE(page.find("3.06 (1.62 to 5.77)"), std::string::npos);
    EXPECT_NE(page.find("3.40 (1.98 to 5.83)"), std::string::npos);
    EXPECT_EQ(read_markup(page, true).fault, "");
    auto const rows = read_file(scratch / "out/cohort.survival.tsv");
    EXPECT_EQ(std::ranges::count(rows, '\n'), 3);
    EXPECT_NE(rows.find("overall_survival\toutcomes\tgroup\t\tmonths\t\t\t\tdecrease\t"), std::string::npos) << rows;
}

TEST(Outcomes, deaths_of_the_events_sheet_make_curves_from_the_deciding_draw) {
    Scratch const scratch;
    auto arguments = dying_cohort(scratch, 6);
    arguments.emplace_back("--survival-tables");
    ASSERT_EQ(report(scratch, arguments).exit_code, 0);
    auto const overall = analysis(scratch, "overall_survival", "decrease_50");
    EXPECT_EQ(overall["source"], "events");
    EXPECT_EQ(overall["landmark"], "draw");
    EXPECT_EQ(overall["followed"].size() + overall["left_out"].size(), 6U);
    ASSERT_FALSE(overall["followed"].empty()) << overall.dump(1);
    // The draw of day 42 decides; the first patient dies on day 200.
    EXPECT_EQ(overall["followed"][0]["time"], 158);
    EXPECT_EQ(overall["followed"][0]["event"], true);
    EXPECT_EQ(overall["followed"][2]["event"], false);
    auto const page = read_file(scratch / "out/cohort.html");
    EXPECT_EQ(read_markup(page, true).fault, "");
    for (auto const* const words : {"Overall survival", "Number at risk", "Groups are formed by what was seen, not by chance",
                                    "For research use", "id=\"swimmer-title\"", "id=\"spider-title\"", "id=\"waterfall-title\""}) {
        EXPECT_NE(page.find(words), std::string::npos) << words;
    }
    EXPECT_EQ(page.find("<script"), std::string::npos);
    auto const steps = read_file(scratch / "out/cohort.survival_steps.tsv");
    EXPECT_EQ(steps.substr(0, 30), "endpoint\tsource\tgrouping\tmetri");
    auto const patients = read_file(scratch / "out/cohort.survival_patients.tsv");
    // No progression is recorded: deaths alone are no progression-free survival.
    EXPECT_EQ(std::ranges::count(patients, '\n'), 1 + 2 * 6);
    EXPECT_TRUE(analysis(scratch, "progression_free_survival", "decrease_50").is_null());
    EXPECT_NE(patients.find("overall_survival\tevents\tdecrease_50\ttumor_fraction_cell\tdays\tA2\tmet\tpre_io\t178\t0\t0\t\t"), std::string::npos)
        << patients;
}

TEST(Outcomes, tables_are_written_only_when_asked_for_and_are_headers_without_outcomes) {
    Scratch const scratch;
    auto document = timeline_of("A");
    document["events"] = Json::array();
    auto const timeline = scratch.write("A.json", document.dump());
    ASSERT_EQ(report(scratch, {timeline}).exit_code, 0);
    EXPECT_EQ(list_folder(scratch / "out").find("survival"), std::string::npos);
    EXPECT_TRUE(cohort(scratch)["survival"].empty());
    ASSERT_EQ(report(scratch, {"--survival-tables", timeline}).exit_code, 0);
    for (auto const* const name : {"out/cohort.survival.tsv", "out/cohort.survival_steps.tsv", "out/cohort.survival_patients.tsv"}) {
        auto const text = read_file(scratch / name);
        EXPECT_EQ(std::ranges::count(text, '\n'), 1) << text;
    }
}

TEST(Outcomes, groups_landmark_and_metric_are_options) {
    Scratch const scratch;
    auto arguments = dying_cohort(scratch, 4);
    arguments.insert(arguments.end(), {"--survival-by", "decrease_90:vaf_mean", "--survival-by", "change", "--landmark", "60",
                                       "--survival-anchor", "pre_rt"});
    ASSERT_EQ(report(scratch, arguments).exit_code, 0);
    auto const overall = analysis(scratch, "overall_survival", "decrease_90");
    EXPECT_EQ(overall["metric"], "vaf_mean");
    EXPECT_EQ(overall["landmark"], "day");
    EXPECT_EQ(overall["landmark_day"], 60);
    EXPECT_EQ(overall["anchor"], "pre_rt");
    EXPECT_TRUE(analysis(scratch, "overall_survival", "decrease_50").is_null());
}

TEST(Outcomes, who_is_missing_in_the_table_and_who_is_not_of_this_report_is_said) {
    Scratch const scratch;
    auto arguments = dying_cohort(scratch, 2);
    auto const table = scratch.write("o.csv", head + "A0,relapse,-0,1,days,x\nZ,relapse,6,1,days,y\nY,relapse,6,0,days,y\n"
                                                     "A0,onset,4,1,days,a\nZ,onset,5,1,days,b\n");
    arguments.insert(arguments.end(), {"--survival-tables", "--outcomes", table, "--reference-group", "y"});
    auto const result = report(scratch, arguments);
    ASSERT_EQ(result.exit_code, 0) << result.err;
    EXPECT_NE(result.err.find("warning: o.csv column group: onset has no group y; its groups are compared with a"), std::string::npos)
        << result.err;
    auto const relapse = analysis(scratch, "relapse", "group");
    ASSERT_EQ(relapse["left_out"].size(), 1U);
    EXPECT_EQ(relapse["left_out"][0]["patient"], "A1");
    EXPECT_EQ(relapse["left_out"][0]["reason"], "no_outcome");
    EXPECT_NE(read_file(scratch / "out/cohort.html").find("2 rows are of no patient with draws in this report"), std::string::npos);
    EXPECT_EQ(read_file(scratch / "out/cohort.survival_patients.tsv").find("\t-0\t"), std::string::npos);
    EXPECT_NE(read_file(scratch / "out/cohort.html").find("cohort.parity.tsv"), std::string::npos);
}

TEST(Outcomes, markup_and_formulas_in_a_table_stay_text) {
    Scratch const scratch;
    std::string const hostile = "<img src=x onerror=alert(1)></script>&";
    auto const table = scratch.write("o.csv", head + "A,onset,5,1,days," + hostile + "\nB,onset,6,1,days,plain\nC,onset,7,0,days," + hostile + "\n");
    ASSERT_EQ(report(scratch, {"--survival-tables", "--outcomes", table}).exit_code, 0);
    auto const page = read_file(scratch / "out/cohort.html");
    EXPECT_EQ(read_markup(page, true).fault, "");
    EXPECT_EQ(page.find("<img"), std::string::npos);
    EXPECT_EQ(page.find("</script>"), std::string::npos);
    EXPECT_NE(page.find("&lt;img src=x"), std::string::npos);
    auto const rows = read_file(scratch / "out/cohort.survival.tsv");
    auto const columns = cells_of(rows.substr(0, rows.find('\n')), '\t').size();
    EXPECT_EQ(cells_of(rows.substr(rows.find('\n') + 1, rows.rfind('\n') - rows.find('\n') - 1), '\t').size(), columns);
}

TEST(Outcomes, order_of_rows_and_of_arguments_changes_no_byte) {
    Scratch const scratch;
    auto const paths = dying_cohort(scratch, 3);
    std::string const one = "A0,relapse,5,1,days,x\n";
    std::string const two = "A1,relapse,6,1,days,y\n";
    auto const made = [&](std::string const& rows, std::vector<std::string> arguments) {
        arguments.insert(arguments.end(), {"--survival-tables", "--outcomes", scratch.write("o.csv", head + rows)});
        EXPECT_EQ(report(scratch, arguments).exit_code, 0);
        return read_file(scratch / "out/cohort.json") + read_file(scratch / "out/cohort.html") + read_file(scratch / "out/cohort.survival.tsv") +
               read_file(scratch / "out/cohort.survival_steps.tsv") + read_file(scratch / "out/cohort.survival_patients.tsv");
    };
    EXPECT_EQ(made(one + two, paths), made(two + one, {paths[2], paths[0], paths[1]}));
}

}  // namespace tidemark::test
