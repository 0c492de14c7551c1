// Faults of panels, variant files and tables beyond those beside each word: every reader of the path, not only
// the first, and what reaches its end. Bad input first.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "command/detect/detect_case.hpp"
#include "command/genotype/genotype_call.hpp"
#include "support/patient_path.hpp"
#include "support/text_cells.hpp"

namespace tidemark::test {
namespace {

bool has(std::string const& text, std::string const& part) { return text.find(part) != std::string::npos; }

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
           (place == std::string::npos
                ? ""
                : " " + result.err.substr(place + 8, result.err.find('"', place + 8) - place - 8));
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
    std::vector<std::pair<std::string, std::string>> const panels{{"p.vcf", read_file(call.panel)},
                                                                  {"p.tsv", read_file(call.table)}};
    for (auto const& [name, text] : panels) {
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
    auto const zero_based = "chr1\t" + std::to_string(place) + "\t.\t" +
                            call.bases[static_cast<std::size_t>(place)] + "\t" + call.other(place);
    auto const bam = call.bam("s", call.head() + call.thirty());
    ASSERT_EQ(call.run({bam}).exit_code, 0);
    auto const evidence = call.scratch.write("e.tsv", read_file(call.output()));
    std::filesystem::remove_all(call.scratch / "out");
    call.panel = call.scratch.write("zero.vcf", GenotypeCall::vcf({zero_based}));
    EXPECT_EQ(call.refusal({bam}), "4 ref_not_reference");
    EXPECT_EQ(detect_outcome(call.scratch, {"--panel", call.panel, "-f", call.reference, evidence}),
              "4 ref_not_reference");
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
    auto const kind = [](auto const& row) { return row.at("row"); };
    EXPECT_EQ(std::ranges::count(call.evidence().rows, std::string{"locus"}, kind), 1);
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
    auto const none = call.scratch.write("none.vcf", GenotypeCall::vcf({}));
    ASSERT_EQ(tidemark({"select", "-f", call.reference, "--vcf", none, "-o", empty}).exit_code, 0);
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
    auto background = read_file(path.folder / "out/background.tsv");
    auto const at = background.find("#reference_hash=");
    ASSERT_NE(at, std::string::npos) << background.substr(0, 400);
    auto& digit = background[at + std::string{"#reference_hash="}.size()];
    digit = digit == '0' ? '1' : '0';
    static_cast<void>(path.folder.write("out/background.tsv", background));
    auto const result = path.run_step(PatientPath::step("detect"));
    EXPECT_EQ(result.exit_code, 4) << result.err;
}

TEST(Tables, fault_51_unknown_missing_duplicate_and_swapped_columns_are_3_for_every_reader) {
    PanelCall call;
    auto const table = read_file(call.table);
    for (auto const& [old, changed] : std::vector<std::pair<std::string, std::string>>{
             {"\tlesion\t", "\tlesoin\t"},
             {"contig\tposition\tref", "contig\tref\tposition"},
             {"\tclone\t", "\tccf\t"},
             {"contig\tposition", "position"}}) {
        EXPECT_EQ(call.refused(replaced(table, old, changed), "p.tsv").substr(0, 2), "3 ") << changed;
    }
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

}  // namespace tidemark::test
