// Outcomes and definitions in `check`: what `report` and `track` would refuse at the end of a run is refused at its start.
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "check_case.hpp"

namespace tidemark::test {
namespace {

std::string const head = "patient,endpoint,time,event,time_unit,group\n";

/// A definition that is whole.
std::string definition(std::string const& id) {
    return R"({"id": ")" + id + R"(", "title": "Fall", "metric": "vaf_mean", "classes": [{"class": "deep", "when": {"ratio_at_most": 0.2}}]})";
}

class OutcomeFaults : public ::testing::Test {
protected:
    CheckCase scene;
    std::string said;

    OutcomeFaults() { scene.sheet({"P1,d0,plasma,0,a.bam,tumor.vcf", "P2,e0,plasma,0,b.bam,tumor.vcf"}); }

    int check(std::vector<std::string> const& more) {
        std::vector<std::string> words{"--sheet-only"};
        words.insert(words.end(), more.begin(), more.end());
        auto const result = scene.check(words);
        said = result.err;
        EXPECT_EQ(result.exit_code == 0, scene.wrote("samples.csv")) << said;
        std::filesystem::remove_all(scene.folder / "out");
        return result.exit_code;
    }
    int outcomes(std::string const& rows) { return check({"--outcomes", scene.folder.write("o.csv", head + rows)}); }
    int definitions(std::vector<std::pair<std::string, std::string>> const& files) {
        std::vector<std::string> words;
        for (auto const& [name, text] : files) {
            words.insert(words.end(), {"--definitions", scene.folder.write(name, text)});
        }
        return check(words);
    }
    static std::string document(std::string const& list) { return R"({"schema": "tidemark.definitions/1", "definitions": [)" + list + "]}"; }
};

}  // namespace

TEST_F(OutcomeFaults, every_fault_of_a_cell_is_listed_with_file_line_and_column) {
    EXPECT_EQ(outcomes("P1,overall_survival,-1,1,,x\nP2,,5,yes,,x\n,relapse,5,1,fortnights,=x\n"), 3);
    EXPECT_TRUE(has(said, "6 faults")) << said;
    for (auto const* const place : {"o.csv line 2 column time", "o.csv line 3 column endpoint", "o.csv line 3 column event",
                                    "o.csv line 4 column patient", "o.csv line 4 column time_unit", "o.csv line 4 column group"}) {
        EXPECT_TRUE(has(said, place)) << place << "\n" << said;
    }
}

TEST_F(OutcomeFaults, a_table_without_rows_or_columns_is_refused_and_so_is_none_at_all) {
    EXPECT_EQ(outcomes(""), 3);
    EXPECT_TRUE(has(said, "empty_table")) << said;
    EXPECT_EQ(check({"--outcomes", scene.folder.write("o.csv", "patient,endpoint,time\nP1,relapse,5\n")}), 3);
    EXPECT_TRUE(has(said, "event")) << said;
    EXPECT_EQ(check({"--outcomes", scene.folder.write("o.csv", "patient,endpoint,time,event,comment\nP1,relapse,5,1,x\n")}), 3);
    EXPECT_EQ(check({"--outcomes", scene.folder / "absent.csv"}), 3);
}

TEST_F(OutcomeFaults, faults_of_all_sheets_come_together) {
    scene.sheet({"P1,d0,plasma,x,a.bam,tumor.vcf"});
    EXPECT_EQ(check({"--outcomes", scene.folder.write("o.csv", head + "P1,relapse,5,yes,,\n"), "--definitions",
                     scene.folder.write("d.json", document(R"({"id": "a b"})"))}),
              3);
    for (auto const* const place : {"sheet.csv line 2 column day", "o.csv line 2 column event", "d.json: /definitions/0/id"}) {
        EXPECT_TRUE(has(said, place)) << place << "\n" << said;
    }
}

TEST_F(OutcomeFaults, rows_that_contradict_each_other_or_the_sample_sheet_are_4) {
    std::string groups;
    for (int group = 0; group < 9; ++group) {
        groups += "Z" + std::to_string(group) + ",onset,1,1,days,g" + std::to_string(group) + "\n";
    }
    for (auto const& [rows, place] : std::vector<std::pair<std::string, std::string>>{
             {"P1,relapse,5,1,days,\nP1,relapse,6,1,days,\n", "o.csv line 3 column patient: relapse of patient P1 stands on line 2 too"},
             {"P1,relapse,5,1,days,\nP2,relapse,6,1,weeks,\n", "o.csv line 3 column time_unit"},
             {"p1,relapse,5,1,days,x\n", "o.csv line 2 column patient: patients P1 and p1 differ in case only"},
             {"P1,overall_survival,5,1,days,\nP1,progression_free_survival,6,1,days,\n", "o.csv line 3 column time"},
             {groups, "o.csv line 10 column group"}}) {
        EXPECT_EQ(outcomes(rows), 4) << rows;
        EXPECT_TRUE(has(said, place)) << said;
    }
}

TEST_F(OutcomeFaults, what_stands_in_place_of_a_cell_that_is_none_is_compared_with_no_other_row) {
    for (auto const* const rows : {"P1,overall_survival,x,1,days,\nP1,progression_free_survival,6,1,days,\n",
                                   "P1,overall_survival,5,1,months,\nP2,overall_survival,6,1,fortnights,\n",
                                   "P1,relapse,5,1,days,a\nP1,relapse,6,yes,days,a\n"}) {
        EXPECT_EQ(outcomes(rows), 3) << rows;
        EXPECT_TRUE(has(said, "1 fault")) << said;
        EXPECT_FALSE(has(said, "dies after 0") || has(said, "two_time_units") || has(said, "outcome_twice")) << said;
    }
    // Sound rows of the same table are compared as ever.
    EXPECT_EQ(outcomes("P1,relapse,x,1,days,\nP2,relapse,5,1,days,\nP2,relapse,6,1,weeks,\n"), 3) << said;
    EXPECT_TRUE(has(said, "line 2 column time") && has(said, "[outcome_twice]") && has(said, "[two_time_units]")) << said;
}

TEST_F(OutcomeFaults, a_patient_without_plasma_has_no_series_either) {
    scene.sheet({"P1,d0,plasma,0,a.bam,tumor.vcf", "P7,t7,tumor,,t.bam,tumor.vcf"});
    EXPECT_EQ(outcomes("P1,relapse,5,1,days,\nP7,relapse,5,1,days,\n"), 0) << said;
    EXPECT_TRUE(has(said, "warning: o.csv line 3 column patient: patient P7 has no plasma sample in the sample sheet")) << said;
    EXPECT_EQ(outcomes("P7,onset,5,1,days,rise\nP1,onset,5,0,days,fall\n"), 0) << said;
    EXPECT_FALSE(has(said, "outcome_of_nobody")) << said;
}

TEST_F(OutcomeFaults, a_patient_who_is_nowhere_else_is_a_warning_unless_the_row_has_a_group) {
    EXPECT_EQ(outcomes("P1,relapse,5,1,days,\nP9,relapse,5,1,days,\n"), 0) << said;
    EXPECT_TRUE(has(said, "warning: o.csv line 3 column patient: patient P9 is not in the sample sheet")) << said;
    EXPECT_EQ(outcomes("P9,onset,5,1,days,rise\nP8,onset,5,0,days,fall\n"), 0) << said;
    EXPECT_FALSE(has(said, "outcome_of_nobody")) << said;
    EXPECT_EQ(outcomes("P1,relapse,5,1,days,erika@example.org\n"), 0);
    EXPECT_TRUE(has(said, "o.csv line 2 column group: this looks like")) << said;
}

TEST_F(OutcomeFaults, definitions_are_read_and_all_their_faults_listed) {
    EXPECT_EQ(definitions({{"d.json", document(definition("our_fall"))}, {"e.json", document(definition("our_other"))}}), 0) << said;
    EXPECT_EQ(definitions({{"d.json", document(R"({"id": "x", "titel": "t", "metric": "vaf"})")}, {"e.json", "{"}}), 3);
    for (auto const* const fault : {"d.json: /definitions/0/titel", "d.json: /definitions/0/metric", "d.json: /definitions/0/classes",
                                    "e.json line 1: this is no JSON", "[invalid_definitions]", "see docs/formats/definitions.md"}) {
        EXPECT_TRUE(has(said, fault)) << fault << "\n" << said;
    }
    EXPECT_FALSE(has(said, "e.json: e.json") || has(said, "e.json line 1: e.json")) << said;
    EXPECT_EQ(definitions({{"d.json", "{\n  \"schema\": \"tidemark.definitions/1\",\n  \"definitions\" []\n}\n"}}), 3);
    EXPECT_TRUE(has(said, "d.json line 3: this is no JSON")) << said;
    EXPECT_EQ(check({"--definitions", scene.folder / "absent.json"}), 3);
    EXPECT_TRUE(has(said, "absent.json: does not exist; check the path")) << said;
}

TEST_F(OutcomeFaults, an_id_of_a_definition_that_is_there_already_is_4) {
    EXPECT_EQ(definitions({{"d.json", document(definition("guardant_50"))}}), 4);
    EXPECT_TRUE(has(said, "d.json: /definitions/0/id: the definition guardant_50 is there already, among the published definitions")) << said;
    EXPECT_EQ(definitions({{"d.json", document(definition("ours"))}, {"e.json", document(definition("other") + "," + definition("ours"))}}), 4);
    EXPECT_TRUE(has(said, "e.json: /definitions/1/id: the definition ours is there already, in d.json")) << said;
    EXPECT_EQ(definitions({{"one/o.json", document(definition("ours"))}, {"two/o.json", document(definition("ours"))}}), 4);
    EXPECT_TRUE(has(said, "two/o.json: /definitions/0/id: the definition ours is there already, in one/o.json")) << said;
    EXPECT_FALSE(has(said, scene.folder.path().string())) << said;
    EXPECT_EQ(definitions({{"d.json", document(definition("ours") + "," + definition("ours"))}}), 3);
    EXPECT_TRUE(has(said, "1 fault")) << said;
}

}  // namespace tidemark::test
