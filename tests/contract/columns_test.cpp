// Every column of every table and every key of every JSON result is named with unit and domain in its page in
// docs/formats, and every name in a page is in the file.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "support/format_page.hpp"
#include "whole_run.hpp"

namespace tidemark::test {
namespace {

using Names = std::set<std::string>;

/// A table of the run, and where its columns are explained.
struct TableFile {
    std::string file;
    std::string page;
    std::string heading;   ///< empty: all tables of the page
};

std::vector<TableFile> const tables{{"check/samples.csv", "samples.md", ""},
                                    {"check/verdicts.tsv", "verdicts.md", ""},
                                    {"P1.panel.tsv", "panel.md", "Rows"},
                                    {"P1_d0.evidence.tsv.gz", "evidence.md", "Rows"},
                                    {"background.tsv", "background.md", "Rows"},
                                    {"detection.tsv", "detection.md", "Sample fields"},
                                    {"track/P1.samples.tsv", "track.md", "`samples`"},
                                    {"track/P1.pairs.tsv", "track.md", "`pairs`"},
                                    {"track/P1.variants.tsv", "track.md", "`variants`"},
                                    {"track/P1.lesions.tsv", "track.md", "`lesions`"},
                                    {"report/cohort.lesions.tsv", "track.md", "`lesions`"},
                                    {"track/P1.clonotypes.tsv", "track.md", "`clonotypes`"},
                                    {"report/cohort.samples.tsv", "track.md", "`samples`"},
                                    {"report/cohort.pairs.tsv", "track.md", "`pairs`"},
                                    {"report/cohort.leads.tsv", "cohort.md", "`cohort.leads.tsv`"},
                                    {"report/cohort.strata.tsv", "cohort.md", "`cohort.strata.tsv`"},
                                    {"strata/cohort.differences.tsv", "cohort.md", "`cohort.differences.tsv`"},
                                    {"strata/cohort.parity.tsv", "cohort.md", "`cohort.parity.tsv`"},
                                    {"report/cohort.survival.tsv", "survival.md", "`cohort.survival.tsv`"},
                                    {"report/cohort.survival_steps.tsv", "survival.md", "`cohort.survival_steps.tsv`"},
                                    {"report/cohort.survival_patients.tsv", "survival.md", "`cohort.survival_patients.tsv`"},
                                    {"design.tsv", "design.md", "Rows"},
                                    {"sim/truth/samples.tsv", "truth.md", "samples.tsv"},
                                    {"sim/truth/lesions.tsv", "truth.md", "lesions.tsv"},
                                    {"sim/truth/variants.tsv", "truth.md", "variants.tsv"},
                                    {"sim/truth/germline.tsv", "truth.md", "germline.tsv"},
                                    {"sim/truth/background.tsv", "truth.md", "background.tsv"}};

bool says_what_is_in_it(DocumentedName const& entry) {
    auto const& title = entry.titles.front();
    return (title.find("unit") != std::string::npos || title.find("domain") != std::string::npos) && !entry.cells.front().empty();
}

/// Names below a heading of a page, each once and with unit or domain. Marks of a list ("draws[]") are cut off.
Names documented(std::string const& page, std::string const& heading, std::string const& first_title = {}) {
    Names names;
    bool const document = heading == "`json`" || heading == "`cohort.json`";
    for (auto entry : FormatPage{page}.names(heading, first_title)) {
        EXPECT_TRUE(says_what_is_in_it(entry)) << page << " gives neither unit nor domain of " << entry.name;
        EXPECT_FALSE(entry.name.starts_with('_') || entry.name.starts_with('.')) << page << " cuts the name " << entry.name;
        if (document && entry.name.ends_with("[]")) {
            entry.name.resize(entry.name.size() - 2);
        }
        EXPECT_TRUE(names.insert(entry.name).second) << page << " names " << entry.name << " twice";
    }
    EXPECT_FALSE(names.empty()) << page << " has no table below " << heading;
    return names;
}

Names as_set(std::vector<std::string> const& list) { return {list.begin(), list.end()}; }

/// `names` without `left_out`, each behind `prefix`.
Names below(std::string const& prefix, Names names, Names const& left_out = {}) {
    Names found;
    for (auto const& name : names) {
        if (!left_out.contains(name)) {
            found.insert(prefix + name);
        }
    }
    return found;
}

Names joined(std::vector<Names> const& sets) {
    Names all;
    for (auto const& names : sets) {
        all.insert(names.begin(), names.end());
    }
    return all;
}

/// Paths of all keys: "draws[].day". Keys inside a map (its keys are names, no fields) are passed over.
void collect_keys(nlohmann::json const& json, std::string const& path, Names const& maps, Names& keys) {
    if (json.is_array()) {
        for (auto const& item : json) {
            collect_keys(item, path + "[]", maps, keys);
        }
    } else if (json.is_object() && !maps.contains(path)) {
        for (auto const& [key, value] : json.items()) {
            auto const place = path.empty() ? key : path + "." + key;
            keys.insert(place);
            collect_keys(value, place, maps, keys);
        }
    }
}

Names keys_of(std::string const& file, Names const& maps = {}) {
    Names keys;
    collect_keys(whole_run().json(file), "", maps, keys);
    return keys;
}

void expect_same(Names const& in_file, Names const& on_page, std::string const& file, std::string const& page) {
    for (auto const& name : in_file) {
        EXPECT_TRUE(on_page.contains(name)) << "docs/formats/" << page << " does not explain " << name << " of " << file;
    }
    for (auto const& name : on_page) {
        EXPECT_TRUE(in_file.contains(name)) << "docs/formats/" << page << " explains " << name << ", which " << file << " lacks";
    }
}

Names timeline_keys_on_page() {
    return joined({documented("track.md", "`json`"),
                   below("draws[].", documented("track.md", "`samples`"), {"patient", "hge_per_ng", "schema"}),
                   below("draws[].variants[].", documented("track.md", "`variants`"), {"patient", "sample", "schema"}),
                   below("lesions.rows[].", documented("track.md", "`lesions`", "column"), {"patient", "schema"}),
                   below("pairs[].", documented("track.md", "`pairs`", "column"), {"patient", "schema"})});
}

}  // namespace

TEST(Columns, every_column_of_a_table_is_on_its_page_with_unit_and_domain_and_the_reverse) {
    for (auto const& [file, page, heading] : tables) {
        auto const table = whole_run().table(file);
        auto const columns = as_set(table.columns);
        EXPECT_EQ(columns.size(), table.columns.size()) << file << " has a column twice";
        EXPECT_FALSE(table.rows.empty()) << file << " has no rows";
        auto on_page = documented(page, heading, page == "evidence.md" || page == "track.md" ? "column" : "");
        if (file == "check/samples.csv") {
            EXPECT_EQ(on_page.erase("date"), 1U) << "the date is input only";
        }
        if (file == "detection.tsv") {
            on_page.insert("schema");   // the table's last column; of the document in the JSON
        }
        expect_same(columns, on_page, file, page);
    }
}

TEST(Columns, every_line_of_a_head_is_on_its_page_and_the_reverse) {
    for (auto const& [file, page] : std::map<std::string, std::string>{
             {"P1.panel.tsv", "panel.md"}, {"P1_d0.evidence.tsv.gz", "evidence.md"}, {"background.tsv", "background.md"}}) {
        Names keys;
        for (auto const& key : whole_run().table(file).head) {
            keys.insert(key.substr(0, key.find('.')));
        }
        expect_same(keys, FormatPage{page}.head_keys(), file, page);
    }
}

TEST(Columns, each_kind_of_evidence_row_fills_the_cells_that_its_page_marks_and_no_other) {
    std::map<std::string, Names> filled;
    for (auto const& row : whole_run().table("P1_d0.evidence.tsv.gz").rows) {
        for (auto const& [column, cell] : row) {
            if (!cell.empty()) {
                filled[row.at("row")].insert(column);
            }
        }
    }
    std::map<std::string, Names> marked;
    for (auto const& entry : FormatPage{"evidence.md"}.names("Rows", "column")) {
        for (std::size_t index = 1; index < entry.cells.size(); ++index) {
            if (entry.cells[index] == "x") {
                marked[entry.titles[index]].insert(entry.name);
            }
        }
    }
    EXPECT_EQ(marked.size(), 5U);
    for (auto const& [kind, columns] : marked) {
        expect_same(filled[kind], columns, kind + " rows of the evidence table", "evidence.md");
    }
    EXPECT_EQ(filled.size(), marked.size());
}

TEST(Columns, every_key_of_the_detection_results_is_on_their_page_and_the_reverse) {
    auto const page = joined({below("", documented("detection.md", "Document"), {"variants"}),
                              {"results[].variants"},
                              below("results[].", documented("detection.md", "Sample fields")),
                              below("results[].variants[].", documented("detection.md", "Variant fields"))});
    expect_same(keys_of("detection.json"), page, "detection.json", "detection.md");
}

TEST(Columns, every_key_of_a_design_is_on_its_page_and_the_reverse) {
    auto const page = joined({documented("design.md", "Document"),
                              below("designs[].", documented("design.md", "Rows"), {"schema"})});
    expect_same(keys_of("design.json"), page, "design.json", "design.md");
}

TEST(Columns, every_key_of_a_timeline_is_on_its_page_and_the_reverse) {
    expect_same(keys_of("track/P1.json", {"attributes.strata"}), timeline_keys_on_page(), "track/P1.json", "track.md");
}

TEST(Columns, every_key_of_the_cohort_is_on_its_page_and_the_reverse) {
    auto const page = joined({documented("cohort.md", "`cohort.json`"), below("patients[].timeline.", timeline_keys_on_page())});
    expect_same(keys_of("strata/cohort.json", {"patients[].timeline.attributes.strata"}), page, "cohort.json", "cohort.md");
}

TEST(Columns, a_row_of_a_patient_has_the_columns_of_its_page_and_then_the_strata_of_the_sheet) {
    auto columns = whole_run().table("strata/cohort.patients.tsv").columns;
    ASSERT_EQ(columns.back(), "stratum_pdl1");
    columns.pop_back();
    expect_same(as_set(columns), documented("cohort.md", "`cohort.patients.tsv`"), "cohort.patients.tsv", "cohort.md");
    EXPECT_EQ(whole_run().table("strata/cohort.patients.tsv").rows.size(), 2U);
}

TEST(Columns, every_key_reason_and_total_of_the_evidence_summary_is_on_its_page_and_the_reverse) {
    auto page = joined({documented("evidence.md", "Summary", "key"),
                        below("losses.", documented("evidence.md", "Summary", "reason in `losses`")),
                        below("totals.", documented("evidence.md", "Summary", "name in `totals`"))});
    EXPECT_EQ(page.erase("totals.molecule_positions"), 1U) << "only where UMIs are unique for each read: command_detect reads it there";
    expect_same(keys_of("P1_d0.evidence.json"), page, "P1_d0.evidence.json", "evidence.md");
}

TEST(Columns, every_key_of_the_vcf_of_genotype_is_on_its_page_and_the_reverse) {
    Names in_file;
    auto const text = whole_run().text("P1_d0.vcf");
    for (std::string const kind : {"INFO", "FORMAT"}) {
        auto const start = "##" + kind + "=<ID=";
        for (auto at = text.find(start); at != std::string::npos; at = text.find(start, at + 1)) {
            auto const begin = at + start.size();
            in_file.insert((kind == "INFO" ? "INFO/" : "") + text.substr(begin, text.find(',', begin) - begin));
        }
    }
    expect_same(in_file, documented("evidence_bcf.md", ""), "P1_d0.vcf", "evidence_bcf.md");
}

TEST(Columns, what_a_multiqc_section_gives_of_a_sample_is_on_its_page_and_the_reverse) {
    for (auto const& entry : FormatPage{"multiqc.md"}.names("", "file")) {
        auto const content = quoted_names(entry.cells.back());
        if (!entry.name.ends_with(".json") || content.empty()) {
            continue;   // versions; lines, whose points have no names
        }
        Names in_file;
        auto const document = whole_run().json("multiqc/" + entry.name);
        for (auto const& [sample, values] : document.at("data").items()) {
            for (auto const& [key, value] : values.items()) {
                in_file.insert(key);
            }
        }
        expect_same(in_file, as_set(content), entry.name, "multiqc.md");
    }
}

TEST(Columns, what_simulate_writes_as_sheets_has_only_columns_of_their_pages) {
    for (auto const& [file, page, heading] : std::vector<TableFile>{{"sim/samples.csv", "samples.md", ""},
                                                                     {"sim/events.csv", "events.md", ""},
                                                                     {"sim/patients.csv", "patients.md", ""},
                                                                     {"sim/lesions.csv", "lesions.md", "Lesions"},
                                                                     {"sim/P1_L1.segments.tsv", "segments.md", ""}}) {
        auto const on_page = documented(page, heading);
        for (auto const& column : whole_run().table(file).columns) {
            EXPECT_TRUE(on_page.contains(column) || column.starts_with("stratum_")) << file << " " << column;
        }
    }
}

TEST(Columns, the_columns_that_scripts_rely_on_are_there_in_their_order) {
    // What may be added stands between or behind; nothing of this may go, and no two may change places.
    std::map<std::string, std::vector<std::string>> const promised{
        {"check/verdicts.tsv", {"sample", "verdict", "reason", "schema"}},
        {"P1.panel.tsv",
         {"contig", "position", "ref", "alt", "lesion", "trunk", "multiplicity", "total_copies", "normal_copies", "ccf", "clone",
          "tumor_vaf", "phase_group", "state", "reason"}},
        {"P1_d0.evidence.tsv.gz", {"sample", "contig", "position", "ref", "alt", "evidence_class", "depth", "alt_molecules"}},
        {"background.tsv",
         {"level", "evidence_class", "strand", "context", "substitution", "contig", "position", "ref", "alt", "errors",
          "molecules", "rate", "dispersion"}},
        {"report/cohort.samples.tsv",
         {"patient", "sample", "day", "anchor", "use", "loci_designed", "loci_evaluable", "loci_excluded", "molecules_n",
          "molecules_alt", "background_expected", "background_dispersion", "alpha", "p_detect", "p_pooled", "pooled_quantity",
          "status", "reasons", "tumor_fraction_cell", "tumor_fraction_cell_lo", "tumor_fraction_cell_hi", "tumor_fraction_mass",
          "vaf_mean", "vaf_max", "lob_tumor_fraction", "lod95_tumor_fraction", "loq_tumor_fraction",
          "loo_min_tumor_fraction", "loo_max_tumor_fraction", "hge_per_ml", "hge_per_ml_lo", "hge_per_ml_hi", "cfdna_ng",
          "input_ng", "plasma_ml", "hge_per_ng", "fingerprint_called", "fingerprint_mismatch", "contamination_hi", "ch_loci",
          "series_policy", "series_signal", "e_value", "panel_hash", "model_hash", "input_hash", "trajectory_class", "schema"}},
        {"report/cohort.pairs.tsv",
         {"patient", "from", "to", "metric", "ratio", "ratio_lo", "ratio_hi", "definition", "verdict", "schema"}},
        {"track/P1.variants.tsv",
         {"patient", "sample", "contig", "position", "ref", "alt", "class", "depth", "alt_molecules", "background", "weight",
          "state", "reason", "schema"}}};
    for (auto const& [file, columns] : promised) {
        auto const in_file = whole_run().table(file).columns;
        auto from = in_file.begin();
        for (auto const& column : columns) {
            auto const found = std::find(from, in_file.end(), column);
            EXPECT_NE(found, in_file.end()) << file << " lacks " << column << " or has it before its neighbor";
            from = found == in_file.end() ? from : found + 1;
        }
    }
    auto const cohort = whole_run().table("report/cohort.samples.tsv");
    EXPECT_EQ(cohort.columns, whole_run().table("track/P1.samples.tsv").columns);
    EXPECT_EQ(cohort.rows.size(), 3U) << "the failed sample is a row too";
}

TEST(Columns, what_later_work_fills_is_present_and_empty) {
    for (auto const& row : whole_run().table("report/cohort.samples.tsv").rows) {
        for (auto const* const column : {"tumor_fraction_mass", "fingerprint_called", "fingerprint_mismatch", "contamination_hi",
                                         "ch_loci"}) {
            EXPECT_EQ(row.at(column), "") << row.at("sample") << " " << column;
        }
    }
}

}  // namespace tidemark::test
