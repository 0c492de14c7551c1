// The sheets' schemas: one file for both engines, and every column of a sheet is in its schema, in its page and in what
// the program writes. The schemas of results take what a whole run writes.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "support/places.hpp"
#include "support/run_command.hpp"
#include "support/scratch.hpp"
#include "whole_run.hpp"

namespace tidemark::test {
namespace {

std::filesystem::path const source{source_folder()};

/// Sheet name, its schema in workflows/assets, its page.
struct Sheet {
    std::string name;
    std::string nextflow;
    std::string page;
};

std::vector<Sheet> const sheets{{"samples", "schema_input.json", "samples.md"},
                                {"events", "schema_events.json", "events.md"},
                                {"patients", "schema_patients.json", "patients.md"},
                                {"lesions", "schema_lesions.json", "lesions.md"},
                                {"lesion_map", "schema_lesion_map.json", "lesions.md"},
                                {"clonotypes", "schema_clonotypes.json", "lesions.md"},
                                {"neoantigens", "schema_neoantigens.json", "lesions.md"},
                                {"outcomes", "schema_outcomes.json", "outcomes.md"}};

std::string schema_text(Sheet const& sheet) {
    return read_file(source / "snakemake/workflow/schemas" / (sheet.name + ".schema.json"));
}

std::vector<std::string> header_of(std::string const& text, char delimiter) {
    std::istringstream line{text.substr(0, text.find('\n'))};
    std::vector<std::string> cells;
    for (std::string cell; std::getline(line, cell, delimiter);) {
        cells.push_back(cell);
    }
    return cells;
}

/// What `check` writes for one plasma row without a file.
struct Written {
    Scratch folder;
    std::string samples;
    std::string verdicts;

    Written() {
        folder.write("ref.fa", ">chr1\nACGT\n");
        folder.write("ref.fa.fai", "chr1\t4\t6\t4\t5\n");
        folder.write("s.csv", "patient,sample,sample_type,day,bam,tumor_vcf\nP1,d0,plasma,0,a.bam,t.vcf\n");
        EXPECT_EQ(tidemark({"check", "--samples", folder / "s.csv", "-f", folder / "ref.fa", "-o", folder / "out"}).exit_code, 0);
        samples = read_file(folder / "out/samples.csv");
        verdicts = read_file(folder / "out/verdicts.tsv");
    }
};

bool schema_validator_is_there() {
    return run({"python3", "-c", "import jsonschema"}).exit_code == 0;
}

/// Whether the schema takes the row, by Python's jsonschema, which Snakemake uses.
bool schema_takes(Sheet const& sheet, nlohmann::json const& row) {
    auto const program =
        "import json,sys,jsonschema\n"
        "schema=json.load(open(sys.argv[1]))\n"
        "jsonschema.validators.validator_for(schema).check_schema(schema)\n"
        "jsonschema.validate(json.load(sys.stdin),schema)\n";
    auto const result = run({"python3", "-W", "ignore", "-c", program, source / "snakemake/workflow/schemas" / (sheet.name + ".schema.json")},
                            {.folder = {}, .input = row.dump(), .environment = {}});
    EXPECT_TRUE(result.exit_code == 0 || result.err.find("ValidationError") != std::string::npos) << result.err;
    return result.exit_code == 0;
}

/// Whether a published schema of results takes a document; schemas that it refers to lie beside it. Each is checked to be
/// a schema itself.
bool result_schema_takes(std::string const& schema, nlohmann::json const& document) {
    auto const program =
        "import glob,json,os,sys,jsonschema\n"
        "folder=os.path.dirname(sys.argv[1])\n"
        "store={os.path.basename(name):json.load(open(name)) for name in glob.glob(folder+'/*.schema.json')}\n"
        "schema=store[os.path.basename(sys.argv[1])]\n"
        "kind=jsonschema.validators.validator_for(schema)\n"
        "for each in store.values(): kind.check_schema(each)\n"
        "kind(schema,resolver=jsonschema.RefResolver('',schema,store=store)).validate(json.load(sys.stdin))\n";
    auto const result = run({"python3", "-W", "ignore", "-c", program, source / "docs/formats/schemas" / schema},
                            {.folder = {}, .input = document.dump(), .environment = {}});
    EXPECT_TRUE(result.exit_code == 0 || result.err.find("ValidationError") != std::string::npos) << result.err;
    return result.exit_code == 0;
}

}  // namespace

TEST(Schemas, the_cohort_of_a_whole_run_is_taken_by_its_schema_and_a_changed_one_is_not) {
    if (!schema_validator_is_there()) {
        GTEST_SKIP() << "Python's jsonschema is not installed";
    }
    auto const cohort = whole_run().json("report/cohort.json");
    ASSERT_FALSE(cohort.at("patients").empty());
    ASSERT_FALSE(cohort.at("failed").empty());
    using Pointer = nlohmann::json::json_pointer;
    for (auto const& [place, value] : std::vector<std::pair<char const*, nlohmann::json>>{
             {"/schema", "tidemark.cohort/2"}, {"/unknown", 1}, {"/failed/0/day", "42"}, {"/strata/0/metric", "vaf"},
             {"/patients/0/patient", "../P1"}, {"/patients/0/timeline/unknown", 1}, {"/patients/0/timeline/draws/0/day", "0"}}) {
        auto changed = cohort;
        changed[Pointer{place}] = value;
        EXPECT_FALSE(result_schema_takes("cohort.schema.json", changed)) << place;
    }
    auto shorter = cohort;
    shorter.erase("strata");
    EXPECT_FALSE(result_schema_takes("cohort.schema.json", shorter));
    EXPECT_TRUE(result_schema_takes("cohort.schema.json", cohort));
    EXPECT_TRUE(result_schema_takes("cohort.schema.json", whole_run().json("strata/cohort.json")));
}

TEST(Schemas, the_series_of_a_whole_run_is_taken_by_its_schema) {
    if (!schema_validator_is_there()) {
        GTEST_SKIP() << "Python's jsonschema is not installed";
    }
    auto const series = whole_run().json("track/P1.json");
    EXPECT_TRUE(result_schema_takes("timeline.schema.json", series));
    auto changed = series;
    changed["baseline_assumed"] = "no";
    EXPECT_FALSE(result_schema_takes("timeline.schema.json", changed));
}

TEST(Schemas, both_engines_ship_the_same_bytes) {
    for (auto const& sheet : sheets) {
        auto const text = schema_text(sheet);
        EXPECT_FALSE(text.empty()) << sheet.name;
        EXPECT_EQ(read_file(source / "workflows/assets" / sheet.nextflow), text) << sheet.name;
    }
}

TEST(Schemas, each_declares_2020_12_and_keeps_to_words_of_draft_07) {
    for (auto const& sheet : sheets) {
        auto const schema = nlohmann::json::parse(schema_text(sheet));
        EXPECT_EQ(schema.at("$schema"), "https://json-schema.org/draft/2020-12/schema");
        for (auto const* const word : {"$defs", "$anchor", "$dynamicRef", "dependentRequired", "dependentSchemas",
                                       "prefixItems", "unevaluatedProperties", "unevaluatedItems"}) {
            EXPECT_EQ(schema_text(sheet).find(std::string{"\""} + word + "\""), std::string::npos) << sheet.name << word;
        }
    }
}

TEST(Schemas, every_column_of_a_schema_is_in_its_page) {
    for (auto const& sheet : sheets) {
        auto const page = read_file(source / "docs/formats" / sheet.page);
        auto const schema = nlohmann::json::parse(schema_text(sheet));
        for (auto const& [column, rule] : schema.at("properties").items()) {
            EXPECT_NE(page.find("`" + column + "`"), std::string::npos) << sheet.name << " " << column;
        }
    }
}

TEST(Schemas, the_normalised_sheet_has_exactly_the_columns_of_the_schema_but_the_date) {
    Written const written;
    auto const schema = nlohmann::json::parse(schema_text(sheets.front()));
    auto const columns = header_of(written.samples, ',');
    for (auto const& column : columns) {
        EXPECT_TRUE(schema.at("properties").contains(column)) << column;
    }
    EXPECT_EQ(columns.size() + 1, schema.at("properties").size());
    EXPECT_TRUE(schema.at("properties").contains("date"));
}

TEST(Schemas, every_column_of_the_verdicts_is_in_their_page) {
    Written const written;
    auto const page = read_file(source / "docs/formats/verdicts.md");
    auto const columns = header_of(written.verdicts, '\t');
    EXPECT_GT(columns.size(), 20U);
    for (auto const& column : columns) {
        EXPECT_NE(page.find("`" + column + "`"), std::string::npos) << column;
    }
}

TEST(Schemas, every_reason_of_the_verdict_rules_is_in_the_page_of_check) {
    auto const page = read_file(source / "docs/commands/check.md");
    for (auto const* const reason :
         {"file_missing", "file_unreadable", "file_empty", "wrong_file_type", "cram_untrusted", "file_changed", "truncated",
          "missing_eof", "alignment_damaged", "not_sorted", "no_index", "index_damaged", "index_disagrees",
          "checksum_differs", "record_count_differs", "contig_naming", "contig_not_in_reference", "contig_length",
          "contig_md5", "several_samples", "read_group_missing", "evidence_contradicts", "umi_missing", "umi_partial", "umi_degenerate"}) {
        EXPECT_NE(page.find(std::string{"`"} + reason + "`"), std::string::npos) << reason;
    }
}

TEST(Schemas, what_the_schema_of_outcomes_takes_is_what_check_takes) {
    if (!schema_validator_is_there()) {
        GTEST_SKIP() << "Python's jsonschema is not installed";
    }
    std::map<std::string, std::string> const good{{"patient", "P1"}, {"endpoint", "overall_survival"}, {"time", "6.5"},
                                                  {"event", "1"},    {"time_unit", ""},                {"group", ""}};
    struct Change {
        std::string column;
        std::string cell;
        bool taken;
    };
    std::vector<Change> const changes{
        {"group", "", true},           {"group", "arm A", true},   {"group", "=1+1", false},   {"patient", "", false},
        {"patient", "a/b", false},     {"endpoint", "", false},    {"endpoint", "my_own", true}, {"endpoint", "my own", false},
        {"time", "", false},           {"time", "0", true},        {"time", "-0", true},       {"time", "-1", false},
        {"time", "1,5", false},        {"time", "nan", false},     {"time", "1e2", true},      {"event", "", false},
        {"time", "5.", true},          {"time", ".5", true},       {"time", "-0e5", true},     {"time", ".", false},
        {"time", "1e7", false},        {"time", "1e+06", true},    {"time", "1.1e6", false},   {"time", "12e5", false},
        {"time", "1000000", true},     {"time", "1000001", false}, {"time", "1e-05", true},    {"time", "-.5", false},
        {"event", "0", true},          {"event", "yes", false},    {"event", "2", false},      {"time_unit", "weeks", true},
        {"time_unit", "fortnights", false}};
    for (auto const& [column, cell, taken] : changes) {
        auto row = good;
        row[column] = cell;
        Scratch const folder;
        folder.write("s.csv", "patient,sample,sample_type,day,bam,tumor_vcf\nP1,d0,plasma,0,a.bam,t.vcf\n");
        std::string header;
        std::string cells;
        for (auto const& [name, text] : row) {
            header += (header.empty() ? "" : "\t") + name;
            cells += (header == name ? "" : "\t") + text;
        }
        folder.write("o.tsv", header + "\n" + cells + "\n");
        auto const result = tidemark({"check", "--sheet-only", "--samples", folder / "s.csv", "--outcomes", folder / "o.tsv", "-o", folder / "out"});
        EXPECT_EQ(result.exit_code == 0, taken) << column << " = " << cell << "\n" << result.err;
        EXPECT_EQ(schema_takes(sheets.back(), row), taken) << column << " = " << cell;
    }
}

TEST(Schemas, what_the_schema_takes_is_what_the_program_takes) {
    if (!schema_validator_is_there()) {
        GTEST_SKIP() << "Python's jsonschema is not installed";
    }
    std::map<std::string, std::string> const good{{"patient", "P1"}, {"sample", "d0"},    {"sample_type", "plasma"},
                                                  {"day", "0"},      {"bam", "a.bam"},    {"tumor_vcf", "t.vcf"},
                                                  {"cfdna_ng", ""},  {"umi", ""},         {"phase", ""},
                                                  {"cram", ""},      {"evidence", ""},    {"purity", ""},
                                                  {"sha256", ""},    {"records", ""},     {"use", ""},
                                                  {"chemistry", ""}};
    struct Change {
        std::string column;
        std::string cell;
        bool taken;
    };
    std::vector<Change> const changes{
        {"phase", "", true},          {"phase", "cycle 3", true},  {"phase", "=1+1", false},    {"phase", "-3", true},
        {"sample", "a/b", false},     {"sample", "", false},       {"sample", "007", true},     {"patient", "", false},
        {"day", "", false},           {"day", "-7", true},         {"day", "1.5", false},       {"day", "20240301", false},
        {"sample_type", "blood", false}, {"use", "landmark", true}, {"use", "other", false},    {"cram", "a.cram", false},
        {"bam", "", false},           {"umi", "name:_", true},     {"umi", "somewhere", false}, {"evidence", "raw", true},
        {"evidence", "cooked", false}, {"purity", "0.5", false},   {"sha256", "12", false},     {"records", "-1", false},
        {"cfdna_ng", "30.5", true},   {"cfdna_ng", "nan", false},  {"cfdna_ng", "-1", false},
        {"patient", "cohort", false}, {"patient", "cohort2", true}, {"chemistry", "background", false}, {"chemistry", "background.2", true}};
    for (auto const& [column, cell, taken] : changes) {
        auto row = good;
        row[column] = cell;
        std::string header;
        std::string cells;
        for (auto const& [name, text] : row) {
            header += (header.empty() ? "" : ",") + name;
            cells += (header == name ? "" : ",") + text;
        }
        Scratch const folder;
        folder.write("s.csv", header + "\n" + cells + "\n");
        auto const result = tidemark({"check", "--sheet-only", "--samples", folder / "s.csv", "-o", folder / "out"});
        EXPECT_EQ(result.exit_code == 0, taken) << column << " = " << cell << "\n" << result.err;
        EXPECT_EQ(schema_takes(sheets.front(), row), taken) << column << " = " << cell;
    }
}

}  // namespace tidemark::test
