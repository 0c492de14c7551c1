// What extract writes: records, tags, header, counts; the same for every form of the same reads.
#include <gtest/gtest.h>

#include "command/extract/extract_case.hpp"

namespace tidemark::test {
namespace {

std::string one_of(std::vector<std::string> const& columns, std::string const& tag) {
    for (auto const& column : columns) {
        if (column.starts_with(tag + ":Z:")) {
            return column.substr(5);
        }
    }
    return "none";
}

std::string many(int count, char first_base) {
    std::string text;
    for (int number = 0; number < count; ++number) {
        text += fastq_record("r" + std::to_string(number), first_base + arbitrary_bases(99, static_cast<std::uint32_t>(number)));
    }
    return text;
}

}  // namespace

TEST(Extract, a_pair_is_two_unmapped_records_with_the_joined_UMI) {
    ExtractCase const extract;
    auto const one = extract.scratch.write("R1.fastq", "@a/1 1:N:0:AT\nAAACCGGGG\n+\n012345678\n");
    auto const two = extract.scratch.write("R2.fastq", "@a/2 2:N:0:AT\nTTTCCACGTA\n+\nABCDEFGHIJ\n");
    auto const result = extract.run({one, two}, {"--read-structure", "3M2S+T 3M2S+T", "--sample", "P1_d0", "--library", "L1"});
    ASSERT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(result.err, "");
    auto const text = alignments_as_text(extract.output());
    EXPECT_NE(text.find("@HD\tVN:1.6\tSO:unsorted\tGO:query\n@RG\tID:1\tSM:P1_d0\tLB:L1\n@PG\tID:tidemark"), std::string::npos) << text;
    EXPECT_NE(text.find("\na\t77\t*\t0\t0\t*\t*\t0\t0\tGGGG\t5678\tRG:Z:1\tRX:Z:AAA-TTT\tQX:Z:012 ABC\n"
                        "a\t141\t*\t0\t0\t*\t*\t0\t0\tACGTA\tFGHIJ\tRG:Z:1\tRX:Z:AAA-TTT\tQX:Z:012 ABC\n"), std::string::npos) << text;
    EXPECT_EQ(text.find(extract.scratch.path().string()), std::string::npos) << "no path in the output";
}

TEST(Extract, a_single_end_read_is_one_record) {
    ExtractCase const extract;
    ASSERT_EQ(extract.run({extract.scratch.write("R1.fastq", fastq_record("a", "ACGTTTGG"))}, {"--read-structure", "3M2S+T"}).exit_code, 0);
    auto const records = extract.records();
    ASSERT_EQ(records.size(), 1U);
    EXPECT_EQ(records[0][1], "4");
    EXPECT_EQ(records[0][9], "TGG");
    EXPECT_EQ(one_of(records[0], "RX"), "ACG");
}

TEST(Extract, FASTQ_goes_to_a_file_or_to_standard_output_with_tags_in_the_comments) {
    ExtractCase const extract;
    auto const one = extract.scratch.write("R1.fastq", fastq_record("a", "AAACCGGGG"));
    auto const two = extract.scratch.write("R2.fastq", fastq_record("a", "TTTCCACGTA"));
    std::string const expected = "@a\tRX:Z:AAA-TTT\tQX:Z:III III\nGGGG\n+\nIIII\n@a\tRX:Z:AAA-TTT\tQX:Z:III III\nACGTA\n+\nIIIII\n";
    auto const stream = tidemark({"extract", "--read-structure", "3M2S+T 3M2S+T", "-O", "fastq", "-o", "-", one, two});
    EXPECT_EQ(stream.out, expected);
    ASSERT_EQ(tidemark({"extract", "--read-structure", "3M2S+T 3M2S+T", "-o", extract.scratch / "x.fq", one, two}).exit_code, 0);
    EXPECT_EQ(read_file(extract.scratch / "x.fq"), expected);
    EXPECT_TRUE(std::filesystem::exists(extract.scratch / "x.extract.json"));
    auto const bam = tidemark({"extract", "--read-structure", "3M2S+T 3M2S+T", "-o", "-", one, two});
    EXPECT_EQ(bam.out.substr(0, 2), "\x1f\x8b") << "BAM is the default";
}

TEST(Extract, standard_input_is_a_file_too) {
    ExtractCase const extract;
    auto const result = extract.run({"-"}, {"--umi-from-name", ":"}, {.folder = {}, .input = fastq_record("a:ACGT", "GGG"), .environment = {}});
    ASSERT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(one_of(extract.records().at(0), "RX"), "ACGT");
    EXPECT_EQ(one_of(extract.records().at(0), "QX"), "none") << "a name has no qualities";
}

TEST(Extract, a_third_file_may_hold_the_UMI_and_the_name_a_pattern) {
    ExtractCase const extract;
    auto const one = extract.scratch.write("R1.fastq", fastq_record("a/1", "GGGG"));
    auto const umi = extract.scratch.write("R2.fastq", fastq_record("a/2", "ACGTA", "ABCDE"));
    auto const two = extract.scratch.write("R3.fastq", fastq_record("a/3", "CCCC"));
    ASSERT_EQ(extract.run({one, umi, two}, {"--read-structure", "+T 5M +T"}).exit_code, 0);
    EXPECT_EQ(extract.records().size(), 2U);
    EXPECT_EQ(one_of(extract.records().at(1), "RX"), "ACGTA");
    EXPECT_EQ(one_of(extract.records().at(1), "QX"), "ABCDE");
    auto const named = extract.scratch.write("n.fastq", fastq_record("AAC+GGT", "GGGG"));
    ASSERT_EQ(extract.run({named}, {"--umi-pattern", "^([ACGT]+)\\+([ACGT]+)$", "--umi-tag", "RB"}).exit_code, 0);
    EXPECT_EQ(one_of(extract.records().at(0), "RB"), "AAC-GGT");
}

TEST(Extract, a_known_set_corrects_each_half_and_keeps_the_original) {
    ExtractCase const extract;
    auto const umis = extract.scratch.write("umis.txt", "# kit\nAAAA first\nCCCC\n");
    auto const one = extract.scratch.write("R1.fastq", fastq_record("a", "AAATGG") + fastq_record("b", "AAAAGG") + fastq_record("c", "GGTTGG"));
    auto const two = extract.scratch.write("R2.fastq", fastq_record("a", "CCCCGG") + fastq_record("b", "CCCCGG") + fastq_record("c", "CCCCGG"));
    std::vector<std::string> const options{"--read-structure", "4M+T 4M+T", "--umi-whitelist", umis, "--umi-max-mismatches", "1"};
    ASSERT_EQ(extract.run({one, two}, options).exit_code, 0);
    auto const records = extract.records();
    ASSERT_EQ(records.size(), 4U);
    EXPECT_EQ(one_of(records[0], "RX"), "AAAA-CCCC");
    EXPECT_EQ(one_of(records[0], "OX"), "AAAT-CCCC");
    EXPECT_EQ(one_of(records[2], "OX"), "none");
    EXPECT_EQ(extract.summary()["losses"]["umi_not_listed"], 2);
    EXPECT_EQ(extract.summary()["totals"]["umis_corrected"], 1);
    auto keeping = options;
    keeping.insert(keeping.end(), {"--unlisted-umi", "keep"});
    ASSERT_EQ(extract.run({one, two}, keeping).exit_code, 0);
    EXPECT_EQ(one_of(extract.records().at(4), "RX"), "GGTT-CCCC");
}

TEST(Extract, compression_lanes_and_threads_change_no_byte) {
    ExtractCase const extract;
    auto const one = many(3000, 'A');
    auto const two = many(3000, 'C');
    auto const half_one = one.find("@r1500\n");
    auto const half_two = two.find("@r1500\n");
    std::vector<std::vector<std::string>> const forms{
        {extract.scratch.write("1", one), extract.scratch.write("2", two)},
        {extract.scratch.write("1.gz", compressed(one, Compression::gzip)), extract.scratch.write("2.bgz", compressed(two, Compression::bgzip))},
        {extract.scratch.write("1a", one.substr(0, half_one)), extract.scratch.write("2a", two.substr(0, half_two)),
         extract.scratch.write("1b", one.substr(half_one)), extract.scratch.write("2b", two.substr(half_two))}};
    std::string expected;
    for (auto const& form : forms) {
        for (auto const* const threads : {"1", "2", "4", "7"}) {
            ASSERT_EQ(extract.run(form, {"--read-structure", "3M2S+T 3M2S+T", "-@", threads}).exit_code, 0);
            auto const bytes = read_file(extract.output()) + read_file(extract.scratch / "out/s.extract.json");
            expected = expected.empty() ? bytes : expected;
            EXPECT_EQ(bytes, expected) << form.front() << " with threads " << threads;
        }
    }
    EXPECT_EQ(extract.records().size(), 6000U);
}

TEST(Extract, reads_in_are_reads_out_and_reads_left_out_and_so_are_bases) {
    ExtractCase const extract;
    auto const one = extract.scratch.write("R1.fastq", fastq_record("a 1:Y:0:AT", "AAACCGGGG") + fastq_record("b", "AAACCGGGG") + fastq_record("c", "AA"));
    auto const two = extract.scratch.write("R2.fastq", fastq_record("a 2:Y:0:AT", "TTTCCACGT") + fastq_record("b", "TTTCCACGT") + fastq_record("c", "TTTCCACGT"));
    ASSERT_EQ(extract.run({one, two}, {"--read-structure", "3M2S+T 3M2S+T", "--unfit", "leave-out"}).exit_code, 0);
    auto const summary = extract.summary();
    EXPECT_EQ(summary["schema"], "tidemark.extract_summary/1");
    EXPECT_EQ(summary["losses"].dump(), R"({"qc_fail":2,"too_short":2,"umi_missing":0,"umi_not_listed":0})");
    EXPECT_EQ(summary["totals"]["reads_in"], 6);
    EXPECT_EQ(summary["totals"]["reads_out"], 2);
    EXPECT_EQ(summary["totals"]["bases_in"], 47);
    EXPECT_EQ(summary["totals"]["bases_lost"], 29);
    EXPECT_EQ(summary["totals"]["bases_umi"], 6);
    EXPECT_EQ(summary["totals"]["bases_skipped"], 4);
    EXPECT_EQ(summary["totals"]["bases_out"], 8);
}

TEST(Extract, a_short_fragment_loses_its_adapters_unless_told_otherwise) {
    ExtractCase const extract;
    auto const fragment = arbitrary_bases(50, 4);
    auto const one = extract.scratch.write("R1.fastq", fastq_record("a", "ACGTT" + fragment + "AACCTAGATCGGAAGAGCAC"));
    auto const two = extract.scratch.write("R2.fastq", fastq_record("a", "AGGTT" + other_strand(fragment) + "AACGTAGATCGGAAGAGCGT"));
    ASSERT_EQ(extract.run({one, two}, {"--read-structure", "3M2S+T 3M2S+T"}).exit_code, 0);
    EXPECT_EQ(extract.records().at(0)[9], fragment);
    EXPECT_EQ(extract.records().at(1)[9], other_strand(fragment));
    EXPECT_EQ(extract.summary()["totals"]["bases_trimmed"], 40);
    EXPECT_EQ(extract.summary()["totals"]["templates_trimmed"], 1);
    ASSERT_EQ(extract.run({one, two}, {"--read-structure", "3M2S+T 3M2S+T", "--trim", "none"}).exit_code, 0);
    EXPECT_EQ(extract.records().at(0)[9], fragment + "AACCTAGATCGGAAGAGCAC");
}

TEST(Extract, no_reads_at_all_are_an_empty_BAM_and_zeros) {
    ExtractCase const extract;
    ASSERT_EQ(extract.run({extract.scratch.write("e.gz", compressed("", Compression::bgzip))}, {"--umi", "none"}).exit_code, 0);
    EXPECT_EQ(extract.records().size(), 0U);
    EXPECT_EQ(extract.summary()["totals"]["reads_in"], 0);
}

TEST(Extract, bgzip_without_end_mark_is_read_with_a_warning) {
    ExtractCase const extract;
    auto const whole = compressed(fastq_record("a", "ACGT"), Compression::bgzip);
    auto const result = extract.run({extract.scratch.write("c.gz", whole.substr(0, whole.size() - 28))}, {"--umi", "none"});
    EXPECT_EQ(result.exit_code, 0);
    EXPECT_NE(result.err.find("warning: no_bgzip_end: c.gz"), std::string::npos) << result.err;
}

}  // namespace tidemark::test
