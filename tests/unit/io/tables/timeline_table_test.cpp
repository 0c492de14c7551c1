// The series as files: bad files first, then what is empty, then the whole.
#include "io/tables/timeline_table.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>
#include <sstream>

#include "support/places.hpp"
#include "support/scratch.hpp"
#include "unit/io/tables/timeline_example.hpp"
#include "values/failure/failure.hpp"

namespace tidemark::test {
namespace {

using namespace nlohmann::literals;

std::string const example_file = source_folder() + "/tests/cases/timeline/example.json";

std::string written(Timeline const& timeline, char const* ending) {
    Scratch const scratch;
    write_timeline(scratch / "P1", timeline);
    return read_file(scratch / (std::string{"P1"} + ending));
}

/// The example with one value replaced, as a file that read_timeline is given.
void read_with(nlohmann::json::json_pointer const& place, nlohmann::json const& value) {
    Scratch const scratch;
    auto document = nlohmann::json::parse(read_file(example_file));
    document[place] = value;
    static_cast<void>(read_timeline(scratch.write("t.json", document.dump())));
}

std::vector<std::vector<std::string>> cells_of(std::string const& table) {
    std::vector<std::vector<std::string>> rows;
    std::istringstream lines{table};
    for (std::string line; std::getline(lines, line);) {
        auto& row = rows.emplace_back();
        std::istringstream cells{line + "\t"};
        for (std::string cell; std::getline(cells, cell, '\t');) {
            row.push_back(cell);
        }
    }
    return rows;
}

std::string cell(std::vector<std::vector<std::string>> const& rows, std::size_t row, std::string const& column) {
    auto const found = std::ranges::find(rows.at(0), column);
    return found == rows[0].end() ? "no such column" : rows.at(row).at(static_cast<std::size_t>(found - rows[0].begin()));
}

}  // namespace

TEST(TimelineFile, a_file_cut_short_is_refused) {
    Scratch const scratch;
    auto const text = read_file(example_file);
    for (auto const share : {1U, 2U, 3U}) {
        EXPECT_THROW(static_cast<void>(read_timeline(scratch.write("t.json", text.substr(0, text.size() * share / 4)))),
                     InputError);
    }
}

TEST(TimelineFile, another_schema_version_is_a_contradiction) {
    EXPECT_THROW(read_with("/schema"_json_pointer, "tidemark.timeline/2"), ContradictionError);
}

TEST(TimelineFile, a_fault_names_the_place_of_the_value) {
    try {
        read_with("/draws/2/variants/3/depth"_json_pointer, "many");
        FAIL() << "was read";
    } catch (InputError const& error) {
        EXPECT_EQ(error.failure().what, "draws[2].variants[3].depth must be a whole number of at least 0");
        EXPECT_EQ(error.failure().where, "t.json");
    }
}

TEST(TimelineFile, values_of_the_wrong_kind_are_refused) {
    EXPECT_THROW(read_with("/draws/0/status"_json_pointer, "NEGATIVE"), InputError);
    EXPECT_THROW(read_with("/draws/0/day"_json_pointer, 1.5), InputError);
    EXPECT_THROW(read_with("/draws/0/day"_json_pointer, 3e9), InputError);
    EXPECT_THROW(read_with("/draws/0/series_policy"_json_pointer, 3), InputError);
    EXPECT_THROW(read_with("/pairs/0/verdict"_json_pointer, "cured"), InputError);
    EXPECT_THROW(read_with("/pairs/0/ratio"_json_pointer, "0.1"), InputError);
    EXPECT_THROW(read_with("/events/0/event"_json_pointer, "holiday"), InputError);
    EXPECT_THROW(read_with("/draws/0/variants/0/position"_json_pointer, 0), InputError);
    EXPECT_THROW(read_with("/surprise"_json_pointer, 1), InputError);
    EXPECT_THROW(read_with("/draws"_json_pointer, nlohmann::json::object()), InputError);
}

TEST(TimelineFile, what_could_not_be_counted_is_empty_and_never_zero) {
    auto const rows = cells_of(written(example_timeline(), ".samples.tsv"));
    ASSERT_EQ(rows.size(), 8U);
    EXPECT_EQ(cell(rows, 5, "sample"), "P1_d84");
    EXPECT_EQ(cell(rows, 5, "status"), "NOT_EVALUABLE");
    EXPECT_EQ(cell(rows, 5, "reasons"), "input_failed");
    EXPECT_EQ(cell(rows, 5, "failure_reason"), "missing_eof");
    for (auto const* const column : {"loci_designed", "molecules_n", "molecules_alt", "tumor_fraction_cell",
                                     "tumor_fraction_cell_hi", "p_detect", "vaf_mean", "hge_per_ml"}) {
        EXPECT_EQ(cell(rows, 5, column), "") << column;
    }
    auto const document = nlohmann::json::parse(read_file(example_file));
    EXPECT_TRUE(document["draws"][4]["molecules_n"].is_null());
    EXPECT_EQ(document["draws"][4]["variants"].size(), 0U);
}

TEST(TimelineFile, zero_molecules_that_were_counted_stay_zero) {
    auto const rows = cells_of(written(example_timeline(), ".samples.tsv"));
    EXPECT_EQ(cell(rows, 4, "sample"), "P1_d63");
    EXPECT_EQ(cell(rows, 4, "molecules_alt"), "0");
    EXPECT_EQ(cell(rows, 4, "tumor_fraction_cell"), "0");
}

TEST(TimelineFile, sample_rows_have_every_column_of_the_contract_in_order) {
    // readout.md 12; what stands after input_hash says what followed from the draw.
    EXPECT_EQ(sample_rows_header(),
              "patient\tsample\tday\tanchor\tuse\tloci_designed\tloci_evaluable\tloci_excluded\tmolecules_n\t"
              "molecules_alt\tbackground_expected\tbackground_dispersion\talpha\tp_detect\tp_pooled\tpooled_quantity\t"
              "status\treasons\ttumor_fraction_cell\ttumor_fraction_cell_lo\ttumor_fraction_cell_hi\t"
              "tumor_fraction_mass\tvaf_mean\tvaf_max\tlob_tumor_fraction\tlod95_tumor_fraction\tloq_tumor_fraction\t"
              "loo_min_tumor_fraction\tloo_max_tumor_fraction\thge_per_ml\thge_per_ml_lo\thge_per_ml_hi\tcfdna_ng\t"
              "input_ng\tplasma_ml\thge_per_ng\tfingerprint_called\tfingerprint_mismatch\tcontamination_hi\tch_loci\t"
              "series_policy\tseries_signal\te_value\tpanel_hash\tmodel_hash\tinput_hash\ttrajectory_class\t"
              "failure_reason\tfailure_message\tschema\n");
    EXPECT_EQ(pair_rows_header(),
              "patient\tfrom\tto\tmetric\tratio\tratio_lo\tratio_hi\tdefinition\tverdict\treason\tresponse_class\tschema\n");
    EXPECT_TRUE(written(example_timeline(), ".variants.tsv")
                    .starts_with("patient\tsample\tcontig\tposition\tref\talt\tclass\tdepth\talt_molecules\tbackground\t"
                                 "weight\tstate\treason\tschema\nP1\tP1_d0\tchr1\t1000001\tC\tT\t"));
}

TEST(TimelineFile, text_that_a_spreadsheet_would_run_is_neutralised_in_tables_and_kept_in_json) {
    auto timeline = example_timeline();
    timeline.draws[4].failure_message = "=1+1\tsecond";
    auto const rows = cells_of(written(timeline, ".samples.tsv"));
    EXPECT_EQ(cell(rows, 5, "failure_message"), "'=1+1 second");
    auto const document = nlohmann::json::parse(written(timeline, ".json"));
    EXPECT_EQ(document["draws"][4]["failure_message"], "=1+1\tsecond");
}

TEST(TimelineFile, numbers_look_the_same_in_tables_and_json) {
    auto const table = written(example_timeline(), ".samples.tsv");
    auto const json = written(example_timeline(), ".json");
    for (auto const* const number : {"1e-12", "6.2e-05", "0.00031", "303", "42.5", "0.0297"}) {
        EXPECT_NE(table.find(std::string{"\t"} + number + "\t"), std::string::npos) << number;
        EXPECT_NE(json.find(std::string{": "} + number + ","), std::string::npos) << number;
    }
    EXPECT_EQ(json.find("303.0"), std::string::npos);
}

TEST(TimelineFile, where_the_files_were_and_when_never_reaches_a_result) {
    auto timeline = example_timeline();
    timeline.draws[0].row.bam = "secret/folder/P1_d0.bam";
    timeline.draws[0].row.targets = "secret/targets.bed";
    timeline.draws[0].row.date = "2024-03-01";
    timeline.draws[0].row.extra = {{"x_note", "secret note"}};
    for (auto const* const ending : {".samples.tsv", ".pairs.tsv", ".variants.tsv", ".lesions.tsv", ".json"}) {
        EXPECT_EQ(written(timeline, ending), written(example_timeline(), ending)) << ending;
    }
}

TEST(TimelineFile, one_unwritable_name_means_that_no_file_appears_and_none_is_lost) {
    Scratch const scratch;
    std::filesystem::create_directories(scratch.path() / "out" / "P1.json" / "full");   // cannot be renamed over
    EXPECT_THROW(write_timeline(scratch / "out/P1", example_timeline()), OutputError);
    EXPECT_EQ(list_folder(scratch.path() / "out"), "P1.json\n");
    static_cast<void>(scratch.write("out/P1.pairs.tsv", "of an earlier call"));
    EXPECT_THROW(write_timeline(scratch / "out/P1", example_timeline()), OutputError);
    EXPECT_EQ(list_folder(scratch.path() / "out"), "P1.json\nP1.pairs.tsv\n");
    EXPECT_EQ(read_file(scratch / "out/P1.pairs.tsv"), "of an earlier call");
}

TEST(TimelineFile, a_number_that_is_not_finite_is_never_written) {
    Scratch const scratch;
    auto timeline = example_timeline();
    timeline.draws[0].hge_per_ml = std::numeric_limits<double>::infinity();
    EXPECT_THROW(write_timeline(scratch / "P1", timeline), std::logic_error);
    EXPECT_EQ(list_folder(scratch.path()), "");
}

TEST(TimelineFile, a_hand_made_timeline_is_read_back_as_it_was) {
    auto const timeline = read_timeline(example_file);
    auto const example = example_timeline();
    ASSERT_EQ(timeline.draws.size(), example.draws.size());
    for (std::size_t index = 0; index < example.draws.size(); ++index) {
        auto const& expected = example.draws[index];
        auto const& found = timeline.draws[index];
        EXPECT_EQ(found.result, expected.result) << expected.row.sample;
        EXPECT_EQ(found.row, expected.row) << expected.row.sample;
        EXPECT_EQ(found, expected) << expected.row.sample;
    }
    EXPECT_EQ(timeline.events, example.events);
    EXPECT_EQ(timeline.attributes, example.attributes);
    EXPECT_TRUE(timeline == example);
}

TEST(TimelineFile, a_draw_passed_over_as_baseline_is_read_back) {
    Scratch const scratch;
    auto timeline = example_timeline();
    timeline.baselines[0].passed_over = "P1_d21";
    write_timeline(scratch / "P1", timeline);
    EXPECT_EQ(nlohmann::json::parse(read_file(scratch / "P1.json"))["baselines"][0]["passed_over"], "P1_d21");
    EXPECT_EQ(read_timeline(scratch / "P1.json").baselines, timeline.baselines);
}

TEST(TimelineFile, lesion_rows_keep_their_sign_and_an_open_limit_is_empty) {
    auto const rows = cells_of(written(example_timeline(), ".lesions.tsv"));
    ASSERT_EQ(rows.size(), 5U);
    EXPECT_EQ(cell(rows, 2, "log2fc"), "1");
    EXPECT_EQ(cell(rows, 3, "lesion"), "") << "a compartment as a whole";
    EXPECT_EQ(cell(rows, 3, "log2fc"), "");
    EXPECT_EQ(cell(rows, 3, "log2fc_lo"), "");
    EXPECT_EQ(cell(rows, 3, "log2fc_hi"), "-4.5");
    EXPECT_EQ(cell(rows, 3, "w"), "0");
    EXPECT_EQ(cell(rows, 4, "w"), "") << "not evaluable is never 0";
    EXPECT_EQ(cell(rows, 4, "private_loci"), "");
}

TEST(TimelineFile, without_lesions_there_is_no_table_and_the_part_is_null) {
    Scratch const scratch;
    auto timeline = example_timeline();
    timeline.lesions.reset();
    write_timeline(scratch / "P1", timeline);
    EXPECT_FALSE(std::filesystem::exists(scratch / "P1.lesions.tsv"));
    EXPECT_TRUE(nlohmann::json::parse(read_file(scratch / "P1.json"))["lesions"].is_null());
    EXPECT_TRUE(read_timeline(scratch / "P1.json") == timeline);
}

TEST(TimelineFile, every_column_is_on_the_docs_page) {
    auto const page = read_file(source_folder() + "/docs/formats/track.md");
    ASSERT_FALSE(page.empty());
    for (auto const* const ending : {".samples.tsv", ".pairs.tsv", ".variants.tsv", ".lesions.tsv"}) {
        auto const rows = cells_of(written(example_timeline(), ending));
        for (auto const& column : rows.at(0)) {
            // Limits stand beside their value as `_lo` and `_hi`.
            bool const limit = column.ends_with("_lo") || column.ends_with("_hi");
            auto const named = "`" + column + "`";
            bool const found = page.find(named) != std::string::npos ||
                               (limit && page.find("`" + column.substr(0, column.size() - 3) + "`, `_lo`, `_hi`") !=
                                             std::string::npos);
            EXPECT_TRUE(found) << column;
        }
    }
}

TEST(TimelineFile, the_published_schema_names_exactly_the_keys_that_are_written) {
    auto const schema = nlohmann::json::parse(read_file(source_folder() + "/docs/formats/schemas/timeline.schema.json"));
    auto const document = nlohmann::json::parse(read_file(example_file));
    auto const expect_same = [](nlohmann::json const& part, nlohmann::json const& value, std::string const& what) {
        std::vector<std::string> declared;
        for (auto const& [name, rule] : part["properties"].items()) {
            declared.push_back(name);
        }
        std::vector<std::string> present;
        for (auto const& [name, content] : value.items()) {
            present.push_back(name);
        }
        EXPECT_EQ(declared, present) << what;
    };
    expect_same(schema, document, "document");
    for (auto const* const list : {"baselines", "events", "draws", "pairs", "definitions", "milestones"}) {
        expect_same(schema["properties"][list]["items"], document[list][0], list);
    }
    for (auto const* const list : {"map", "rows", "comparisons"}) {
        expect_same(schema["properties"]["lesions"]["properties"][list]["items"], document["lesions"][list][0], list);
    }
    expect_same(schema["properties"]["attributes"], document["attributes"], "attributes");
    expect_same(schema["properties"]["smoothed"], document["smoothed"], "smoothed");
    for (auto const* const list : {"draws", "loci"}) {
        expect_same(schema["properties"]["smoothed"]["properties"][list]["items"], document["smoothed"][list][0], list);
    }
    expect_same(schema["properties"]["draws"]["items"]["properties"]["variants"]["items"],
                document["draws"][0]["variants"][0], "variants");
}

TEST(TimelineFile, the_example_kept_for_other_words_is_what_is_written_today) {
    EXPECT_EQ(written(example_timeline(), ".json"), read_file(example_file));
}

}  // namespace tidemark::test
