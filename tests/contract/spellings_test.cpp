// Numbers and dates in cells of sheets: whatever their spelling, the JSON Schemas take what `check` takes.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "support/places.hpp"
#include "support/run_command.hpp"
#include "support/scratch.hpp"

namespace tidemark::test {
namespace {

using Row = std::map<std::string, std::string>;

/// A row that is taken; `#` in a cell stands for the number of the row, so that no two rows are about the same.
struct SheetOfNumbers {
    std::string name;
    Row good;
    std::vector<std::string> columns;   ///< whose spellings are tried
};

std::vector<SheetOfNumbers> const sheets{
    {"samples",
     {{"patient", "P1"}, {"sample", "S#"}, {"sample_type", "plasma"}, {"day", "0"}, {"bam", "#.bam"}, {"tumor_vcf", "t.vcf"}, {"date", ""},
      {"cfdna_ng", ""}, {"plasma_ml", ""}, {"input_ng", ""}, {"records", ""}},
     {"day", "date", "cfdna_ng", "plasma_ml", "input_ng", "records"}},
    {"samples",
     {{"patient", "P1"}, {"sample", "T#"}, {"sample_type", "tumor"}, {"lesion", "L#"}, {"bam", "#.bam"}, {"tumor_vcf", "t.vcf"}, {"purity", ""}},
     {"purity"}},
    {"events",
     {{"patient", "P1"}, {"day", "-36525"}, {"event", "imaging"}, {"date", ""}, {"day_end", ""}, {"label", "x#"}, {"value", ""}},
     {"day_end", "date", "value"}},
    {"outcomes", {{"patient", "Q#"}, {"endpoint", "relapse"}, {"time", "6.5"}, {"event", "1"}, {"group", "x"}}, {"time", "event"}},
    {"lesion_map",
     {{"patient", "P1"}, {"contig", "chr1"}, {"position", "1"}, {"ref", "A"}, {"alt", "C"}, {"lesion", "L#"}, {"multiplicity", ""},
      {"total_copies", ""}, {"ccf", ""}, {"depth", ""}, {"purity", ""}, {"absence_power", ""}},
     {"position", "multiplicity", "total_copies", "ccf", "depth", "purity", "absence_power"}},
    {"neoantigens", {{"patient", "P1"}, {"contig", "chr#"}, {"position", "1"}, {"ref", "A"}, {"alt", "C"}, {"neoantigen", "yes"}}, {"position"}},
    {"clonotypes", {{"sample", "d0"}, {"patient", "P1"}, {"compartment", "blood"}, {"cdr3_aa", "CAS#"}, {"templates", "5"}}, {"templates"}}};

/// Odd and plain ones; what a number is worth in one column is out of range in another.
std::vector<std::string> spellings() {
    std::vector<std::string> list{
        "", "0", "5", "+5", " 5", "5 ", "05", "005", "5.", ".5", ".", "5.0", "-5", "-0", "-00", "-0.0", "-.0", "-0.", "-", "+", "--5", "-+5", "1e1",
        "1E1", "1e+1", "1e-1", "1e-01", "1e-001", "1e", "e1", "1e1.5", "1e01", "1e001", "1e-400", "0e400", "0e1", "-0e5", "0e00", "1e400", "0x5",
        "inf", "-inf", "nan", "NaN", "1,5", "1 000", "1_000", "5f", "5d", "5L", "\u0665", "5\u00a0", "\uff11", "0.1.2", "1e--1", "1e+-1", ".e1",
        ".5e1", "5.e0", "5.e+0", "0.5e0", "10e5", "12e4", "12e5", "0.01e8", "100000000e-2", "1e-99", "1e-100", "00.5", "0000", "999999.9999", "1000000",
        "1000000.0", "1000001", "1e6", "1e06", "1e+06", "1.1e6", "1e7", "2e6", "1000", "1000.5", "1001", "1e3", "1.001e3", "9e2", "20", "020.0",
        "20.5", "21", "2e1", "2.1e1", "1.9e1", "100", "101", "1e2", "1.1e2", "0.5", "1", "1.", "1.0", "1e0", "1e-0", "1.1", "1.10", "1.11", "1.09",
        "1.1e0", "1.11e0", "1.2", "36525", "36526", "-36525", "-36526", "036525", "-00036525", "36499", "37000", "99999", "100000000", "100000001", "999999999999999999",
        "0999999999999999999", "1000000000000000000", "9223372036854775807", "9223372036854775808", "true", "NA", "2024-02-29", "2023-02-29",
        "2000-02-29", "1900-02-29", "2024-02-30", "2024-04-31", "2024-12-31", "2024-13-01", "2024-00-10", "2024-01-00", "0000-02-29", "24-01-01",
        "2024-1-01", "01.02.2024", "2024-01-01T00:00", "2024-01-01 "};
    list.push_back("0." + std::string(37, '0') + "1");    // 40 characters
    list.push_back("0." + std::string(38, '0') + "1");
    list.push_back(std::string(39, '0') + "1");
    list.push_back(std::string(40, '0') + "1");
    return list;
}

std::vector<Row> rows_of(SheetOfNumbers const& sheet, std::string const& column) {
    std::vector<Row> rows;
    for (auto const& spelling : spellings()) {
        auto row = sheet.good;
        row[column] = spelling;
        for (auto& [name, cell] : row) {
            if (auto const at = cell.find('#'); at != std::string::npos) {
                cell.replace(at, 1, std::to_string(rows.size()));
            }
        }
        rows.push_back(row);
    }
    return rows;
}

/// Rows in which `check` finds no fault of this column.
std::vector<bool> check_takes(std::string const& sheet, std::string const& column, std::vector<Row> const& rows) {
    Scratch const folder;
    auto const good = folder.write("good.csv", "patient,sample,sample_type,day,bam,tumor_vcf\nP1,d0,plasma,0,a.bam,t.vcf\n");
    std::string text;
    for (auto const& [name, cell] : rows.front()) {
        text += (text.empty() ? "" : "\t") + name;
    }
    for (auto const& row : rows) {
        text += '\n';
        for (auto const& [name, cell] : row) {
            text += (name == rows.front().begin()->first ? "" : "\t") + cell;
        }
    }
    auto const written = folder.write("x.tsv", text + "\n");
    auto option = "--" + sheet;
    std::ranges::replace(option, '_', '-');
    std::vector<std::string> words{"check", "--sheet-only", "-o", folder / "out", option, written};
    if (sheet != "samples") {
        words.insert(words.end(), {"--samples", good});
    }
    auto const result = tidemark(words);
    EXPECT_EQ(result.exit_code, 3) << sheet << " " << column;
    std::vector<bool> takes(rows.size(), true);
    std::istringstream lines{result.err};
    std::string const start = "  x.tsv line ";
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with(start) && line.find(" column " + column + ":") != std::string::npos) {
            takes.at(std::stoul(line.substr(start.size())) - 2) = false;   // line 1 is the header
        }
    }
    return takes;
}

/// Rows that the schema takes, by Python's jsonschema, which Snakemake uses.
std::vector<bool> schema_takes(std::string const& sheet, std::vector<Row> const& rows) {
    auto const program =
        "import json,sys,jsonschema\n"
        "schema=json.load(open(sys.argv[1]))\n"
        "kind=jsonschema.validators.validator_for(schema)\n"
        "kind.check_schema(schema)\n"
        "print(''.join('1' if kind(schema).is_valid(row) else '0' for row in json.load(sys.stdin)))\n";
    auto const result = run({"python3", "-W", "ignore", "-c", program, source_folder() + "/snakemake/workflow/schemas/" + sheet + ".schema.json"},
                            {.folder = {}, .input = nlohmann::json(rows).dump(), .environment = {}});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    std::vector<bool> takes;
    for (std::size_t index = 0; index < rows.size(); ++index) {
        takes.push_back(index < result.out.size() && result.out[index] == '1');
    }
    return takes;
}

bool schema_validator_is_there() { return run({"python3", "-c", "import jsonschema"}).exit_code == 0; }

}  // namespace

TEST(Spellings, of_numbers_and_dates_are_taken_by_a_schema_where_check_takes_them_and_nowhere_else) {
    if (!schema_validator_is_there()) {
        GTEST_SKIP() << "Python's jsonschema is not installed";
    }
    for (auto const& sheet : sheets) {
        for (auto const& column : sheet.columns) {
            auto const rows = rows_of(sheet, column);
            auto const by_check = check_takes(sheet.name, column, rows);
            auto const by_schema = schema_takes(sheet.name, rows);
            for (std::size_t index = 0; index < rows.size(); ++index) {
                EXPECT_EQ(by_check[index], by_schema[index]) << sheet.name << "." << column << " = '" << rows[index].at(column) << "': by check";
            }
        }
    }
}

TEST(Spellings, of_a_time_that_are_taken_are_those_of_people_and_programs) {
    std::set<std::string> const taken{"0",    "5",    "05",   "005",  "5.",    ".5",      "5.0",   "-0",  "-00",  "-0.0",  "-.0", "-0.", "1e1", "1E1", "1e+1",
                                      "1e-1", "1e-01", "1e01", "0e1", "-0e5",  "0e00",    "5.e0",  "5.e+0", "1e-99", "00.5", "0000", "999999.9999",
                                      "1000000", "1000000.0", "1e6", "1e06", "1e+06"};
    std::set<std::string> const refused{"",     "+5",    " 5",   "5 ",   ".",     "-5",   "-",    "1e-001", "1e",   "e1",     "1e1.5", "1e001", "0e400", "0x5", "inf",
                                        "nan",  "1,5",   "1 000", "5d",  "\u0665", "5\u00a0", ".5e1", "0.5e0", "10e5", "12e4",  "0.01e8", "100000000e-2",
                                        "1e-100", "1000001", "1.1e6", "1e7"};
    auto const& outcomes = *std::ranges::find(sheets, "outcomes", &SheetOfNumbers::name);
    auto const rows = rows_of(outcomes, "time");
    auto const by_check = check_takes("outcomes", "time", rows);
    std::size_t looked_at = 0;
    for (std::size_t index = 0; index < rows.size(); ++index) {
        auto const& spelling = rows[index].at("time");
        if (taken.contains(spelling) || refused.contains(spelling)) {
            EXPECT_EQ(by_check[index], taken.contains(spelling)) << "'" << spelling << "'";
            ++looked_at;
        }
    }
    EXPECT_EQ(looked_at, taken.size() + refused.size());
}

}  // namespace tidemark::test
