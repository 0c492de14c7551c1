// Runs every story in the folders beside this file through the built program. A story is text: reference.fa, variants.vcf,
// reads.sam, and expected.tsv, whose numbers were counted by hand:
//   # words of the story             for the reader
//   #options=--evidence …            what genotype is told besides
//   #loss.duplicate_flag=3           a line that the head of the evidence table must have
//   row  position  …                 header: columns of the evidence table
//   locus  120  …                    a row that must be there once; low..high is a bound, both ends allowed
// There may be no other locus row.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "support/alignment_text.hpp"
#include "support/places.hpp"
#include "support/run_command.hpp"
#include "support/scratch.hpp"
#include "support/text_cells.hpp"

namespace tidemark::test {
namespace {

using Row = std::map<std::string, std::string>;

std::filesystem::path folder() { return std::filesystem::path{source_folder()} / "tests/cases"; }

std::vector<std::string> stories() {
    std::vector<std::string> names;
    for (auto const& entry : std::filesystem::directory_iterator{folder()}) {
        if (std::filesystem::exists(entry.path() / "reads.sam")) {
            names.push_back(entry.path().filename().string());
        }
    }
    std::ranges::sort(names);
    return names;
}

/// A table with lines "#key=value" above its header; other lines with # are words.
struct Table {
    Row head;
    std::vector<Row> rows;

    explicit Table(std::string const& text) {
        std::istringstream lines{text};
        std::vector<std::string> columns;
        for (std::string line; std::getline(lines, line);) {
            if (line.starts_with('#')) {
                auto const equals = line.find('=');
                if (!line.starts_with("# ") && equals != std::string::npos) {
                    head[line.substr(1, equals - 1)] = line.substr(equals + 1);
                }
            } else if (columns.empty()) {
                columns = cells_of(line, '\t');
            } else {
                auto const cells = cells_of(line, '\t');
                auto& row = rows.emplace_back();
                for (std::size_t index = 0; index < columns.size(); ++index) {
                    row[columns[index]] = cells.at(index);
                }
            }
        }
    }
};

std::set<std::string> const names_of_a_row{"row", "position", "ref", "alt", "pattern", "evidence_class", "strand"};

/// What tells a row from all others, by the columns that the story gives.
std::string name_of(Row const& row, Row const& by) {
    std::string name;
    for (auto const& [column, cell] : by) {
        name += names_of_a_row.contains(column) ? column + "=" + row.at(column) + " " : "";
    }
    return name;
}

void expect_cell(std::string const& expected, std::string const& found, std::string const& where) {
    auto const dots = expected.find("..");
    if (dots == std::string::npos) {
        EXPECT_EQ(found, expected) << where;
        return;
    }
    auto const value = std::stod(found);
    EXPECT_GE(value, std::stod(expected.substr(0, dots))) << where;
    EXPECT_LE(value, std::stod(expected.substr(dots + 2))) << where;
}

void expect_as_told(Table const& expected, Table const& found) {
    for (auto const& [key, value] : expected.head) {
        if (key != "options") {
            EXPECT_EQ(found.head.at(key), value) << key;
        }
    }
    for (auto const& told : expected.rows) {
        auto const name = name_of(told, told);
        std::vector<Row> same;
        std::ranges::copy_if(found.rows, std::back_inserter(same), [&](Row const& row) { return name_of(row, told) == name; });
        ASSERT_EQ(same.size(), 1U) << name;
        for (auto const& [column, cell] : told) {
            expect_cell(cell, same.front().at(column), name + column);
        }
    }
    auto const loci = [](Table const& table) {
        return std::ranges::count_if(table.rows, [](Row const& row) { return row.at("row") == "locus"; });
    };
    EXPECT_EQ(loci(found), loci(expected));
}

class Story : public testing::TestWithParam<std::string> {};

TEST_P(Story, is_counted_as_by_hand) {
    auto const text = [&](char const* const name) { return read_file(folder() / GetParam() / name); };
    Table const expected{text("expected.tsv")};
    ASSERT_FALSE(expected.rows.empty());
    Scratch const scratch;
    auto const reference = write_reference(scratch, "reference.fa", text("reference.fa"));
    auto const panel = scratch.write("variants.vcf", text("variants.vcf"));
    for (bool const cram : {false, true}) {
        auto const reads = write_alignments(scratch, "reads", text("reads.sam"), cram ? reference : "");
        std::vector<std::string> words{"genotype", "-f", reference, "--panel", panel, "--trust-cram", "-o", scratch / "s.tsv"};
        std::istringstream options{expected.head.at("options")};
        for (std::string word; options >> word;) {
            words.push_back(word);
        }
        words.push_back(reads);
        auto const result = tidemark(words);
        ASSERT_EQ(result.exit_code, 0) << result.err;
        SCOPED_TRACE(cram ? "CRAM" : "BAM");
        expect_as_told(expected, Table{read_file(scratch / "s.tsv")});
    }
}

INSTANTIATE_TEST_SUITE_P(Cases, Story, testing::ValuesIn(stories()), [](auto const& told) { return told.param; });

TEST(Stories, are_all_found) { EXPECT_GE(stories().size(), 6U); }

}  // namespace
}  // namespace tidemark::test
