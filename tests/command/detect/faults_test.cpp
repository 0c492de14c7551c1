// detect on inputs that are wrong, contradict each other or hold nothing: a code or a status, never a silent "not detected".
#include <gtest/gtest.h>

#include "command/detect/detect_case.hpp"
#include "support/alignment_text.hpp"

namespace tidemark::test {
namespace {

struct Call {
    Scratch scratch;
    std::string panel = scratch.write("panel.vcf", vcf_of(4));
    std::string table = scratch.write("table.tsv", foreign_table({{.name = "S1", .alt = {0, 0, 0, 0}}}));

    CommandResult run(std::vector<std::string> const& options) const {
        std::vector<std::string> arguments{"detect", "--panel", panel, "-o", scratch / "out.json", table};
        arguments.insert(arguments.end(), options.begin(), options.end());
        return tidemark(arguments);
    }
    /// Exit code and rule of the failure, and that nothing was written.
    void expect_failure(std::vector<std::string> const& options, int code, std::string const& rule) const {
        auto const result = run(options);
        EXPECT_EQ(result.exit_code, code) << result.err;
        EXPECT_NE(result.err.find("\"rule\":\"" + rule + "\""), std::string::npos) << result.err;
        EXPECT_EQ(list_folder(scratch.path()).find("out.json"), std::string::npos);
    }
    std::string background(std::string const& name, std::vector<ForeignSample> const& controls,
                           std::string const& chemistry = "") const {
        auto const path = scratch / name;
        auto const result = tidemark({"background", "--chemistry", chemistry, "-o", path,
                                      scratch.write(name + ".in.tsv", foreign_table(controls))});
        EXPECT_EQ(result.exit_code, 0) << result.err;
        return path;
    }
};

ForeignSample control(std::string name, std::string evidence_class = "duplex") {
    return {.name = std::move(name), .alt = {0, 1, 0, 0}, .rate = "", .evidence_class = std::move(evidence_class)};
}

}  // namespace

TEST(DetectFaults, options_that_cannot_be_meant_are_usage_errors) {
    Call const call;
    for (auto const& options : std::vector<std::vector<std::string>>{{"--alpha", "2"}, {"--alpha", "nan"}, {"--use", "screening"},
                                                                     {"--method", "magic"}, {"--required-lod95", "0"},
                                                                     {"--minimum-molecules", "-1"}, {"--frobnicate"}}) {
        EXPECT_EQ(call.run(options).exit_code, 2) << options.front();
    }
    EXPECT_EQ(tidemark({"detect", "-o", call.scratch / "out.json", call.table}).exit_code, 2);
    EXPECT_EQ(tidemark({"detect", "--panel", call.panel, "-o", call.scratch / "out.json"}).exit_code, 2);
}

TEST(DetectFaults, a_missing_or_foreign_file_is_exit_3) {
    Call const call;
    EXPECT_EQ(call.run({call.scratch / "none.tsv"}).exit_code, 3);
    EXPECT_EQ(call.run({"--panel", call.scratch / "none.vcf"}).exit_code, 3);
    EXPECT_EQ(call.run({call.scratch.write("text.tsv", "hello world\n")}).exit_code, 3);
    EXPECT_EQ(list_folder(call.scratch.path()).find("out.json"), std::string::npos);
}

TEST(DetectFaults, the_same_sample_twice_is_a_contradiction) {
    Call const call;
    call.expect_failure({call.scratch.write("again.tsv", foreign_table({{.name = "S1", .alt = {1, 0, 0, 0}}}))}, 4,
                        "duplicate_sample");
}

TEST(DetectFaults, fault_48_a_background_of_another_chemistry_or_class_is_refused) {
    Call const call;
    auto const other = call.background("b.tsv", {control("N1")}, "other kit");
    auto const unnamed = call.background("u.tsv", {control("N1")}, "");
    call.expect_failure({"--background", other, "--chemistry", "kit"}, 4, "chemistry_mismatch");
    // A label on one side alone is no match either: silence does not make two chemistries one.
    call.expect_failure({"--background", other}, 4, "chemistry_mismatch");
    call.expect_failure({"--background", other, "--chemistry", ""}, 4, "chemistry_mismatch");
    call.expect_failure({"--background", unnamed, "--chemistry", "kit"}, 4, "chemistry_mismatch");
    EXPECT_NE(call.run({"--background", other}).err.find("other kit"), std::string::npos) << "the label that is missing is named";
    auto const table = call.scratch.write("table.tsv", foreign_table({{.name = "S1", .alt = {0, 0, 0, 0}, .rate = ""}}));
    call.expect_failure({"--background", call.background("c.tsv", {control("N1", "singleton")})}, 4,
                        "class_not_in_background");
    EXPECT_EQ(call.run({"--background", other, "--chemistry", "other kit"}).exit_code, 0) << table;
    EXPECT_EQ(call.run({"--background", unnamed}).exit_code, 0) << table;
}

TEST(DetectFaults, fault_50_a_background_that_knows_the_tested_sample_is_refused) {
    Call const call;
    call.expect_failure({"--background", call.background("b.tsv", {control("N1"), control("S1")})}, 4,
                        "sample_in_background");
}

TEST(DetectFaults, fault_50_the_counts_of_a_control_are_refused_under_any_name) {
    Call const call;
    ForeignSample const again{.name = "S1", .alt = {0, 1, 0, 0}, .rate = ""};
    call.scratch.write("table.tsv", foreign_table({again}));
    call.expect_failure({"--background", call.background("b.tsv", {control("N1"), control("N2", "singleton")})}, 4,
                        "sample_in_background");
    // One molecule less is another sample.
    auto other = again;
    other.depth = 1999;
    call.scratch.write("table.tsv", foreign_table({other}));
    EXPECT_EQ(call.run({"--background", call.scratch / "b.tsv"}).exit_code, 0);
    // Clean tables may well be alike, and hold no signal that could count as noise.
    ForeignSample const clean{.name = "N3", .alt = {0, 0, 0, 0}, .rate = ""};
    auto plasma = clean;
    plasma.name = "S1";
    call.scratch.write("table.tsv", foreign_table({plasma}));
    EXPECT_EQ(call.run({"--background", call.background("c.tsv", {clean})}).exit_code, 0);
    // A file of an earlier version has no hashes.
    auto text = read_file(call.scratch / "b.tsv");
    auto const from = text.find("#sample_hashes");
    ASSERT_NE(from, std::string::npos);
    text.erase(from, text.find('\n', from) - from + 1);
    call.scratch.write("table.tsv", foreign_table({again}));
    EXPECT_EQ(call.run({"--background", call.scratch.write("old.tsv", text)}).exit_code, 0);
}

TEST(DetectFaults, a_depth_that_no_tube_holds_is_refused_with_its_place) {
    Call const call;
    auto const with = [&](std::string const& depth) {
        call.scratch.write("table.tsv", foreign_table({{.name = "S1", .alt = {}}}) + "S1\tchr1\t1000\tC\tT\tduplex\t" + depth + "\t5\t1e-6\n");
    };
    for (auto const* const depth : {"10000001", "100000000000000000", "9223372036854775807", "1000000000000000000000"}) {
        with(depth);
        call.expect_failure({}, 3, "count_too_large");
        EXPECT_NE(call.run({}).err.find("table.tsv line 2 column depth"), std::string::npos) << depth;
    }
    with("10000000");
    EXPECT_EQ(call.run({}).exit_code, 0);
}

TEST(DetectFaults, fault_77_a_background_of_another_schema_is_refused) {
    Call const call;
    auto const path = call.background("b.tsv", {control("N1")});
    auto text = read_file(path);
    text.replace(text.find("background/1"), 12, "background/9");
    call.expect_failure({"--background", call.scratch.write("b9.tsv", text)}, 4, "schema_version");
}

TEST(DetectFaults, alleles_that_are_not_the_references_are_a_contradiction) {
    Call const call;
    // The reference has G, not C, wherever the panel says C.
    auto const reference = write_reference(call.scratch, "ref", ">chr1\n" + std::string(5000, 'G') + "\n");
    call.expect_failure({"-f", reference}, 4, "ref_not_reference");
}

TEST(DetectFaults, fault_12_contigs_under_another_name_are_a_contradiction_with_the_name_that_may_be_meant) {
    Call const call;
    auto const header = foreign_table({{.name = "S1", .alt = {}}});
    auto const row = [](std::string const& contig, std::string const& position) {
        return "S1\t" + contig + "\t" + position + "\tC\tT\tduplex\t2000\t1\t1e-5\n";
    };
    // The base of everything here: REF is C at each locus of the panel.
    std::string sequence(5000, 'G');
    for (std::size_t locus = 1; locus <= 4; ++locus) {
        sequence[1000 * locus - 1] = 'C';
    }
    auto const reference = write_reference(call.scratch, "ref", ">chr1\n" + sequence + "\n");
    call.scratch.write("table.tsv", header + row("1", "1000") + row("1", "2000") + row("2", "7"));
    for (auto const& options : std::vector<std::vector<std::string>>{{}, {"-f", reference}}) {
        call.expect_failure(options, 4, "contig_not_in_panel");
        auto const result = call.run(options);
        for (auto const* const part : {"of S1 (1, 2)", "the panel's (chr1)", "is 1 meant to be chr1?"}) {
            EXPECT_NE(result.err.find(part), std::string::npos) << part << "\n" << result.err;
        }
    }
    // Names that have nothing in common: no suggestion, the same refusal, and no more than three names of a long list.
    call.scratch.write("table.tsv", header + row("a", "1") + row("b", "1") + row("c", "1") + row("d", "1"));
    call.expect_failure({}, 4, "contig_not_in_panel");
    auto const strange = call.run({});
    EXPECT_NE(strange.err.find("(a, b, c, ...)"), std::string::npos) << strange.err;
    EXPECT_EQ(strange.err.find("meant to be"), std::string::npos) << strange.err;
}

TEST(DetectFaults, fault_12_one_contig_of_the_panel_under_another_name_is_the_same_contradiction) {
    Call call;
    call.panel = call.scratch.write("panel.tsv", "contig\tposition\tref\talt\nchr1\t1000\tC\tT\n2\t500\tC\tT\nchr3\t500\tC\tT\n");
    auto const table = foreign_table({{.name = "S1", .alt = {5}}});
    call.scratch.write("table.tsv", table + "S1\tchr2\t500\tC\tT\tduplex\t2000\t4\t1e-5\n");
    call.expect_failure({}, 4, "contig_not_in_panel");
    auto const result = call.run({});
    for (auto const* const part : {"S1 has no row on 2, chr3 of the panel", "is chr2 meant to be 2?"}) {
        EXPECT_NE(result.err.find(part), std::string::npos) << part << "\n" << result.err;
    }
    // Without any spelling of it the table may not have looked there: said, and the locus has no depth.
    call.scratch.write("table.tsv", table + "S1\t2\t500\tC\tT\tduplex\t2000\t4\t1e-5\n");
    auto const said = call.run({});
    ASSERT_EQ(said.exit_code, 0) << said.err;
    EXPECT_NE(said.err.find("S1 has no row on chr3, where the panel tracks 1 locus"), std::string::npos) << said.err;
    EXPECT_EQ(nlohmann::json::parse(read_file(call.scratch / "out.json"))["results"][0]["variants"][2]["state"], "no_depth");
    // A locus that is set aside is not looked for.
    call.panel = call.scratch.write("panel.tsv", "contig\tposition\tref\talt\tstate\treason\nchr1\t1000\tC\tT\ttracked\t\n2\t500\tC\tT\tset_aside\tmine\n");
    call.scratch.write("table.tsv", table + "S1\tchr2\t500\tC\tT\tduplex\t2000\t4\t1e-5\n");
    EXPECT_EQ(call.run({}).err.find("no row on"), std::string::npos);
}

TEST(DetectFaults, an_indel_that_may_be_the_panels_at_another_place_of_its_repeat_needs_the_reference) {
    Call call;
    // GAAAAT at 3000: the panel has the deletion leftmost, the table at the last A.
    std::string sequence(5000, 'G');
    sequence.replace(1000 - 1, 1, "C");
    sequence.replace(3000, 5, "AAAAT");
    auto const reference = write_reference(call.scratch, "ref", ">chr1\n" + sequence + "\n");
    call.panel = call.scratch.write("panel.vcf", vcf_of(1) + "chr1\t3000\t.\tGA\tG\t.\tPASS\t.\n");
    auto const head = foreign_table({{.name = "S1", .alt = {5}}});
    auto const with = [&](std::string const& place) {
        call.scratch.write("table.tsv", head + "S1\tchr1\t" + place + "\tduplex\t2000\t7\t1e-5\n");
    };
    auto const alt_at_indel = [&] {
        return nlohmann::json::parse(read_file(call.scratch / "out.json"))["results"][0]["variants"][1]["alt_molecules"];
    };
    with("3003\tAA\tA");
    call.expect_failure({}, 2, "indel_without_reference");
    auto const result = call.run({});
    for (auto const* const part : {"chr1:3003:AA>A (the panel's chr1:3000:GA>G)", "with -f"}) {
        EXPECT_NE(result.err.find(part), std::string::npos) << part << "\n" << result.err;
    }
    ASSERT_EQ(call.run({"-f", reference}).exit_code, 0);
    EXPECT_EQ(alt_at_indel(), 7);
    // Bases that both alleles share need no reference.
    with("2999\tGGAA\tGGA");
    ASSERT_EQ(call.run({}).exit_code, 0) << call.run({}).err;
    EXPECT_EQ(alt_at_indel(), 7);
    // Leftmost somewhere else: another event, and background.
    with("3100\tGA\tG");
    ASSERT_EQ(call.run({}).exit_code, 0);
    // White cells at another place of the repeat would not be seen to have it.
    with("3000\tGA\tG");
    auto const cells = call.scratch.write("cells.tsv", foreign_table({{.name = "W1", .alt = {0}}}) + "W1\tchr1\t3002\tAA\tA\tduplex\t2000\t900\t1e-5\n");
    std::filesystem::remove(call.scratch / "out.json");
    call.expect_failure({"--white-cells", cells}, 2, "indel_without_reference");
    // Nor would the tracked variant have the rate that controls show there.
    auto const controls = call.scratch.write("controls.tsv", "sample\tcontig\tposition\tref\talt\tevidence_class\tdepth\talt_molecules\n"
                                                             "N1\tchr1\t3001\tAA\tA\tduplex\t2000\t3\nN1\tchr1\t1000\tC\tT\tduplex\t2000\t0\n");
    ASSERT_EQ(tidemark({"background", "-o", call.scratch / "b.tsv", controls}).exit_code, 0);
    call.expect_failure({"--background", call.scratch / "b.tsv"}, 2, "indel_without_reference");
    EXPECT_NE(call.run({"--background", call.scratch / "b.tsv"}).err.find("loci of the background"), std::string::npos);
    ASSERT_EQ(tidemark({"background", "-f", reference, "-o", call.scratch / "b.tsv", controls}).exit_code, 0);
    EXPECT_EQ(call.run({"-f", reference, "--background", call.scratch / "b.tsv"}).exit_code, 0);
    std::filesystem::remove(call.scratch / "out.json");
    // The panel may be the one that is not leftmost.
    call.panel = call.scratch.write("panel.vcf", vcf_of(1) + "chr1\t3002\t.\tAA\tA\t.\tPASS\t.\n");
    call.expect_failure({}, 2, "indel_without_reference");
    ASSERT_EQ(call.run({"-f", reference}).exit_code, 0);
    EXPECT_EQ(alt_at_indel(), 7);
}

TEST(DetectFaults, a_panel_table_made_by_hand_in_another_form_is_refused_with_the_right_one) {
    Call call;
    std::string sequence(5000, 'G');
    sequence.replace(3000, 5, "AAAAT");
    auto const reference = write_reference(call.scratch, "ref", ">chr1\n" + sequence + "\n");
    call.panel = call.scratch.write("panel.tsv", "contig\tposition\tref\talt\nchr1\t999\tGC\tGT\n");
    call.expect_failure({}, 3, "not_left_aligned");
    EXPECT_NE(call.run({}).err.find("chr1:999:GC>GT is chr1:1000:C>T"), std::string::npos);
    call.panel = call.scratch.write("panel.tsv", "contig\tposition\tref\talt\nchr1\t3002\tAA\tA\n");
    call.expect_failure({"-f", reference}, 3, "not_left_aligned");
    EXPECT_NE(call.run({"-f", reference}).err.find("chr1:3002:AA>A is chr1:3000:GA>G"), std::string::npos);
    call.panel = call.scratch.write("panel.tsv", "contig\tposition\tref\talt\nchr1\t3002\tC\tA\n");
    call.expect_failure({"-f", reference}, 4, "ref_not_reference");
}

TEST(DetectFaults, rows_off_the_panel_are_background_where_the_table_knows_a_contig_of_the_panel) {
    Call const call;
    auto const table = foreign_table({{.name = "S1", .alt = {5, 5}}});
    call.scratch.write("table.tsv", table + "S1\tchr9\t1000\tC\tT\tduplex\t2000\t0\t1e-5\n");
    auto const result = call.run({});
    ASSERT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(nlohmann::json::parse(read_file(call.scratch / "out.json"))["results"][0]["molecules_alt"], 10);
    // No row on a locus of the panel, but names that fit: nothing was counted there, and that is a result.
    call.scratch.write("table.tsv", foreign_table({{.name = "S1", .alt = {}}}) +
                                        "S1\tchr1\t77\tC\tT\tduplex\t2000\t0\t1e-5\n");
    ASSERT_EQ(call.run({}).exit_code, 0);
    auto const empty = nlohmann::json::parse(read_file(call.scratch / "out.json"))["results"][0];
    EXPECT_EQ(empty["status"], "NOT_EVALUABLE");
    EXPECT_EQ(empty["reasons"][0], "no_reads");
}

TEST(DetectFaults, two_rows_of_one_allele_after_normalisation_are_a_contradiction) {
    Call const call;
    auto const table = foreign_table({{.name = "S1", .alt = {0, 0, 0, 0}}}) +
                       "S1\tchr1\t1000\tCA\tTA\tduplex\t2000\t1\t1e-5\n";
    call.scratch.write("table.tsv", table);
    call.expect_failure({}, 4, "duplicate_row");
}

TEST(DetectFaults, fault_46_a_panel_without_loci_is_not_evaluable) {
    Scratch const scratch;
    auto const results = detect_results(scratch, foreign_table({{.name = "S1", .alt = {3}}}), 0);
    ASSERT_TRUE(results.is_array()) << results;
    EXPECT_EQ(results[0]["status"], "NOT_EVALUABLE");
    EXPECT_EQ(results[0]["reasons"][0], "no_loci");
    EXPECT_TRUE(results[0]["p_detect"].is_null());
    EXPECT_TRUE(results[0]["tumor_fraction_cell"].is_null());
}

TEST(DetectFaults, fault_6_no_molecules_is_not_evaluable_and_never_a_zero) {
    Scratch const scratch;
    auto const results = detect_results(scratch, foreign_table({{.name = "S1", .alt = {0, 0, 0, 0}, .depth = 0}}), 4);
    ASSERT_TRUE(results.is_array()) << results;
    EXPECT_EQ(results[0]["status"], "NOT_EVALUABLE");
    EXPECT_EQ(results[0]["reasons"][0], "no_reads");
    for (auto const* const field : {"tumor_fraction_cell", "tumor_fraction_cell_lo", "tumor_fraction_cell_hi", "vaf_mean",
                                    "p_detect", "lod95_tumor_fraction"}) {
        EXPECT_TRUE(results[0][field].is_null()) << field;
    }
    EXPECT_EQ(results[0]["variants"][0]["state"], "no_depth");
}

TEST(DetectFaults, fault_66_an_output_that_cannot_be_written_is_exit_5) {
    Call const call;
    auto const blocked = call.scratch.write("blocked", "a file, not a folder");
    EXPECT_EQ(call.run({"-o", blocked + "/out.json"}).exit_code, 5);
}

TEST(DetectFaults, fault_73_extreme_numbers_stay_finite) {
    Scratch const scratch;
    for (auto const& sample : {ForeignSample{.name = "full", .alt = {10000000, 10000000}, .depth = 10000000, .rate = "1e-12"},
                               ForeignSample{.name = "none", .alt = {0, 0}, .depth = 10000000, .rate = "1e-12"},
                               ForeignSample{.name = "noisy", .alt = {5000000, 5000000}, .depth = 10000000, .rate = "0.49"},
                               ForeignSample{.name = "one", .alt = {1, 1}, .depth = 1, .rate = "1e-12"}}) {
        auto const results = detect_results(scratch, foreign_table({sample}), 2);
        ASSERT_TRUE(results.is_array()) << sample.name << results;
        auto const text = read_file(scratch / "out.json");
        EXPECT_EQ(text.find("nan"), std::string::npos) << sample.name;
        EXPECT_EQ(text.find("inf\""), std::string::npos) << sample.name;
    }
}

}  // namespace tidemark::test
