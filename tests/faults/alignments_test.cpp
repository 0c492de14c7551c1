// Faults of alignment files beyond those beside each word: what reaches the end of the path, and what is counted as
// lost on the way. Bad input first.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "command/genotype/genotype_call.hpp"
#include "support/patient_path.hpp"

namespace tidemark::test {
namespace {

bool has(std::string const& text, std::string const& part) { return text.find(part) != std::string::npos; }

/// Status and first reason that detect gives to what was counted last.
std::string detected(GenotypeCall const& call) {
    auto const result = tidemark({"detect", "--panel", call.panel, "-o", call.scratch / "d.json", call.output()});
    if (result.exit_code != 0) {
        return result.err;
    }
    auto const row = nlohmann::json::parse(read_file(call.scratch / "d.json"))["results"][0];
    return row["status"].get<std::string>() + " " + row["reasons"][0].get<std::string>();
}


/// One of two mates of 100 bases at 0-based places, the fragment from the first to the end of the second.
std::string mate(GenotypeCall const& call, std::string const& name, int number, std::int64_t first, std::int64_t second,
                 std::string const& shown = {}) {
    auto const place = number == 1 ? first : second;
    auto text = call.bases.substr(static_cast<std::size_t>(place), 100);
    if (!shown.empty()) {
        text[static_cast<std::size_t>(200 - place)] = shown[0];
    }
    auto const length = second + 100 - first;
    return name + "\t" + (number == 1 ? "99" : "147") + "\tchr1\t" + std::to_string(place + 1) + "\t60\t100M\t=\t" +
           std::to_string((number == 1 ? second : first) + 1) + "\t" + std::to_string(number == 1 ? length : -length) +
           "\t" + text + "\t" + std::string(100, 'F') + "\tRG:Z:A\n";
}

/// Half of the records of a BAM, ended and indexed as if it were whole.
void cut_and_index_again(std::string const& bam) {
    auto const sam = run({"samtools", "view", "--no-PG", "-h", bam}).out;
    auto const half = sam.substr(0, sam.rfind('\n', sam.size() / 2) + 1);
    ASSERT_EQ(run({"samtools", "view", "--no-PG", "-b", "-o", bam, "-"}, {.folder = {}, .input = half, .environment = {}})
                  .exit_code,
              0);
    ASSERT_EQ(run({"samtools", "index", bam}).exit_code, 0);
}

}  // namespace

TEST(Alignments, fault_3_a_file_that_was_cut_and_indexed_again_fails_where_the_sheet_knows_its_records) {
    PatientPath const path;
    cut_and_index_again(path.folder / "in/P1_after.bam");
    ASSERT_EQ(path.run_step(PatientPath::step("check")).exit_code, 0);
    auto const verdicts = read_file(path.folder / "out/check/verdicts.tsv");
    EXPECT_TRUE(has(verdicts, "P1_after\tfailed\trecord_count_differs\t")) << verdicts;
}

TEST(Alignments, fault_3_without_a_declaration_the_report_says_that_integrity_is_unverified) {
    PatientPath const path;
    ASSERT_EQ(path.run_all(), "");
    EXPECT_FALSE(has(path.cohort_cell("P1_after", "reasons"), "integrity_unverified"));
    EXPECT_FALSE(has(read_file(path.folder / "out/report/P1.html"), "Integrity of the input file could not be verified."));
    path.declare_nothing();
    cut_and_index_again(path.folder / "in/P1_after.bam");
    path.remove_results();
    ASSERT_EQ(path.run_all(), "");
    EXPECT_TRUE(has(path.cohort_cell("P1_after", "reasons"), "integrity_unverified"))
        << path.cohort_cell("P1_after", "reasons");
    EXPECT_TRUE(has(read_file(path.folder / "out/report/P1.html"), "Integrity of the input file could not be verified."));
}

TEST(Alignments, fault_3_genotype_compares_a_declared_number_of_records) {
    GenotypeCall const call;
    auto const bam = call.bam("s", call.head() + call.thirty());
    for (auto const* const access : {"stream", "index"}) {
        EXPECT_EQ(call.refusal({bam}, {"--records", "60", "--access", access}), "4 record_count_differs") << access;
        ASSERT_EQ(call.run({bam}, {"--records", "30", "--access", access}).exit_code, 0) << access;
        EXPECT_EQ(call.evidence().facts.at("integrity"), "declared") << access;
        ASSERT_EQ(call.run({bam}, {"--access", access}).exit_code, 0) << access;
        EXPECT_EQ(call.evidence().facts.at("integrity"), "unverified") << access;
        std::filesystem::remove_all(call.scratch / "out");
    }
    EXPECT_EQ(call.refusal({bam}, {"--records", "-1"}), "2 usage");
}

TEST(Alignments, fault_3_a_declared_number_that_agrees_leaves_no_remark_in_the_detection) {
    GenotypeCall const call;
    auto const bam = call.bam("s", call.head() + call.thirty());
    auto const reasons = [&](std::vector<std::string> const& options) {
        EXPECT_EQ(call.run({bam}, options).exit_code, 0);
        auto const out = call.scratch / "d.json";
        EXPECT_EQ(tidemark({"detect", "--panel", call.panel, "-o", out, call.output()}).exit_code, 0);
        return nlohmann::json::parse(read_file(out))["results"][0]["reasons"].dump();
    };
    EXPECT_TRUE(has(reasons({}), "integrity_unverified"));
    EXPECT_FALSE(has(reasons({"--records", "30"}), "integrity_unverified"));
}

TEST(Alignments, fault_6_and_11_without_a_placed_read_a_sample_is_not_evaluable) {
    GenotypeCall const call;
    auto const unmapped = std::string{"u\t4\t*\t0\t0\t*\t*\t0\t0\tACGT\tFFFF\tRG:Z:A\n"};
    for (auto const& [name, sam] : std::vector<std::pair<std::string, std::string>>{
             {"header", call.head()}, {"unmapped", call.head() + unmapped + unmapped}}) {
        auto const result = call.run({call.bam(name, sam)});
        ASSERT_EQ(result.exit_code, 0) << result.err;
        EXPECT_EQ(call.evidence().facts.at("loss.unmapped"), name == "header" ? "0" : "2");
        EXPECT_EQ(detected(call), "NOT_EVALUABLE no_reads") << name;
    }
}

TEST(Alignments, fault_7_a_file_without_index_counts_nothing_and_a_stream_counts_the_same_as_the_index) {
    GenotypeCall const call;
    auto const bam = call.bam("bare", call.head() + call.thirty(), false);
    EXPECT_EQ(call.refusal({bam}), "3 index_missing");
    EXPECT_FALSE(std::filesystem::exists(bam + ".bai"));
    ASSERT_EQ(call.run({bam}, {"--access", "stream"}).exit_code, 0);
    auto const streamed = read_file(call.output());
    ASSERT_EQ(run({"samtools", "index", bam}).exit_code, 0);
    ASSERT_EQ(call.run({bam}).exit_code, 0);
    EXPECT_EQ(read_file(call.output()), streamed);
}

TEST(Alignments, fault_8_the_index_of_another_file_with_the_same_totals_is_4) {
    GenotypeCall const call;
    std::string one;
    std::string other;
    for (int number = 0; number < 5000; ++number) {
        auto const name = std::to_string(number * 7919 % 10007);
        one += call.record("m" + name, 100 + number / 25);
        other += call.record(name + std::string(static_cast<std::size_t>(number % 7), 'x'), 110 + number / 26);
    }
    auto const bam = call.bam("mine", call.head() + one, false);
    std::filesystem::copy_file(call.bam("other", call.head() + other) + ".bai", bam + ".bai");
    for (auto const* const access : {"auto", "index", "stream"}) {
        EXPECT_EQ(call.refusal({bam}, {"--access", access}), "4 index_disagrees") << access;
    }
}

TEST(Alignments, fault_11_a_mate_that_is_missing_leaves_its_read_a_molecule) {
    GenotypeCall const call;
    auto const alone = mate(call, "a", 1, 150, 300);
    ASSERT_EQ(call.run({call.bam("alone", call.head() + alone)}).exit_code, 0);
    EXPECT_EQ(call.evidence().sum("locus", "depth"), 1);
    EXPECT_EQ(call.evidence().facts.at("total.reads_seen"), "1");
}

TEST(Alignments, fault_13_and_16_a_file_of_another_build_is_named) {
    GenotypeCall call;
    std::string whole;
    while (whole.size() < 30'000) {
        whole += call.bases;
    }
    call.reference = call.scratch.write("hg38.fa", ">chr21\n" + whole + "\n");
    static_cast<void>(call.scratch.write("hg38.fa.fai", "chr21\t46709983\t7\t46709983\t46709984\n"));
    auto const panel = [&](std::string const& length) {
        return call.scratch.write("panel.vcf", "##fileformat=VCFv4.2\n" + length +
                                                   "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\nchr21\t201\t.\t" +
                                                   call.bases[200] + "\t" + call.other(200) + "\t.\tPASS\t.\n");
    };
    auto const bam = [&](std::string const& name, std::string const& length) {
        return call.bam(name, "@HD\tVN:1.6\tSO:coordinate\n@SQ\tSN:chr21\tLN:" + length + "\n@RG\tID:A\tSM:s1\n");
    };
    call.panel = panel("");
    EXPECT_EQ(call.refusal({bam("hg19", "48129895")}), "4 contig_length");
    EXPECT_TRUE(has(call.run({call.scratch / "hg19.bam"}).err, "looks like hg19, the reference like hg38"));
    call.panel = panel("##contig=<ID=chr21,length=48129895>\n");
    EXPECT_EQ(call.refusal({bam("hg38", "46709983")}), "4 contig_length_differs");
    EXPECT_TRUE(has(call.run({call.scratch / "hg38.bam"}).err, "looks like hg19 and the reference like hg38"));
}

TEST(Alignments, fault_18_the_name_of_the_sheet_stands_and_the_difference_is_said) {
    GenotypeCall const call;
    auto const bam = call.bam("s", call.head() + call.thirty());
    auto const result = call.run({bam}, {"--sample", "sheet_name"});
    EXPECT_EQ(result.exit_code, 0);
    EXPECT_TRUE(has(result.err, "sample_name_differs")) << result.err;
    EXPECT_EQ(call.evidence().facts.at("sample"), "sheet_name");
}

TEST(Alignments, fault_20_every_excluded_read_is_counted_under_its_reason) {
    GenotypeCall const call;
    auto const sam = call.head() + call.record("secondary", 150, 0x100) + call.record("supplementary", 150, 0x800) +
                     call.record("qc", 150, 0x200) + call.record("duplicate", 150, 0x400) + call.record("sound", 150);
    ASSERT_EQ(call.run({call.bam("flags", sam)}).exit_code, 0);
    auto const evidence = call.evidence();
    for (auto const* const reason : {"secondary", "supplementary", "qc_fail", "duplicate_flag"}) {
        EXPECT_EQ(evidence.facts.at(std::string{"loss."} + reason), "1") << reason;
    }
    EXPECT_EQ(evidence.facts.at("total.reads_seen"), "5");
    EXPECT_EQ(evidence.facts.at("total.reads_used"), "1");
    EXPECT_EQ(evidence.sum("locus", "depth"), 1);
}

TEST(Alignments, fault_21_overlapping_mates_are_one_witness_and_a_disagreement_is_none) {
    GenotypeCall const call;
    auto const alt = call.other(200);
    auto const sam = call.head() + mate(call, "agree", 1, 120, 160, alt) + mate(call, "differ", 1, 120, 160, alt) +
                     mate(call, "agree", 2, 120, 160, alt) + mate(call, "differ", 2, 120, 160);
    ASSERT_EQ(call.run({call.bam("pairs", sam)}, {"--evidence", "deduplicated"}).exit_code, 0);
    auto const evidence = call.evidence();
    EXPECT_EQ(evidence.sum("locus", "depth"), 1);
    EXPECT_EQ(evidence.sum("locus", "alt_molecules"), 1);
    EXPECT_EQ(evidence.sum("locus", "alt_mates_agreed"), 1);
    EXPECT_EQ(evidence.sum("locus", "mate_disagreement"), 1);
}

TEST(Alignments, fault_22_no_depth_is_capped) {
    GenotypeCall const call;
    auto sam = call.head();
    for (int number = 0; number < 30'000; ++number) {
        sam += call.record("m" + std::to_string(number), 150, 0, number < 77 ? call.other(200) : "");
    }
    ASSERT_EQ(call.run({call.bam("deep", sam)}, {"--evidence", "deduplicated"}).exit_code, 0);
    EXPECT_EQ(call.evidence().sum("locus", "depth"), 30'000);
    EXPECT_EQ(call.evidence().sum("locus", "alt_molecules"), 77);
}

TEST(Alignments, fault_23_qualities_that_say_nothing_are_not_evaluable_unless_declared) {
    GenotypeCall const call;
    for (auto const& qualities : {std::string{"*"}, std::string(100, '#')}) {
        auto sam = call.head() + call.thirty();
        for (auto at = sam.find(std::string(100, 'F')); at != std::string::npos; at = sam.find(std::string(100, 'F'))) {
            sam.replace(at, 100, qualities);
        }
        auto const bam = call.bam("blind", sam);
        ASSERT_EQ(call.run({bam}).exit_code, 0);
        EXPECT_EQ(call.evidence().facts.at("loss.no_base_quality"), "30");
        EXPECT_EQ(detected(call), "NOT_EVALUABLE no_base_quality");
        if (qualities != "*") {
            ASSERT_EQ(call.run({bam}, {"--min-base-quality", "0"}).exit_code, 0);
            EXPECT_EQ(call.evidence().sum("locus", "depth"), 30) << "declared: quality is not asked for";
        }
    }
}

TEST(Alignments, fault_27_another_reference_of_a_CRAM_is_4_and_the_network_is_never_asked) {
    GenotypeCall const call;
    auto const cram = write_alignments(call.scratch, "s", call.head() + call.thirty(), call.reference);
    auto changed = call.bases;
    changed.replace(300, 200, std::string(200, 'A'));
    auto const other = write_reference(call.scratch, "other.fa",
                                       ">chr1\n" + changed + "\n>chr2\n" + call.bases.substr(0, 300) + "\n");
    auto const none = write_reference(call.scratch, "none.fa", ">chr2\n" + call.bases.substr(0, 300) + "\n");
    for (auto const& reference : {other, none}) {
        auto const result = tidemark({"genotype", "-f", reference, "--panel", call.panel, "--trust-cram", "-o",
                                      call.output(), cram},
                                     {.folder = {}, .input = {},
                                      .environment = {{"REF_PATH", "http://127.0.0.1:9/%s"},
                                                      {"REF_CACHE", call.scratch / "cache"}}});
        EXPECT_EQ(result.exit_code, 4) << result.err;
        EXPECT_FALSE(std::filesystem::exists(call.output()));
        EXPECT_FALSE(std::filesystem::exists(call.scratch / "cache"));
    }
    EXPECT_EQ(tidemark({"genotype", "--panel", call.panel, "--trust-cram", "-o", call.output(), cram}).exit_code, 2);
}

TEST(Alignments, fault_28_a_pipe_in_the_sheet_is_a_verdict) {
    PatientPath const path;
    std::filesystem::remove(path.folder / "in/P1_after.bam");
    ASSERT_EQ(::mkfifo((path.folder / "in/P1_after.bam").c_str(), 0600), 0);
    ASSERT_EQ(path.run_step(PatientPath::step("check")).exit_code, 0);
    auto const verdicts = read_file(path.folder / "out/check/verdicts.tsv");
    EXPECT_TRUE(has(verdicts, "P1_after\tfailed\tfile_unreadable\t")) << verdicts;
}

}  // namespace tidemark::test
