// design as a planner sees it: the shortest form, grids, both forms of the table, the figure, and what is refused.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <regex>
#include <sstream>

#include "support/markup_check.hpp"
#include "support/run_command.hpp"
#include "support/scratch.hpp"
#include "support/text_cells.hpp"

namespace tidemark::test {
namespace {

std::vector<std::string> const shortest{"design", "--loci", "16", "--molecules", "2000", "--background-rate", "1e-5"};

std::vector<std::string> with(std::vector<std::string> const& more) {
    auto call = shortest;
    call.insert(call.end(), more.begin(), more.end());
    return call;
}

/// Rows of a TSV by column.
std::vector<std::map<std::string, std::string>> rows_of(std::string const& text) {
    std::istringstream lines{text};
    std::string line;
    std::getline(lines, line);
    auto const names = cells_of(line, '\t');
    std::vector<std::map<std::string, std::string>> rows;
    while (std::getline(lines, line)) {
        auto const cells = cells_of(line, '\t');
        EXPECT_EQ(cells.size(), names.size());
        auto& row = rows.emplace_back();
        for (std::size_t index = 0; index < std::min(names.size(), cells.size()); ++index) {
            row[names[index]] = cells[index];
        }
    }
    return rows;
}

void expect_refused(std::vector<std::string> const& call, std::string const& rule) {
    auto const result = tidemark(call);
    EXPECT_EQ(result.exit_code, 2) << result.err;
    EXPECT_NE(result.err.find("\"rule\":\"" + rule + "\""), std::string::npos) << rule << ": " << result.err;
    EXPECT_TRUE(result.out.empty());
}

}  // namespace

TEST(Design, numbers_that_make_no_plan_are_refused_with_a_remedy) {
    expect_refused({"design"}, "loci_missing");
    expect_refused({"design", "--loci", "16", "--background-rate", "1e-5"}, "molecules_from_one");
    expect_refused(with({"--input-ng", "10"}), "molecules_from_one");
    expect_refused({"design", "--loci", "16", "--molecules", "2000"}, "background_from_one");
    expect_refused(with({"--evidence-class", "duplex"}), "background_from_one");
    expect_refused({"design", "--loci", "16", "--molecules", "9", "--evidence-class", "triplex"}, "unknown_evidence_class");
    expect_refused({"design", "--loci", "16", "--plasma-ml", "4", "--background-rate", "1e-5"}, "ng_per_ml_missing");
    expect_refused({"design", "--loci", "16", "--input-ng", "0.001", "--background-rate", "1e-5"}, "molecules_out_of_range");
    expect_refused(with({"--private-loci", "8"}), "private_loci_without_fall");
    expect_refused(with({"--multiplicity", "3"}), "multiplicity_above_copies");
    expect_refused(with({"-o", "table.txt"}), "unknown_ending");
    expect_refused(with({"--plot", "plot.png"}), "unknown_ending");
    expect_refused(with({"--fraction", "1e-5:1e-2:1000", "--target", "1e-5:1e-2:1000"}), "grid_too_large");
    expect_refused({"design", "--loci", "200000", "--molecules", "100000000", "--background-rate", "0.1"}, "background_too_large");
    for (auto const* const list : {"", "0", "1.5", "x", "4,", "4,,8", "-3", "1e9", "nan", "2:8", "8:2:3", "2:8:1", "2:8:x", "2:8:3:4"}) {
        auto call = shortest;
        call[2] = list;
        auto const result = tidemark(call);
        EXPECT_EQ(result.exit_code, 2) << list << ": " << result.err;
        EXPECT_EQ(result.out, "") << list;
    }
    EXPECT_EQ(tidemark(with({"--alpha", "0.6"})).exit_code, 2);
    EXPECT_EQ(tidemark(with({"--recovery", "0"})).exit_code, 2);
    EXPECT_EQ(tidemark(with({"--fall", "0.01"})).exit_code, 2);
}

TEST(Design, outputs_that_cannot_be_written_are_code_5_and_leave_nothing) {
    Scratch const scratch;
    auto const file = scratch.write("file", "");   // no folder
    EXPECT_EQ(tidemark(with({"-o", file + "/table.tsv", "--plot", scratch / "plot.svg"})).exit_code, 5);
    EXPECT_EQ(tidemark(with({"--plot", file + "/plot.svg", "-o", scratch / "table.tsv"})).exit_code, 5);
    EXPECT_EQ(list_folder(scratch.path()), "file\n");
    EXPECT_EQ(tidemark(shortest, {.folder = {}, .input = {}, .environment = {}, .output = StandardOutput::full_device}).exit_code, 5);
}

TEST(Design, the_shortest_form_prints_one_row) {
    auto const result = tidemark(with({"--alpha", "0.01"}));
    ASSERT_EQ(result.exit_code, 0) << result.err;
    auto const rows = rows_of(result.out);
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0].at("loci"), "16");
    EXPECT_EQ(rows[0].at("molecules"), "2000");
    EXPECT_EQ(rows[0].at("molecules_n"), "32000");
    EXPECT_EQ(rows[0].at("critical_count"), "3");
    EXPECT_NEAR(std::stod(rows[0].at("lod95_tumor_fraction")), 0.00037, 5e-6);
    EXPECT_EQ(rows[0].at("power"), "");
    EXPECT_EQ(rows[0].at("schema"), "tidemark.design/1");
    EXPECT_EQ(rows[0].at("statement"), "2,000 molecules at each of 16 loci detect a tumor fraction of 0.037 % with 95 % probability. Error rates are taken as known "
              "exactly, which is optimistic: after three controls a dispersion of 0.5 and a sample dispersion of 0.25 are usual.");
    EXPECT_EQ(tidemark(shortest).out, result.out) << "0.01 is the default";
}

TEST(Design, a_grid_has_a_row_for_each_combination_and_says_the_same_in_both_forms) {
    Scratch const scratch;
    std::vector<std::string> const call{"design",           "--loci",           "4,16", "--molecules", "500:2000:3",
                                        "--evidence-class", "duplex,singleton", "--alpha", "0.01,0.001"};
    auto const run_to = [&](std::string const& file) {
        auto arguments = call;
        arguments.insert(arguments.end(), {"-o", scratch / file});
        EXPECT_EQ(tidemark(arguments).exit_code, 0);
        return read_file(scratch / file);
    };
    auto const rows = rows_of(run_to("table.tsv"));
    ASSERT_EQ(rows.size(), 24U);
    EXPECT_EQ(rows[0].at("evidence_class"), "duplex");
    EXPECT_EQ(rows[0].at("background_rate"), "1e-06");
    EXPECT_EQ(rows[4].at("molecules"), "1000");
    auto const json = nlohmann::json::parse(run_to("table.json"));
    EXPECT_EQ(json["schema"], "tidemark.design/1");
    ASSERT_EQ(json["designs"].size(), 24U);
    for (std::size_t index = 0; index < rows.size(); ++index) {
        auto const& object = json["designs"][index];
        EXPECT_EQ(object.size() + 1, rows[index].size());
        EXPECT_EQ(std::stod(rows[index].at("lod95_tumor_fraction")), object["lod95_tumor_fraction"].get<double>());
        EXPECT_TRUE(object["power"].is_null());
    }
}

TEST(Design, a_question_that_cannot_be_answered_is_told_with_its_reason) {
    auto const rows = rows_of(tidemark(with({"--fall", "0.5", "--fraction", "1e-4", "--private-loci", "8", "--target", "1e-4"})).out);
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0].at("reasons"), "lod_above_target;few_baseline_molecules");
    EXPECT_NE(rows[0].at("statement").find("This question cannot be answered: a fall of 50 % takes 50 molecules at baseline, and "
                                           "0.8 are expected; 500 loci of these molecules would do."),
              std::string::npos)
        << rows[0].at("statement");
    // The target's own need, not the larger one of the fall: a tube of so many molecules just reaches the target.
    std::smatch need;
    auto const statement = rows[0].at("statement");
    std::regex const sentence{"below what this tube detects; ([0-9]+),([0-9]{3}) molecules at each locus, or ([0-9]+) loci of these"};
    ASSERT_TRUE(std::regex_search(statement, need, sentence)) << statement;
    auto const limit = [](std::string const& loci, int molecules) {
        auto const tube = rows_of(tidemark({"design", "--loci", loci, "--molecules", std::to_string(molecules), "--background-rate", "1e-5"}).out);
        return std::stod(tube.at(0).at("lod95_tumor_fraction"));
    };
    int const molecules = std::stoi(need.str(1) + need.str(2));
    EXPECT_LE(limit("16", molecules), 1.0001e-4);
    EXPECT_GT(limit("16", molecules * 98 / 100), 1e-4);
    EXPECT_LE(limit(need.str(3), 2000), 1.0001e-4);
    EXPECT_GT(limit(std::to_string(std::stoi(need.str(3)) - 2), 2000), 1e-4);
    EXPECT_EQ(rows[0].at("molecules_needed"), "125000");
    EXPECT_EQ(rows[0].at("baseline_molecules_needed"), "50");
}

TEST(Design, mass_and_plasma_stand_for_molecules) {
    std::vector<std::string> const call{"design", "--loci", "16", "--background-rate", "1e-5", "--recovery", "0.5", "--ng-per-ml", "5"};
    auto by_mass = call;
    by_mass.insert(by_mass.end(), {"--input-ng", "20"});
    auto by_plasma = call;
    by_plasma.insert(by_plasma.end(), {"--plasma-ml", "4"});
    auto const row = rows_of(tidemark(by_mass).out).at(0);
    EXPECT_EQ(row.at("molecules"), "3030");
    EXPECT_EQ(row.at("input_ng"), "20");
    EXPECT_EQ(row.at("plasma_ml"), "4");
    EXPECT_EQ(tidemark(by_mass).out, tidemark(by_plasma).out);
}

TEST(Design, the_figure_is_well_formed_and_the_same_bytes_each_time) {
    Scratch const scratch;
    for (auto const* const name : {"a.svg", "b.svg"}) {
        ASSERT_EQ(tidemark(with({"--plot", scratch / name})).exit_code, 0);
    }
    auto const text = read_file(scratch / "a.svg");
    EXPECT_EQ(text, read_file(scratch / "b.svg"));
    EXPECT_EQ(read_markup(text, false).fault, "");
    EXPECT_NE(text.find("class=\"power\""), std::string::npos);
}

TEST(Design, molecules_that_no_tube_holds_are_no_answer) {
    auto const row = rows_of(tidemark(with({"--target", "1e-6"})).out)[0];
    EXPECT_EQ(row.at("reasons"), "lod_above_target;beyond_one_tube");
    // 303 genome equivalents in a ng, half of them counted.
    EXPECT_NEAR(std::stod(row.at("input_ng_needed")), 40595550 / (303 * 0.5), 1);
    EXPECT_NE(row.at("statement").find("This question cannot be answered: 40,595,550 molecules at each locus take 267,957 ng of cell-free "
                                       "DNA, and a tube of blood holds 1,000 ng at most."),
              std::string::npos)
        << row.at("statement");
    EXPECT_EQ(rows_of(tidemark(with({"--target", "1e-4"})).out)[0].at("reasons"), "lod_above_target");
}

TEST(Design, exact_rates_are_called_optimistic_unless_they_were_asked_for) {
    auto const says = [](std::vector<std::string> const& options) {
        return rows_of(tidemark(with(options)).out)[0].at("statement").find("optimistic") != std::string::npos;
    };
    EXPECT_TRUE(says({}));
    EXPECT_FALSE(says({"--dispersion", "0.5"}));
    EXPECT_FALSE(says({"--sample-dispersion", "0.25"}));
    EXPECT_FALSE(says({"--dispersion", "0"}));
}

}  // namespace tidemark::test
