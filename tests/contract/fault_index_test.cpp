// tests/faults.tsv says for each fault of the catalogue which tests prove its behaviour. This one proves the index: all
// numbers that are promised stand in it, and every test that it names exists in this build.
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <set>
#include <sstream>

#include "support/places.hpp"
#include "support/run_command.hpp"
#include "support/scratch.hpp"

namespace tidemark::test {
namespace {

std::set<int> const promised{1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 14, 15, 16, 18, 19, 20, 21, 22, 23, 26, 27, 28,
                             30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 46, 48, 51, 52, 53, 54, 55, 56,
                             57, 58, 59, 60, 61, 62, 63, 64, 65, 66, 67, 68, 69, 70, 71, 75, 77, 78, 79, 85, 86, 87, 88, 89, 90, 91, 92, 93,
                             94, 95, 96, 97, 98, 99, 100, 101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 111};

std::vector<std::string> parts(std::string const& text, char separator) {
    std::vector<std::string> found;
    std::istringstream stream{text};
    for (std::string part; std::getline(stream, part, separator);) {
        found.push_back(part);
    }
    return found;
}

struct IndexRow {
    std::string fault;
    std::vector<std::string> tests;
    std::string behaviour;
};

std::vector<IndexRow> read_index() {
    std::vector<IndexRow> rows;
    auto const lines = parts(read_file(source_folder() + "/tests/faults.tsv"), '\n');
    EXPECT_EQ(lines.at(0), "fault\ttest\tbehaviour");
    for (std::size_t line = 1; line < lines.size(); ++line) {
        auto const cells = parts(lines[line], '\t');
        EXPECT_EQ(cells.size(), 3U) << lines[line];
        rows.push_back({cells.at(0), parts(cells.at(1), ';'), cells.at(2)});
    }
    return rows;
}

/// "Suite.test" of every test of an executable of this build.
std::set<std::string> const& tests_of(std::string const& executable) {
    static std::map<std::string, std::set<std::string>> known;
    auto const [entry, added] = known.try_emplace(executable);
    if (added) {
        auto const path = std::filesystem::path{program_path()}.parent_path() / executable;
        std::string suite;
        for (auto const& line : parts(run({path.string(), "--gtest_list_tests"}).out, '\n')) {
            if (line.starts_with("  ")) {
                entry->second.insert(suite + line.substr(2));
            } else {
                suite = line;
            }
        }
    }
    return entry->second;
}

/// Workflow suites are registered by name, or once for each engine.
bool is_workflow_suite(std::string const& name) {
    auto const registered = read_file(source_folder() + "/tests/workflow/suites.cmake");
    auto const is_there = [&](std::string const& word) {
        return registered.find("add_workflow_test(" + word + " ") != std::string::npos;
    };
    auto const engine = name.rfind("_snakemake");
    return is_there(name) || (engine != std::string::npos && is_there(name.substr(0, engine) + "_${engine}"));
}

}  // namespace

TEST(FaultIndex, every_promised_fault_stands_in_it_once_with_its_behaviour) {
    std::multiset<std::string> found;
    for (auto const& row : read_index()) {
        found.insert(row.fault);
        EXPECT_FALSE(row.tests.empty()) << row.fault;
        EXPECT_FALSE(row.behaviour.empty()) << row.fault;
    }
    for (int const fault : promised) {
        EXPECT_EQ(found.count(std::to_string(fault)), 1U) << "fault " << fault;
    }
    EXPECT_EQ(found.size(), promised.size());
}

TEST(FaultIndex, every_test_it_names_exists) {
    for (auto const& row : read_index()) {
        for (auto const& test : row.tests) {
            auto const dot = test.find('.');
            ASSERT_NE(dot, std::string::npos) << test;
            auto const executable = test.substr(0, dot);
            auto const name = test.substr(dot + 1);
            EXPECT_TRUE(executable == "workflow" ? is_workflow_suite(name) : tests_of(executable).contains(name))
                << "fault " << row.fault << " names " << test << ", which is no test of this build";
        }
    }
}

TEST(FaultIndex, no_fault_is_proven_by_workflow_suites_alone) {
    // They are skipped where an engine is missing.
    for (auto const& row : read_index()) {
        bool command = false;
        for (auto const& test : row.tests) {
            command = command || !test.starts_with("workflow.");
        }
        EXPECT_TRUE(command) << row.fault;
    }
}

}  // namespace tidemark::test
