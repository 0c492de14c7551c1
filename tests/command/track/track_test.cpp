// track from outside: bad calls and contradictions first, then failed samples, then a whole series.
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

#include "support/run_command.hpp"
#include "support/scratch.hpp"

namespace tidemark::test {
namespace {

using Json = nlohmann::ordered_json;

char const* const sheet =
    "patient,sample,sample_type,day,use,bam,cfdna_ng,plasma_ml\n"
    "P1,P1_d0,plasma,0,monitoring,bam/P1_d0.bam,40,4\n"
    "P1,P1_d21,plasma,21,monitoring,bam/P1_d21.bam,40,4\n"
    "P1,P1_d42,plasma,42,monitoring,bam/P1_d42.bam,40,4\n"
    "P1,P1_d63,plasma,63,monitoring,bam/P1_d63.bam,40,4\n"
    "P2,P2_d0,plasma,0,monitoring,bam/P2_d0.bam,,\n"
    ",N1,control,,monitoring,bam/N1.bam,,\n";

char const* const events =
    "patient,day,event,anchor,label\n"
    "P1,0,systemic_start,pre_io,pembrolizumab\n";

/// A detection as detect writes it: `total` molecules over four loci of depth 2 000.
Json detection(std::string const& sample, std::string const& status, int total) {
    double const vaf = total / 8000.0;
    bool const below = status == "NOT_DETECTED";
    Json result = Json::object();
    result["sample"] = sample;
    result["use"] = "monitoring";
    result["loci_designed"] = 4;
    result["loci_evaluable"] = 4;
    result["loci_excluded"] = 0;
    result["molecules_n"] = 8000;
    result["molecules_alt"] = total;
    for (auto const* const absent :
         {"background_expected", "background_dispersion", "alpha", "p_detect", "p_pooled", "pooled_quantity"}) {
        result[absent] = nullptr;
    }
    result["status"] = status;
    result["reasons"] = Json::array();
    result["tumor_fraction_cell"] = 2 * vaf;
    result["tumor_fraction_cell_lo"] = below ? 0 : vaf;
    result["tumor_fraction_cell_hi"] = below ? 2 * vaf + 0.00075 : 4 * vaf;
    result["tumor_fraction_mass"] = nullptr;
    result["vaf_mean"] = vaf;
    result["vaf_max"] = vaf;
    for (auto const* const absent :
         {"lob_tumor_fraction", "lod95_tumor_fraction", "loq_tumor_fraction", "loo_min_tumor_fraction",
          "loo_max_tumor_fraction", "lob_vaf", "lod95_vaf", "loq_vaf", "critical_count", "presence_probability",
          "dropout_share", "dropout_share_lo", "dropout_share_hi", "p_detect_model", "signatures", "signatures_loci", "signatures_independent", "signatures_positive",
          "signatures_rate", "signatures_rate_lo", "signatures_rate_hi", "signatures_positive_at_alpha",
          "signatures_rate_at_alpha", "signatures_rate_at_alpha_lo", "signatures_rate_at_alpha_hi",
          "signatures_inflation", "signatures_inflation_lo", "signatures_inflation_hi", "length_p_detect", "length_ratio",
          "length_molecules", "fingerprint_called", "fingerprint_mismatch",
          "contamination_hi", "ch_loci"}) {
        result[absent] = nullptr;
    }
    result["signatures_p"] = Json::array();
    result["length_source"] = "";
    result["signatures_missing"] = "";
    result["panel_hash"] = "aa";
    result["model_hash"] = "bb";
    result["input_hash"] = "cc";
    result["failure_reason"] = "";
    result["failure_message"] = "";
    result["variants"] = Json::array();
    for (int locus = 0; locus < 4; ++locus) {
        result["variants"].push_back(
            {{"contig", "chr1"}, {"position", 1000 + locus}, {"ref", "C"}, {"alt", "T"}, {"class", "duplex"},
             {"depth", 2000}, {"alt_molecules", total / 4 + (locus < total % 4 ? 1 : 0)}, {"background", 0.002},
             {"weight", nullptr}, {"signal", nullptr}, {"white_cells_hi", nullptr}, {"state", "evaluable"}, {"reason", ""}});
    }
    return result;
}

/// A folder with sheets, and detections as they are asked for.
class Track : public testing::Test {
protected:
    void SetUp() override {
        scratch.write("samples.csv", sheet);
        scratch.write("events.csv", events);
    }

    std::string detect(std::string const& sample, std::string const& status, int total,
                       std::string const& panel_hash = "aa") const {
        auto result = detection(sample, status, total);
        result["panel_hash"] = panel_hash;
        Json const document = {{"schema", "tidemark.detection/1"}, {"results", {result}}};
        scratch.write(sample + ".detection.json", document.dump());
        return sample + ".detection.json";
    }

    /// The series 3 %, 0.3 %, nothing, 0.1 %.
    std::vector<std::string> whole_series() const {
        return {detect("P1_d0", "DETECTED", 480), detect("P1_d21", "DETECTED", 48), detect("P1_d42", "NOT_DETECTED", 0),
                detect("P1_d63", "DETECTED", 16)};
    }

    CommandResult track(std::vector<std::string> const& detections, std::vector<std::string> const& more = {},
                        std::string const& output = "out/P1") const {
        std::vector<std::string> arguments{"track", "--samples", "samples.csv", "--patient", "P1", "-o", output};
        arguments.insert(arguments.end(), more.begin(), more.end());
        arguments.insert(arguments.end(), detections.begin(), detections.end());
        return tidemark(arguments, {.folder = scratch.path().string(), .input = {}, .environment = {}});
    }

    void expect_refused(CommandResult const& result, int code, std::string const& rule) const {
        EXPECT_EQ(result.exit_code, code) << result.err;
        EXPECT_NE(result.err.find("\"rule\":\"" + rule + "\""), std::string::npos) << result.err;
        EXPECT_FALSE(std::filesystem::exists(scratch.path() / "out") &&
                     list_folder(scratch.path() / "out") != "") << list_folder(scratch.path() / "out");
    }

    std::string out(std::string const& ending) const { return read_file(scratch / ("out/P1" + ending)); }

    Scratch scratch;
};

/// Rows of a TSV by column name.
std::vector<std::map<std::string, std::string>> rows_of(std::string const& table) {
    std::vector<std::map<std::string, std::string>> rows;
    std::vector<std::string> columns;
    std::istringstream lines{table};
    for (std::string line; std::getline(lines, line);) {
        std::vector<std::string> cells;
        std::istringstream stream{line + "\t"};
        for (std::string cell; std::getline(stream, cell, '\t');) {
            cells.push_back(cell);
        }
        if (columns.empty()) {
            columns = cells;
            continue;
        }
        auto& row = rows.emplace_back();
        for (std::size_t index = 0; index < columns.size(); ++index) {
            row[columns[index]] = cells.at(index);
        }
    }
    return rows;
}

std::map<std::string, std::string> pair_row(std::string const& table, std::string const& from, std::string const& to,
                                            std::string const& metric, std::string const& definition) {
    for (auto const& row : rows_of(table)) {
        if (row.at("from") == from && row.at("to") == to && row.at("metric") == metric &&
            row.at("definition") == definition) {
            return row;
        }
    }
    ADD_FAILURE() << "no pair " << from << " " << to << " " << metric << " " << definition;
    return {};
}

}  // namespace

TEST_F(Track, without_its_options_is_a_usage_error) {
    EXPECT_EQ(tidemark({"track", "-o", "x"}).exit_code, 2);
    expect_refused(track({}, {"--hge-per-ng", "nan"}), 2, "usage");
    expect_refused(track({}, {"--hge-per-ng", "0"}), 2, "usage");
    expect_refused(track({}, {"--anchor", "birth"}), 2, "usage");
    expect_refused(track({}, {}, "out/"), 2, "usage");
}

TEST_F(Track, draws_that_were_counted_elsewhere_need_no_reads_in_the_sheet) {
    auto const with_reads = track(whole_series());
    ASSERT_EQ(with_reads.exit_code, 0) << with_reads.err;
    auto const expected = out(".json");
    scratch.write("samples.csv", std::regex_replace(sheet, std::regex{"bam/[^,]*"}, ""));
    auto const result = track(whole_series());
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(out(".json"), expected);
}

TEST_F(Track, a_missing_or_damaged_input_ends_with_3) {
    EXPECT_EQ(track({"nowhere.detection.json"}).exit_code, 3);
    scratch.write("cut.detection.json", "{\"schema\": \"tidemark.detection/1\", \"resul");
    expect_refused(track({"cut.detection.json"}), 3, "bad_detection_file");
    scratch.write("samples.csv", "patient,sample,sample_type,day,bam\nP1,P1_d0,plasma,soon,a.bam\n");
    EXPECT_EQ(track({}).exit_code, 3);
}

TEST_F(Track, results_of_another_version_are_a_contradiction) {
    scratch.write("old.detection.json", R"({"schema": "tidemark.detection/0", "results": []})");
    expect_refused(track({"old.detection.json"}), 4, "schema_version");
}

TEST_F(Track, contradictions_end_with_4_and_write_nothing) {
    auto const first = detect("P1_d0", "DETECTED", 480);
    expect_refused(track({first, detect("P1_d99", "DETECTED", 4)}), 4, "unknown_sample");
    expect_refused(track({first, detect("P2_d0", "DETECTED", 4)}), 4, "foreign_sample");
    expect_refused(track({first, detect("N1", "NOT_DETECTED", 0)}), 4, "foreign_sample");
    expect_refused(track({first, first}), 4, "duplicate_detection");
    expect_refused(track({first, detect("P1_d21", "DETECTED", 48, "dd")}), 4, "panel_differs");
    expect_refused(track({}, {"--patient", "P9"}), 4, "unknown_patient");
    expect_refused(track({first}, {"--events", "events.csv", "--anchor", "surgery"}), 4, "anchor_not_declared");
}

TEST_F(Track, all_faults_are_listed_and_not_only_the_first) {
    auto const result = track({detect("P1_d99", "DETECTED", 4), detect("P2_d0", "DETECTED", 4)});
    EXPECT_NE(result.err.find("unknown_sample"), std::string::npos);
    EXPECT_NE(result.err.find("foreign_sample"), std::string::npos);
}

TEST_F(Track, an_output_that_cannot_be_written_ends_with_5) {
    scratch.write("out", "a file where the folder should be");
    EXPECT_EQ(track(whole_series()).exit_code, 5);
}

TEST_F(Track, a_failed_sample_is_a_row_with_its_reason_and_stops_nothing) {
    scratch.write("verdicts.tsv",
                  "sample\tverdict\treason\tmessage\nP1_d0\tok\t\t\nP1_d21\tfailed\tmissing_eof\tP1_d21.bam ends early\n");
    auto const result = track({detect("P1_d0", "DETECTED", 480), detect("P1_d42", "NOT_DETECTED", 0),
                               detect("P1_d63", "DETECTED", 16)}, {"--verdicts", "verdicts.tsv"});
    ASSERT_EQ(result.exit_code, 0) << result.err;
    auto const rows = rows_of(out(".samples.tsv"));
    ASSERT_EQ(rows.size(), 4U);
    EXPECT_EQ(rows[1].at("sample"), "P1_d21");
    EXPECT_EQ(rows[1].at("status"), "NOT_EVALUABLE");
    EXPECT_EQ(rows[1].at("reasons"), "input_failed");
    EXPECT_EQ(rows[1].at("failure_reason"), "missing_eof");
    EXPECT_EQ(rows[1].at("failure_message"), "P1_d21.bam ends early");
    EXPECT_EQ(rows[1].at("tumor_fraction_cell"), "");
    EXPECT_EQ(rows[1].at("molecules_n"), "");
    auto const pair = pair_row(out(".pairs.tsv"), "P1_d0", "P1_d21", "tumor_fraction_cell", "decrease_50");
    EXPECT_EQ(pair.at("verdict"), "not_applicable");
    EXPECT_EQ(pair.at("reason"), "to_not_evaluable");
    EXPECT_EQ(pair.at("ratio"), "");
    EXPECT_EQ(pair_row(out(".pairs.tsv"), "P1_d0", "P1_d63", "tumor_fraction_cell", "decrease_90").at("verdict"), "met");
}

TEST_F(Track, published_definitions_and_ones_own_are_evaluated_on_the_same_series) {
    scratch.write("ours.json", R"({"schema": "tidemark.definitions/1", "definitions": [{"id": "ours", "title": "Fall by four fifths",
        "metric": "tumor_fraction_cell", "windows": [{"anchors": ["pre_io"], "first": 14, "last": 49, "nominal": 21}],
        "classes": [{"class": "deep", "when": {"ratio_at_most": 0.2}}]}]})");
    ASSERT_EQ(track(whole_series(), {"--events", "events.csv", "--definitions", "ours.json"}).exit_code, 0);
    auto const pairs = out(".pairs.tsv");
    auto const own = pair_row(pairs, "P1_d0", "P1_d21", "tumor_fraction_cell", "ours");
    EXPECT_EQ(own.at("verdict"), "met");
    EXPECT_EQ(own.at("response_class"), "deep");
    EXPECT_EQ(pair_row(pairs, "P1_d0", "P1_d63", "tumor_fraction_cell", "ours").at("reason"), "outside_window");
    // 480 molecules to none of 8,000: every definition of clearance is met at day 42, and the tenth is shown.
    EXPECT_EQ(pair_row(pairs, "P1_d0", "P1_d42", "vaf_max", "br36_clearance").at("verdict"), "met");
    EXPECT_EQ(pair_row(pairs, "P1_d0", "P1_d42", "vaf_mean", "jhu_ctdna_2019").at("verdict"), "met");
    std::map<std::string, Json> said;
    auto const document = Json::parse(out(".json"));
    for (auto const& row : document["definitions"]) {
        said.emplace(row["definition"].get<std::string>(), row);
    }
    EXPECT_EQ(said.at("ours")["to"], "P1_d21");
    EXPECT_EQ(said.at("br36_clearance")["to"], "P1_d42");
    EXPECT_EQ(said.at("dynamic_mrd")["verdict"], "not_applicable");
    EXPECT_EQ(said.at("dynamic_clearance")["reason"], "no_draw_in_window");
    EXPECT_EQ(said.at("ctmonitr_50_median")["verdict"], "met");
    EXPECT_EQ(said.at("ctmonitr_50_median")["metric"], "vaf_median");
    EXPECT_EQ(pair_row(pairs, "P1_d0", "P1_d42", "tumor_fraction_cell", "dynamic_clearance").at("reason"), "anchor_not_declared");
    EXPECT_EQ(said.at("ctdna_recist_ci")["verified"], false);
}

TEST_F(Track, a_faulty_file_of_definitions_or_a_second_meaning_of_an_id_is_refused) {
    auto const with = [&](std::string const& text) {
        scratch.write("ours.json", text);
        return track(whole_series(), {"--events", "events.csv", "--definitions", "ours.json"});
    };
    auto result = with(R"({"schema": "tidemark.definitions/1", "definitions": [{"id": "x", "title": "X", "metric": "level", "classes": []}]})");
    EXPECT_EQ(result.exit_code, 3);
    EXPECT_NE(result.err.find("/definitions/0/metric"), std::string::npos) << result.err;
    EXPECT_NE(result.err.find("/definitions/0/classes"), std::string::npos) << result.err;
    result = with(R"({"schema": "tidemark.definitions/1", "definitions": [{"id": "decrease_50", "title": "X", "metric": "vaf_mean",
        "classes": [{"class": "c", "when": {"ratio_at_most": 0.4}}]}]})");
    EXPECT_EQ(result.exit_code, 4);
    EXPECT_NE(result.err.find("definition_twice"), std::string::npos) << result.err;
    EXPECT_FALSE(std::filesystem::exists(scratch.path() / "out/P1.json"));
}

TEST_F(Track, where_every_sample_failed_there_is_a_series_of_failures) {
    ASSERT_EQ(track({}).exit_code, 0);
    auto const rows = rows_of(out(".samples.tsv"));
    ASSERT_EQ(rows.size(), 4U);
    for (auto const& row : rows) {
        EXPECT_EQ(row.at("status"), "NOT_EVALUABLE");
        EXPECT_EQ(row.at("failure_reason"), "no_detection");
    }
    EXPECT_EQ(Json::parse(out(".json"))["baseline"], nullptr);
}

TEST_F(Track, a_series_has_days_fractions_ratios_verdicts_and_classes) {
    auto const result = track(whole_series(), {"--events", "events.csv"});
    ASSERT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(result.out, "");
    EXPECT_EQ(list_folder(scratch.path() / "out"), "P1.json\nP1.pairs.tsv\nP1.samples.tsv\nP1.variants.tsv\nP1.vcf.gz\nP1.vcf.gz.csi\n");
    auto const rows = rows_of(out(".samples.tsv"));
    ASSERT_EQ(rows.size(), 4U);
    std::string classes;
    for (auto const& row : rows) {
        classes += row.at("day") + ":" + row.at("trajectory_class") + " ";
        EXPECT_EQ(row.at("patient"), "P1");
        EXPECT_EQ(row.at("anchor"), "pre_io");
        EXPECT_EQ(row.at("hge_per_ng"), "303");
        EXPECT_EQ(row.at("series_policy"), "confirm_next");
        EXPECT_EQ(row.at("schema"), "tidemark.timeline/1");
    }
    EXPECT_EQ(classes, "0: 21:response 42:response 63:recrudescence ");
    // 480 of 8 000 is a VAF of 0.06; 40 ng in 4 mL are 3 030 genomes per mL.
    EXPECT_NEAR(std::stod(rows[0].at("hge_per_ml")), 181.8, 1e-9);

    auto const pairs = out(".pairs.tsv");
    // Five pairs by three definitions of ours on four metrics; of the 27 published ones 24 compare three draws with the
    // baseline, one compares three with the draw before, and two look at each of four draws alone.
    EXPECT_EQ(rows_of(pairs).size(), 5U * 12U + 24U * 3U + 3U + 2U * 4U);
    auto const fall = pair_row(pairs, "P1_d0", "P1_d21", "tumor_fraction_cell", "decrease_50");
    EXPECT_NEAR(std::stod(fall.at("ratio")), 0.1, 1e-4);
    // Exact conditional limits of 480 -> 48 at equal depth: 0.07272 to 0.13472 (scipy.stats.beta).
    EXPECT_NEAR(std::stod(fall.at("ratio_lo")), 0.07272, 0.0002);
    EXPECT_NEAR(std::stod(fall.at("ratio_hi")), 0.13472, 0.0002);
    EXPECT_EQ(fall.at("verdict"), "met");
    EXPECT_EQ(pair_row(pairs, "P1_d0", "P1_d21", "tumor_fraction_cell", "decrease_90").at("verdict"), "undetermined");
    EXPECT_EQ(pair_row(pairs, "P1_d0", "P1_d21", "tumor_fraction_cell", "demonstrated_clearance").at("verdict"), "not_met");
    EXPECT_EQ(pair_row(pairs, "P1_d0", "P1_d42", "tumor_fraction_cell", "demonstrated_clearance").at("verdict"), "met");
    auto const last = pair_row(pairs, "P1_d42", "P1_d63", "vaf_mean", "decrease_50");
    EXPECT_EQ(last.at("verdict"), "not_applicable");
    EXPECT_EQ(last.at("reason"), "from_not_detected");
    auto const legacy = pair_row(pairs, "P1_d0", "P1_d21", "vaf_max", "decrease_50");
    EXPECT_EQ(legacy.at("verdict"), "undetermined");
    EXPECT_EQ(legacy.at("reason"), "legacy_metric");
    EXPECT_EQ(legacy.at("ratio_lo"), "");

    EXPECT_EQ(rows_of(out(".variants.tsv")).size(), 16U);
    auto const json = Json::parse(out(".json"));
    EXPECT_EQ(json["schema"], "tidemark.timeline/1");
    EXPECT_EQ(json["baseline"], "P1_d0");
    EXPECT_EQ(json["baseline_assumed"], false);
    EXPECT_EQ(json["events"][0]["label"], "pembrolizumab");
    EXPECT_EQ(json["draws"].size(), 4U);
}

TEST_F(Track, without_events_the_first_draw_is_an_assumed_baseline) {
    ASSERT_EQ(track(whole_series()).exit_code, 0);
    auto const json = Json::parse(out(".json"));
    EXPECT_EQ(json["baseline"], "P1_d0");
    EXPECT_EQ(json["baseline_assumed"], true);
    EXPECT_EQ(json["anchor"], nullptr);
}

TEST_F(Track, order_of_files_names_of_files_and_locale_change_no_byte) {
    auto const names = whole_series();
    ASSERT_EQ(track(names).exit_code, 0);
    std::map<std::string, std::string> first;
    for (auto const* const ending : {".samples.tsv", ".pairs.tsv", ".variants.tsv", ".json", ".vcf.gz", ".vcf.gz.csi"}) {
        first[ending] = out(ending);
    }
    std::vector<std::string> staged;
    for (auto name = names.rbegin(); name != names.rend(); ++name) {
        staged.push_back("staged/1/" + std::to_string(staged.size()) + ".json");
        scratch.write(staged.back(), read_file(scratch / *name));
    }
    scratch.write("staged/sheet.csv", sheet);
    std::vector<std::string> arguments{"track", "--samples", "staged/sheet.csv", "--patient", "P1", "-o", "out/P1"};
    arguments.insert(arguments.end(), staged.begin(), staged.end());
    auto const again = tidemark(arguments, {.folder = scratch.path().string(),
                                            .input = {},
                                            .environment = {{"LC_ALL", "de_DE.UTF-8"}, {"TZ", "Asia/Tokyo"}}});
    ASSERT_EQ(again.exit_code, 0) << again.err;
    for (auto const& [ending, text] : first) {
        EXPECT_EQ(out(ending), text) << ending;
        EXPECT_EQ(text.find("staged"), std::string::npos);
        EXPECT_EQ(text.find(".bam"), std::string::npos);
    }
}

TEST_F(Track, rows_of_earlier_draws_keep_their_bytes_when_a_later_one_arrives) {
    auto const names = whole_series();
    ASSERT_EQ(track(names, {"--events", "events.csv"}).exit_code, 0);
    auto const whole_samples = out(".samples.tsv");
    auto const whole_pairs = out(".pairs.tsv");
    auto const whole_variants = out(".variants.tsv");
    std::string earlier = sheet;
    auto const start = earlier.find("P1,P1_d63");
    earlier.erase(start, earlier.find('\n', start) + 1 - start);
    scratch.write("samples.csv", earlier);
    ASSERT_EQ(track({names[0], names[1], names[2]}, {"--events", "events.csv"}).exit_code, 0);
    EXPECT_TRUE(whole_samples.starts_with(out(".samples.tsv")));
    EXPECT_TRUE(whole_pairs.starts_with(out(".pairs.tsv")));
    EXPECT_TRUE(whole_variants.starts_with(out(".variants.tsv")));
    EXPECT_LT(out(".samples.tsv").size(), whole_samples.size());
}

}  // namespace tidemark::test
