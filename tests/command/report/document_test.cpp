// The cohort's tables and its document say the same.
#include <gtest/gtest.h>

#include <cmath>
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

}  // namespace

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
