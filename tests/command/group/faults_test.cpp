// Bad input first: what is refused, with which code, and that nothing is left.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "group_case.hpp"
#include "support/text_cells.hpp"

namespace tidemark::test {

using Words = std::vector<std::string>;

TEST(GroupFaults, options_that_contradict_each_other_are_2_before_anything_is_opened) {
    GroupCase const call;
    auto const bam = call.scratch / "absent.bam";
    EXPECT_EQ(call.group_refusal(bam, {"--umi", "none", "--umi-tag", "RX"}), "2 umi_source");
    EXPECT_EQ(call.group_refusal(bam, {"--umi-from-name", "_", "--umi-pattern", "(A+)"}), "2 umi_source");
    EXPECT_EQ(call.group_refusal(bam, {"--umi", "none", "--strategy", "paired"}), "2 strategy");
    EXPECT_EQ(call.group_refusal(bam, {"--edits", "2"}), "2 strategy");
    EXPECT_EQ(call.group_refusal(bam, {"--strategy", "identity", "--edits", "1"}), "2 strategy");
    EXPECT_EQ(call.group_refusal(bam, {"--umi-pattern", "ACGT"}), "2 pattern");
    EXPECT_EQ(call.group_refusal(bam, {"--umi-tag", "R"}), "2 umi_tag");
    EXPECT_EQ(call.group_refusal(bam, {"--losses", "-"}), "2 one_stdout");
    EXPECT_EQ(call.group_refusal(bam, {"--losses", call.output()}), "2 output_twice");
    EXPECT_EQ(call.group_refusal(bam, {"--losses", call.scratch / "x", "--summary", call.scratch / "x"}), "2 output_twice");
    for (auto const& words : {Words{"--strategy", "magic"}, Words{"--umi", "RX"}, Words{"--edits", "17"}, Words{"--max-insert", "3001"},
                              Words{"--min-mapq", "256"}, Words{"--compression-level", "10"}, Words{"--evidence", "raw"},
                              Words{"--min-reads", "1"}}) {
        EXPECT_EQ(call.group_refusal(bam, words), "2 usage") << words[0];
    }
    EXPECT_EQ(failure_of(tidemark({"group", bam})), "2 usage") << "without output";
    auto const pipe = call.scratch / "pipe.bam";
    ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
    EXPECT_EQ(call.group_refusal(pipe), "2 stream_by_name");
}

TEST(GroupFaults, what_is_no_whole_alignment_file_is_3) {
    GroupCase const call;
    EXPECT_EQ(call.group_refusal(call.scratch / "absent.bam"), "3 alignment_missing");
    EXPECT_EQ(call.group_refusal(call.scratch.write("zero.bam", "")), "3 alignment_empty_file");
    EXPECT_EQ(call.group_refusal(call.scratch.write("text.bam", "hello\n")), "3 alignment_not_bam");
    auto const whole = read_file(call.bam("whole", {call.duplex(40)}));
    auto const open_end = call.scratch.write("open.bam", whole.substr(0, whole.size() - 28));
    EXPECT_EQ(call.group_refusal(open_end), "3 missing_eof");
    auto const cut = call.scratch.write("cut.bam", whole.substr(0, whole.size() - 200) + whole.substr(whole.size() - 28));
    EXPECT_EQ(call.group_refusal(cut), "3 alignment_damaged");
    EXPECT_EQ(call.group(open_end, {"--allow-missing-eof"}).exit_code, 0);
    EXPECT_EQ(call.records().size(), 160U);
}

TEST(GroupFaults, an_unsorted_file_is_3_with_both_places) {
    GroupCase const call;
    auto const sam = GroupCase::head() + call.single("a", 150, "\tRX:Z:ACGTC").text + "\n" + call.single("b", 140, "\tRX:Z:ACGTC").text + "\n";
    auto const bam = write_alignments(call.scratch, "mixed", sam, {}, false);
    EXPECT_EQ(call.group_refusal(bam), "3 not_sorted");
    EXPECT_NE(call.group(bam).err.find("chr1:141 after chr1:151"), std::string::npos);
}

TEST(GroupFaults, its_own_output_is_not_sorted_by_place_and_3) {
    GroupCase const call;
    ASSERT_EQ(call.group(call.bam("raw", {call.duplex(2)})).exit_code, 0);
    auto const again = tidemark({"group", "-o", call.scratch / "again/s.bam", call.output()});
    EXPECT_EQ(failure_of(again), "3 not_sorted");
}

TEST(GroupFaults, no_UMI_is_3_unless_it_is_said_that_there_is_none) {
    GroupCase const call;
    auto const none = call.bam("none", {call.pair({.name = "a", .umi = ""}), call.pair({.name = "b", .umi = ""})});
    EXPECT_EQ(call.group_refusal(none), "3 umi_missing");
    EXPECT_EQ(call.group_refusal(none, {"--umi-tag", "ZU"}), "3 umi_missing");
    EXPECT_EQ(call.group_refusal(none, {"--umi-from-name", "_"}), "3 umi_missing");
    EXPECT_EQ(call.group(none, {"--umi", "none"}).exit_code, 0);
    EXPECT_EQ(call.molecules(), (Partition{{"a", "b"}}));
}

TEST(GroupFaults, a_UMI_of_65_bases_is_3_and_one_of_64_is_read) {
    GroupCase const call;
    EXPECT_EQ(call.group_refusal(call.bam("long", {{call.single("a", 100, "\tRX:Z:" + std::string(65, 'A'))}})), "3 umi_too_long");
    EXPECT_EQ(call.group(call.bam("most", {{call.single("a", 100, "\tRX:Z:" + std::string(64, 'A'))}})).exit_code, 0);
}

TEST(GroupFaults, one_UMI_for_a_thousand_templates_is_3) {
    GroupCase const call;
    GroupCase::Lines lines;
    for (int number = 0; number < 1000; ++number) {
        lines.push_back(call.single("t" + std::to_string(number), 100 + number, "\tRX:Z:ACGTC"));
    }
    EXPECT_EQ(call.group_refusal(call.bam("same", {lines})), "3 umi_degenerate");
}

TEST(GroupFaults, consensus_reads_are_4_and_so_are_several_samples) {
    GroupCase const call;
    EXPECT_EQ(call.group_refusal(call.bam("called", {call.duplex(2, {.tags = "\tcD:i:3"})})), "4 evidence_contradicted");
    auto const two = call.bam("two", {call.duplex(1), {GroupCase::line(3000, replaced(call.single("x", 3000, "\tRX:Z:ACGTC-TTAGC").text,
                                                                                      "RG:Z:1", "RG:Z:2"))}},
                              GroupCase::head("@RG\tID:1\tSM:s1\n@RG\tID:2\tSM:s2\n"));
    EXPECT_EQ(call.group_refusal(two), "4 several_samples");
    EXPECT_EQ(call.group_refusal(two, {"--rg-sample", "s3"}), "4 sample_not_in_file");
    EXPECT_EQ(call.group(two, {"--rg-sample", "s2"}).exit_code, 0);
    EXPECT_EQ(call.molecules(), (Partition{{"x"}}));
}

TEST(GroupFaults, an_output_that_cannot_be_written_is_5) {
    GroupCase const call;
    auto const bam = call.bam("raw", {call.duplex(2)});
    auto const file = call.scratch.write("file", "");
    EXPECT_EQ(failure_of(tidemark({"group", "-o", file + "/s.bam", bam})), "5 output_not_written");
    EXPECT_EQ(call.group_refusal(bam, {"--losses", file + "/l.tsv"}), "5 output_not_written");
    EXPECT_EQ(call.group_refusal(bam, {"--metrics", file + "/m"}), "5 output_not_written");
    auto const full = tidemark({"group", "-o", "-", bam}, {.folder = {}, .input = {}, .environment = leaks_of_htslib_ignored(),
                                                           .output = StandardOutput::full_device});
    EXPECT_EQ(full.exit_code, 5) << full.err;
}

TEST(GroupFaults, where_the_last_output_gets_no_name_none_is_new) {
    GroupCase const call;
    auto const bam = call.bam("raw", {call.duplex(2)});
    call.scratch.write("o/m.umi_counts.txt/mine", "a folder that is not empty");
    call.scratch.write("o/s.bam", "earlier");
    auto const result = tidemark({"group", "-o", call.scratch / "o/s.bam", "--metrics", call.scratch / "o/m", "--losses",
                                  call.scratch / "o/l.tsv", bam});
    EXPECT_EQ(failure_of(result), "5 output_not_written");
    EXPECT_EQ(list_folder(call.scratch / "o"), "m.umi_counts.txt\ns.bam\n");
    EXPECT_EQ(read_file(call.scratch / "o/s.bam"), "earlier");
}

TEST(GroupFaults, a_file_without_a_usable_read_gives_an_empty_valid_BAM_and_says_so) {
    GroupCase const call;
    auto const result = call.group(call.bam("empty", {}));
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_NE(result.err.find("no_families"), std::string::npos);
    EXPECT_TRUE(call.records().empty());
    EXPECT_NE(alignments_as_text(call.output()).find("@SQ\tSN:chr1"), std::string::npos);
}

}  // namespace tidemark::test
