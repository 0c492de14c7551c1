// Faults of panels, variant files, tables and sheets beyond those beside each word: every reader of the path, not only
// the first, and what reaches its end. Bad input first.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <sstream>

#include "command/detect/detect_case.hpp"
#include "command/genotype/genotype_call.hpp"
#include "support/patient_path.hpp"

namespace tidemark::test {
namespace {

bool has(std::string const& text, std::string const& part) { return text.find(part) != std::string::npos; }

std::string replaced(std::string text, std::string const& old, std::string const& replacement) {
    auto const at = text.find(old);
    EXPECT_NE(at, std::string::npos) << old;
    return at == std::string::npos ? text : text.replace(at, old.size(), replacement);
}

/// A call of genotype with a panel table of one locus beside the VCF it came from.
struct PanelCall : GenotypeCall {
    PanelCall() : file{bam("s", head() + thirty())}, table{scratch / "panel.tsv"} {
        auto const made = tidemark({"select", "-f", reference, "--vcf", panel, "-o", table});
        EXPECT_EQ(made.exit_code, 0) << made.err;
    }
    [[nodiscard]] std::string bytes_with(std::string const& text, std::string const& name) {
        panel = scratch.write(name, text);
        auto const result = run({file});
        EXPECT_EQ(result.exit_code, 0) << name << result.err;
        return read_file(output());
    }
    [[nodiscard]] std::string refused(std::string const& text, std::string const& name) {
        std::filesystem::remove_all(scratch / "out");
        panel = scratch.write(name, text);
        return refusal({file});
    }
    std::string file;
    std::string table;
};

/// Rule of a detect call that fails, with its code, or "0".
std::string detect_outcome(Scratch const& scratch, std::vector<std::string> const& arguments) {
    std::vector<std::string> words{"detect", "-o", scratch / "d.json"};
    words.insert(words.end(), arguments.begin(), arguments.end());
    auto const result = tidemark(words);
    auto const place = result.err.find("\"rule\":\"");
    return std::to_string(result.exit_code) +
           (place == std::string::npos ? "" : " " + result.err.substr(place + 8, result.err.find('"', place + 8) - place - 8));
}

}  // namespace

TEST(Tables, fault_39_plain_gzip_is_read_like_plain_text_by_every_reader) {
    PanelCall call;
    auto const vcf = call.panel;
    auto const expected = call.bytes_with(read_file(vcf), "plain.vcf");
    for (auto const& path : {vcf, call.table}) {
        ASSERT_EQ(run({"gzip", "-k", path}).exit_code, 0);
    }
    call.panel = vcf + ".gz";
    ASSERT_EQ(call.run({call.file}).exit_code, 0);
    EXPECT_EQ(read_file(call.output()), expected);
    call.panel = call.table;
    ASSERT_EQ(call.run({call.file}).exit_code, 0);
    auto const of_table = read_file(call.output());
    call.panel = call.table + ".gz";
    ASSERT_EQ(call.run({call.file}).exit_code, 0);
    EXPECT_EQ(read_file(call.output()), of_table);
    EXPECT_EQ(detect_outcome(call.scratch, {"--panel", vcf, call.output()}), "0");
    auto const plain = read_file(call.scratch / "d.json");
    ASSERT_EQ(run({"gzip", "-k", call.output()}).exit_code, 0);
    EXPECT_EQ(detect_outcome(call.scratch, {"--panel", vcf + ".gz", call.output() + ".gz"}), "0");
    EXPECT_EQ(read_file(call.scratch / "d.json"), plain);
}

TEST(Tables, fault_40_each_encoding_of_a_panel_is_normalised_or_refused_with_its_line) {
    PanelCall call;
    for (auto const& [name, text] : std::vector<std::pair<std::string, std::string>>{{"p.vcf", read_file(call.panel)},
                                                                                     {"p.tsv", read_file(call.table)}}) {
        auto const expected = call.bytes_with(text, name);
        std::string windows = "\xEF\xBB\xBF";
        std::string blanks;
        for (char const letter : text) {
            windows += letter == '\n' ? "\r\n" : std::string(1, letter);
            blanks += letter == '\t' ? ' ' : letter;
        }
        EXPECT_EQ(call.bytes_with(windows, name), expected) << name;
        EXPECT_TRUE(call.refused(blanks, name).starts_with("3 ")) << name << call.refused(blanks, name);
        EXPECT_EQ(call.refused(text + std::string{"caf\xE9\n"}, name), "3 file_encoding") << name;
        EXPECT_EQ(call.refused(text + std::string{"nul\0\n", 5}, name), "3 file_binary") << name;
        EXPECT_TRUE(has(call.run({call.file}).err, name + " line ")) << call.run({call.file}).err;
    }
}

TEST(Tables, fault_40_each_encoding_of_an_evidence_table_is_normalised_or_refused_with_its_line) {
    Scratch const scratch;
    auto const panel = scratch.write("panel.vcf", vcf_of(2));
    auto const text = foreign_table({{.name = "S1", .alt = {1, 2}}});
    std::string windows = "\xEF\xBB\xBF";
    std::string blanks;
    for (char const letter : text) {
        windows += letter == '\n' ? "\r\n" : std::string(1, letter);
        blanks += letter == '\t' ? ' ' : letter;
    }
    auto const outcome = [&](std::string const& table) {
        return detect_outcome(scratch, {"--panel", panel, scratch.write("t.tsv", table)});
    };
    EXPECT_TRUE(outcome(blanks).starts_with("3 ")) << outcome(blanks);
    EXPECT_EQ(outcome(text + "caf\xE9\n"), "3 file_encoding");
    EXPECT_EQ(outcome(text + std::string{"nul\0\n", 5}), "3 file_binary");
    EXPECT_FALSE(std::filesystem::exists(scratch / "d.json"));
    ASSERT_EQ(outcome(text), "0");
    auto const expected = read_file(scratch / "d.json");
    ASSERT_EQ(outcome(windows), "0");
    EXPECT_EQ(read_file(scratch / "d.json"), expected);
}

TEST(Tables, fault_41_positions_that_count_from_0_are_4_for_genotype_and_detect) {
    GenotypeCall call;
    std::int64_t place = 200;
    while (call.bases[static_cast<std::size_t>(place)] == call.bases[static_cast<std::size_t>(place - 1)]) {
        ++place;
    }
    auto const zero_based = "chr1\t" + std::to_string(place) + "\t.\t" + call.bases[static_cast<std::size_t>(place)] + "\t" +
                            call.other(place);
    auto const bam = call.bam("s", call.head() + call.thirty());
    ASSERT_EQ(call.run({bam}).exit_code, 0);
    auto const evidence = call.scratch.write("e.tsv", read_file(call.output()));
    std::filesystem::remove_all(call.scratch / "out");
    call.panel = call.scratch.write("zero.vcf", GenotypeCall::vcf({zero_based}));
    EXPECT_EQ(call.refusal({bam}), "4 ref_not_reference");
    EXPECT_EQ(detect_outcome(call.scratch, {"--panel", call.panel, "-f", call.reference, evidence}), "4 ref_not_reference");
}

TEST(Tables, fault_42_what_genotype_cannot_count_is_listed_and_left_out) {
    GenotypeCall call;
    call.panel = call.scratch.write(
        "odd.vcf", GenotypeCall::vcf({call.snv(200), "chr1\t211\t.\t" + call.bases.substr(210, 1) + "\t<DEL>",
                                      "chr1\t221\t.\t" + call.bases.substr(220, 1) + "\t*",
                                      "chr1\t231\t.\t" + call.bases.substr(230, 1) + "\t" + call.bases.substr(230, 1)}));
    auto const result = call.run({call.bam("s", call.head() + call.thirty())});
    ASSERT_EQ(result.exit_code, 0) << result.err;
    for (auto const* const reason : {"symbolic_alt", "spanning_deletion", "ref_equals_alt"}) {
        EXPECT_TRUE(has(result.err, reason)) << result.err;
    }
    EXPECT_EQ(std::ranges::count(call.evidence().rows, std::string{"locus"}, [](auto const& row) { return row.at("row"); }), 1);
}

TEST(Tables, fault_43_repeated_and_overlapping_variants_never_count_a_molecule_twice) {
    PanelCall call;
    auto const once = call.bytes_with(GenotypeCall::vcf({call.snv(200)}), "once.vcf");
    EXPECT_EQ(call.bytes_with(GenotypeCall::vcf({call.snv(200), call.snv(200)}), "twice.vcf"), once);
    // An MNV over the SNV's place: molecules that show the SNV alone are its, and not the MNV's.
    auto const place = std::size_t{200};
    auto const mnv = "chr1\t201\t.\t" + call.bases.substr(place, 2) + "\t" + call.other(200) + call.other(201);
    static_cast<void>(call.bytes_with(GenotypeCall::vcf({call.snv(200), mnv}), "overlap.vcf"));
    std::int64_t as_snv = 0;
    std::int64_t as_mnv = 0;
    for (auto const& row : call.evidence().rows) {
        if (row.at("row") == "locus") {
            (row.at("ref").size() == 1 ? as_snv : as_mnv) += std::stoll(row.at("alt_molecules"));
        }
    }
    EXPECT_EQ(as_snv, 3);
    EXPECT_EQ(as_mnv, 0);
    auto text = read_file(call.table);
    auto row = text.substr(text.rfind("chr1\t"));
    row = replaced(row, "\ttracked\t", "\tset_aside\tother");
    EXPECT_EQ(call.refused(text + row, "conflict.tsv").substr(0, 2), "4 ");
}

TEST(Tables, fault_46_a_panel_without_tracked_loci_ends_as_not_evaluable_no_loci) {
    PanelCall call;
    auto const empty = call.scratch / "empty.tsv";
    ASSERT_EQ(tidemark({"select", "-f", call.reference, "--vcf", call.scratch.write("none.vcf", GenotypeCall::vcf({})), "-o",
                        empty})
                  .exit_code,
              0);
    call.panel = empty;
    ASSERT_EQ(call.run({call.file}).exit_code, 0);
    EXPECT_EQ(detect_outcome(call.scratch, {"--panel", empty, call.output()}), "0");
    auto const row = nlohmann::json::parse(read_file(call.scratch / "d.json"))["results"][0];
    EXPECT_EQ(row["status"], "NOT_EVALUABLE");
    EXPECT_EQ(row["reasons"][0], "no_loci");
}

TEST(Tables, fault_48_a_background_of_another_reference_is_4) {
    PatientPath const path;
    ASSERT_EQ(path.run_all(), "");
    auto text = read_file(path.folder / "in/reference.fa");
    static_cast<void>(path.folder.write("other.fa", text + ">extra\nACGTACGT\n"));
    ASSERT_EQ(run({"samtools", "faidx", path.folder / "other.fa"}).exit_code, 0);
    auto step = PatientPath::step("background");
    for (auto& argument : step.arguments) {
        argument = argument == "out/background.tsv" ? "out/other.tsv" : argument;
    }
    auto const head = read_file(path.folder / "out/background.tsv");
    auto const at = head.find("#reference_hash=");
    ASSERT_NE(at, std::string::npos) << head.substr(0, 400);
    auto changed = head;
    changed[at + 16] = changed[at + 16] == '0' ? '1' : '0';
    static_cast<void>(path.folder.write("out/background.tsv", changed));
    auto const result = path.run_step(PatientPath::step("detect"));
    EXPECT_EQ(result.exit_code, 4) << result.err;
}

TEST(Tables, fault_51_unknown_missing_duplicate_and_swapped_columns_are_3_for_every_reader) {
    PanelCall call;
    auto const table = read_file(call.table);
    EXPECT_EQ(call.refused(replaced(table, "\tlesion\t", "\tlesoin\t"), "p.tsv").substr(0, 2), "3 ");
    EXPECT_EQ(call.refused(replaced(table, "contig\tposition\tref\talt", "contig\tref\tposition\talt"), "p.tsv").substr(0, 2), "3 ");
    EXPECT_EQ(call.refused(replaced(table, "\tclone\t", "\tccf\t"), "p.tsv").substr(0, 2), "3 ");
    EXPECT_EQ(call.refused(replaced(table, "contig\tposition", "position"), "p.tsv").substr(0, 2), "3 ");
    Scratch const scratch;
    auto const panel = scratch.write("panel.vcf", vcf_of(2));
    auto const text = foreign_table({{.name = "S1", .alt = {1, 2}}});
    auto const outcome = [&](std::string const& changed) {
        return detect_outcome(scratch, {"--panel", panel, scratch.write("t.tsv", changed)}).substr(0, 1);
    };
    EXPECT_EQ(outcome(replaced(text, "\tdepth\t", "\tdeepness\t")), "3");
    EXPECT_EQ(outcome(replaced(text, "\tposition\t", "\tcontig\t")), "3");
    EXPECT_EQ(outcome(replaced(text, "ref\talt\tevidence_class", "ref\tevidence_class\talt")), "3");
    EXPECT_EQ(outcome(replaced(text, "sample\t", "")), "3");
    EXPECT_EQ(outcome(replaced(text, "\tbackground_rate", "\tx_anything")), "0");
}

TEST(Tables, fault_52_one_content_under_two_ids_is_4_also_step_by_step) {
    PatientPath const path;
    for (auto const* const end : {".bam", ".bam.bai"}) {
        std::filesystem::copy_file(path.folder / (std::string{"in/P1_before"} + end), path.folder / (std::string{"in/P1_after"} + end),
                                   std::filesystem::copy_options::overwrite_existing);
    }
    path.declare_nothing();
    CommandSetting setting;
    setting.folder = path.folder.path().string();
    std::vector<std::string> merge{"check", "--samples", "in/samples.csv", "-o", "out/check", "--merge"};
    for (auto const* const sample : {"P1_L1", "P1_L2", "P1_wc", "P1_before", "P1_after", "N1", "N2"}) {
        auto const one = tidemark({"check", "--samples", "in/samples.csv", "-f", "in/reference.fa", "-o", "out/one", "--sample", sample}, setting);
        ASSERT_EQ(one.exit_code, 0) << sample << one.err;
        merge.push_back(std::string{"out/one/"} + sample + ".verdict.tsv");
    }
    auto const merged = tidemark(merge, setting);
    EXPECT_EQ(merged.exit_code, 4) << merged.err;
    EXPECT_TRUE(has(merged.err, "same_content")) << merged.err;
    EXPECT_FALSE(std::filesystem::exists(path.folder / "out/check/verdicts.tsv"));
}

TEST(Tables, fault_54_ids_that_look_like_numbers_stay_as_written_to_the_end) {
    Scratch const scratch;
    auto const table = foreign_table({{.name = "007", .alt = {1, 2}}, {.name = "1E5", .alt = {0, 0}}});
    ASSERT_EQ(detect_outcome(scratch, {"--panel", scratch.write("p.vcf", vcf_of(2)), scratch.write("t.tsv", table)}), "0");
    static_cast<void>(scratch.write("samples.csv", "patient,sample,sample_type,day,bam\n0042,007,plasma,0,a.bam\n0042,1E5,plasma,21,b.bam\n"));
    CommandSetting setting;
    setting.folder = scratch.path().string();
    ASSERT_EQ(tidemark({"track", "--samples", "samples.csv", "--patient", "0042", "-o", "t/0042", "d.json"}, setting).exit_code, 0);
    ASSERT_EQ(tidemark({"report", "-o", "r", "t/0042.json"}, setting).exit_code, 0);
    auto const cohort = read_file(scratch / "r/cohort.samples.tsv");
    EXPECT_TRUE(has(cohort, "0042\t007\t")) << cohort;
    EXPECT_TRUE(has(cohort, "0042\t1E5\t")) << cohort;
    EXPECT_EQ(tidemark({"track", "--samples", "samples.csv", "--patient", "42", "-o", "t/42", "d.json"}, setting).exit_code, 4);
}

TEST(Tables, fault_57_and_58_draws_are_sorted_by_day_and_id_and_the_baseline_is_the_rules) {
    Scratch const scratch;
    auto const table = foreign_table({{.name = "c", .alt = {9, 9}}, {.name = "b", .alt = {9, 9}}, {.name = "a", .alt = {9, 9}},
                                      {.name = "late", .alt = {9, 9}}});
    ASSERT_EQ(detect_outcome(scratch, {"--panel", scratch.write("p.vcf", vcf_of(2)), scratch.write("t.tsv", table)}), "0");
    static_cast<void>(scratch.write("samples.csv", "patient,sample,sample_type,day,bam\nP1,late,plasma,21,l.bam\nP1,c,plasma,-3,c.bam\n"
                                                   "P1,b,plasma,0,b.bam\nP1,a,plasma,0,a.bam\n"));
    static_cast<void>(scratch.write("events.csv", "patient,day,event,anchor\nP1,0,systemic_start,pre_io\n"));
    CommandSetting setting;
    setting.folder = scratch.path().string();
    auto const result = tidemark({"track", "--samples", "samples.csv", "--events", "events.csv", "--patient", "P1", "-o", "t/P1", "d.json"}, setting);
    ASSERT_EQ(result.exit_code, 0) << result.err;
    auto const document = nlohmann::json::parse(read_file(scratch / "t/P1.json"));
    std::string order;
    for (auto const& draw : document["draws"]) {
        order += draw["sample"].get<std::string>() + " ";
    }
    EXPECT_EQ(order, "c a b late ");
    EXPECT_EQ(document["baseline"], "b") << "the last evaluable draw with day <= 0, not the first row";
    EXPECT_EQ(document["baseline_assumed"], false);
    // No draw before treatment: the earliest evaluable one, and said so.
    static_cast<void>(scratch.write("events.csv", "patient,day,event,anchor\nP1,-30,systemic_start,pre_io\n"));
    ASSERT_EQ(tidemark({"track", "--samples", "samples.csv", "--events", "events.csv", "--patient", "P1", "-o", "t/P1", "d.json"}, setting).exit_code, 0);
    auto const assumed = nlohmann::json::parse(read_file(scratch / "t/P1.json"));
    EXPECT_EQ(assumed["baseline"], "c");
    EXPECT_EQ(assumed["baseline_assumed"], true);
}

TEST(Tables, fault_63_no_written_table_has_a_cell_that_a_spreadsheet_would_run) {
    PatientPath const path;
    ASSERT_EQ(path.run_all(), "");
    auto document = nlohmann::ordered_json::parse(read_file(path.folder / "out/track/P1.json"));
    for (auto& draw : document["draws"]) {
        for (auto const* const key : {"timepoint", "phase", "batch", "chemistry", "failure_message"}) {
            draw[key] = "=HYPERLINK(\"http://x\")\t@SUM(A1)";
        }
    }
    static_cast<void>(path.folder.write("evil.json", document.dump()));
    CommandSetting setting;
    setting.folder = path.folder.path().string();
    ASSERT_EQ(tidemark({"report", "-o", "out/evil", "evil.json"}, setting).exit_code, 0);
    for (auto const& [name, bytes] : path.results()) {
        if (!name.ends_with(".tsv") && !name.ends_with(".csv")) {
            continue;
        }
        char const separator = name.ends_with(".csv") ? ',' : '\t';
        std::istringstream lines{bytes};
        for (std::string line; std::getline(lines, line);) {
            std::istringstream cells{line};
            for (std::string cell; std::getline(cells, cell, separator);) {
                bool const number = !cell.empty() && cell.find_first_not_of("+-.0123456789e") == std::string::npos;
                EXPECT_TRUE(cell.empty() || number || std::string{"=+-@\t\r"}.find(cell[0]) == std::string::npos) << name << ": " << cell;
            }
        }
    }
}

TEST(Tables, fault_77_every_reader_refuses_a_later_schema_with_4) {
    PatientPath const path;
    ASSERT_EQ(path.run_all(), "");
    struct Case {
        std::string word;
        std::string file;
        std::string old;
    };
    auto const results = path.results();
    for (auto const& [word, file, old] :
         {Case{"genotype", "panel.tsv", "tidemark.panel/1"}, Case{"detect", "panel.tsv", "tidemark.panel/1"},
          Case{"detect", "background.tsv", "tidemark.background/1"}, Case{"track", "detection.json", "tidemark.detection/1"},
          Case{"track", "check/verdicts.tsv", "tidemark.verdicts/1"}, Case{"report", "track/P1.json", "tidemark.timeline/1"}}) {
        auto later = old;
        later.back() = '9';
        static_cast<void>(path.folder.write("out/" + file, replaced(results.at(file), old, later)));
        auto const result = path.run_step(PatientPath::step(word));
        EXPECT_EQ(result.exit_code, 4) << word << " " << file << result.err;
        static_cast<void>(path.folder.write("out/" + file, results.at(file)));
    }
    auto evidence = run({"gzip", "-dc", path.folder / "out/evidence/N1.evidence.tsv.gz"}).out;
    static_cast<void>(path.folder.write("out/later.tsv", replaced(evidence, "tidemark.evidence/1", "tidemark.evidence/9")));
    CommandSetting setting;
    setting.folder = path.folder.path().string();
    for (auto const& words : std::vector<std::vector<std::string>>{
             {"background", "-o", "out/b.tsv", "out/later.tsv"},
             {"detect", "--panel", "out/panel.tsv", "-o", "out/d.json", "out/later.tsv"},
             {"select", "-f", "in/reference.fa", "--vcf", "in/P1_L1.vcf", "--white-cells", "out/later.tsv", "-o", "out/p.tsv"}}) {
        EXPECT_EQ(tidemark(words, setting).exit_code, 4) << words.front();
    }
}

}  // namespace tidemark::test
