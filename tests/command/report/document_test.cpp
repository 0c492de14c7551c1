// The cohort's tables and its document say the same.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "support/example_patient.hpp"
#include "support/run_command.hpp"
#include "support/scratch.hpp"

namespace tidemark::test {
namespace {

/// Every cell of a table is the value of that name in the rows of the document, an empty one null; `schema` is of the table.
void expect_same_content(std::string const& table, std::vector<Json> const& rows, char const* name) {
    auto const split = [](std::string const& line) {
        std::vector<std::string> cells(1);
        for (char const letter : line) {
            if (letter == '\t') {
                cells.emplace_back();
            } else {
                cells.back().push_back(letter);
            }
        }
        return cells;
    };
    std::istringstream lines{table};
    std::string line;
    std::getline(lines, line);
    auto const columns = split(line);
    std::size_t count = 0;
    for (; std::getline(lines, line); ++count) {
        ASSERT_LT(count, rows.size()) << name;
        auto const cells = split(line);
        ASSERT_EQ(cells.size(), columns.size()) << name;
        for (std::size_t index = 0; index < columns.size(); ++index) {
            if (columns[index] == "schema") {
                continue;
            }
            ASSERT_TRUE(rows[count].contains(columns[index])) << name << " " << columns[index];
            auto const& value = rows[count][columns[index]];
            auto const at = std::string{name} + " row " + std::to_string(count + 1) + " " + columns[index];
            if (value.is_number()) {
                EXPECT_NEAR(std::stod(cells[index]), value.get<double>(), 1e-9 * std::abs(value.get<double>())) << at;
            } else {
                EXPECT_EQ(cells[index], value.is_string() ? value.get<std::string>() : std::string{}) << at;
            }
        }
    }
    EXPECT_EQ(count, rows.size()) << name;
}

/// `row` with what else is said of all rows around it.
Json with_head(Json row, Json const& head) {
    for (auto const& [name, value] : head.items()) {
        if (!row.contains(name)) {
            row[name] = value;
        }
    }
    return row;
}

/// Rows of the three survival tables, put together from the document.
struct SurvivalRows {
    std::vector<Json> contrasts;
    std::vector<Json> steps;
    std::vector<Json> patients;   ///< by analysis, then patient

    explicit SurvivalRows(Json const& document) {
        for (auto const& analysis : document["survival"]) {
            std::map<std::string, Json> of_groups;
            for (auto const& curve : analysis["curves"]) {
                of_groups[curve["group"]] = curve;
                for (auto const& step : curve["steps"]) {
                    steps.push_back(with_head(with_head(step, {{"group", curve["group"]}}), analysis));
                }
            }
            for (auto contrast : analysis["contrasts"]) {
                for (std::string const role : {"reference", "compared"}) {
                    auto const& curve = of_groups.at(contrast[role]);
                    for (std::string const fact : {"patients", "events", "at_last_known_day", "median", "median_lo", "median_hi"}) {
                        contrast[role + "_" + fact] = curve[fact];
                    }
                }
                contrast["left_out"] = analysis["left_out"].size();
                contrast["few_events"] = contrast["few_events"] == true ? "true" : "false";
                contrasts.push_back(with_head(contrast, analysis));
            }
            std::map<std::string, Json> by_patient;
            for (auto patient : analysis["followed"]) {
                patient["event"] = patient["event"] == true ? 1 : 0;
                patient["at_last_known_day"] = patient["at_last_known_day"] == true ? 1 : 0;
                patient["left_out"] = nullptr;
                by_patient[patient["patient"]] = patient;
            }
            for (auto const& patient : analysis["left_out"]) {
                by_patient[patient["patient"]] = {{"patient", patient["patient"]}, {"left_out", patient["reason"]}, {"group", nullptr},
                                                  {"origin", nullptr}, {"time", nullptr}, {"event", nullptr}, {"at_last_known_day", nullptr}};
            }
            for (auto const& [name, patient] : by_patient) {
                patients.push_back(with_head(patient, analysis));
            }
        }
    }
};

}  // namespace

TEST(Report, each_survival_table_says_what_the_document_says) {
    Scratch const scratch;
    // Three groups, one without an event; ties; a patient without a group; an endpoint that the series group.
    std::string outcomes = "patient,endpoint,time,time_unit,event,group\n";
    for (auto const* const row : {"S1,overall_survival,3,months,1,x", "S2,overall_survival,5.25,months,1,x", "S3,overall_survival,5.25,months,0,x",
                                  "S4,overall_survival,2,months,1,y", "S5,overall_survival,9,months,1,y", "S6,overall_survival,4,months,0,z",
                                  "A,overall_survival,7,months,1,", "A,relapse,300,days,1,", "B,relapse,420.5,days,0,"}) {
        outcomes += std::string{row} + "\n";
    }
    auto const result = tidemark({"report", "-o", scratch / "out", "--survival-tables", "--outcomes", scratch.write("outcomes.csv", outcomes),
                                  write_patient(scratch, "A"), write_patient(scratch, "B")});
    ASSERT_EQ(result.exit_code, 0) << result.err;
    SurvivalRows const rows{Json::parse(read_file(scratch / "out/cohort.json"))};
    EXPECT_GE(rows.contrasts.size(), 2U);
    EXPECT_GE(rows.steps.size(), 6U);
    EXPECT_TRUE(std::ranges::any_of(rows.contrasts, [](Json const& row) { return row["hazard_ratio"].is_number(); }));
    EXPECT_TRUE(std::ranges::any_of(rows.contrasts, [](Json const& row) { return row["hazard_ratio"].is_null(); }));
    EXPECT_TRUE(std::ranges::any_of(rows.patients, [](Json const& row) { return row["left_out"].is_string(); }));
    EXPECT_TRUE(std::ranges::any_of(rows.patients, [](Json const& row) { return row["landmark"].is_string(); }));
    expect_same_content(read_file(scratch / "out/cohort.survival.tsv"), rows.contrasts, "survival");
    expect_same_content(read_file(scratch / "out/cohort.survival_steps.tsv"), rows.steps, "steps");
    expect_same_content(read_file(scratch / "out/cohort.survival_patients.tsv"), rows.patients, "followed");
}

TEST(Report, each_table_of_the_cohort_says_what_its_document_says) {
    Scratch const scratch;
    auto first = timeline_of("A");
    auto second = timeline_of("B");
    first["attributes"]["strata"] = {{"stratum_pdl1", "high"}};
    second["attributes"]["strata"] = {{"stratum_pdl1", "low"}};
    ASSERT_EQ(tidemark({"report", "-o", scratch / "out", "--survival-tables", scratch.write("A.json", first.dump()),
                        scratch.write("B.json", second.dump())}).exit_code, 0);
    auto const document = Json::parse(read_file(scratch / "out/cohort.json"));
    auto const flat = [&](char const* part, std::vector<std::string> const& inside) {
        std::vector<Json> rows;
        for (auto const& outer : document[part]) {
            if (inside.empty()) {
                rows.push_back(outer);
                continue;
            }
            for (auto const& list : inside) {
                auto const at = outer.contains(list) ? outer[list] : outer["timeline"][list];
                for (auto inner : at) {
                    for (auto const& [name, value] : outer.items()) {
                        if (!inner.contains(name)) {
                            inner[name] = value;
                        }
                    }
                    rows.push_back(inner);
                }
            }
        }
        return rows;
    };
    auto patients = flat("patients", {});
    for (auto& row : patients) {
        auto const timeline = row["timeline"];
        row["sex"] = timeline["attributes"]["sex"];
        row["arm"] = timeline["attributes"]["arm"];
        row["stratum_pdl1"] = timeline["attributes"]["strata"]["stratum_pdl1"];
        row["anchor"] = timeline["anchor"];
        row["baseline"] = timeline["baseline"];
        row["baseline_assumed"] = timeline["baseline_assumed"] == true ? 1 : 0;
    }
    expect_same_content(read_file(scratch / "out/cohort.patients.tsv"), patients, "patients");
    expect_same_content(read_file(scratch / "out/cohort.pairs.tsv"), flat("patients", {"pairs"}), "pairs");
    expect_same_content(read_file(scratch / "out/cohort.leads.tsv"), flat("leads", {}), "leads");
    expect_same_content(read_file(scratch / "out/cohort.strata.tsv"), flat("strata", {}), "strata");
    expect_same_content(read_file(scratch / "out/cohort.differences.tsv"), flat("differences", {}), "differences");
    expect_same_content(read_file(scratch / "out/cohort.parity.tsv"), flat("parity_draws", {}), "parity");
}

}  // namespace tidemark::test
