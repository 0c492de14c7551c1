// Bad input first: what is refused, with which code, and that nothing is left.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "support/consensus_case.hpp"
#include "support/text_cells.hpp"

namespace tidemark::test {
namespace {

using Words = std::vector<std::string>;

std::string without_end(std::string const& bytes, std::size_t count) { return bytes.substr(0, bytes.size() - count); }

}  // namespace

TEST(ConsensusFaults, a_wrong_call_is_2_before_anything_is_opened) {
    ConsensusCase const call;
    auto const bam = call.scratch / "absent.bam";
    EXPECT_EQ(call.refusal(bam, {"--min-reads", "1,2,0"}), "2 min_reads");
    EXPECT_EQ(call.refusal(bam, {"--min-reads", "x"}), "2 three_numbers");
    EXPECT_EQ(call.refusal(bam, {"--min-reads", "3,1,1,1"}), "2 three_numbers");
    EXPECT_EQ(call.refusal(bam, {"--filter-min-reads", "1,3"}), "2 min_reads");
    EXPECT_EQ(call.refusal(bam, {"--max-base-error-rate", "1.5"}), "2 three_numbers");
    EXPECT_EQ(call.refusal(bam, {"--max-base-error-rate", "0,1;2"}), "2 three_numbers");
    EXPECT_EQ(call.refusal(bam, {"--umi", "none", "--umi-tag", "RX"}), "2 umi_source");
    EXPECT_EQ(call.refusal(bam, {"--umi", "none", "--strategy", "identity"}), "2 strategy");
    EXPECT_EQ(call.refusal(bam, {"--edits", "2"}), "2 strategy");
    EXPECT_EQ(call.refusal(bam, {"--strategy", "identity", "--edits", "1"}), "2 strategy");
    EXPECT_EQ(call.refusal(bam, {"--umi-pattern", "(["}), "2 pattern");
    EXPECT_EQ(call.refusal(bam, {"--umi-pattern", "ACGT"}), "2 pattern");
    EXPECT_EQ(call.refusal(bam, {"--umi-tag", "R"}), "2 umi_tag");
    EXPECT_EQ(call.refusal(bam, {"--losses", "-"}), "2 one_stdout");
    EXPECT_EQ(call.refusal(bam, {"--losses", call.scratch / "x", "--families", call.scratch / "x"}), "2 output_twice");
    EXPECT_EQ(call.refusal(bam, {"--losses", call.output()}), "2 output_twice");
    for (auto const& words : {Words{"--filter", "unheard"}, Words{"--evidence", "consensus"}, Words{"--compat", "gencore"},
                              Words{"--strategy", "magic"}, Words{"--umi", "RX"}, Words{"--edits", "17"}, Words{"--max-insert", "0"},
                              Words{"--compression-level", "10"}, Words{"--threads", "0"}, Words{"--no-such-flag"}}) {
        EXPECT_EQ(call.refusal(bam, words), "2 usage") << words[0];
    }
    EXPECT_EQ(failure_of(tidemark({"consensus", "-o", call.output(), bam})), "2 usage") << "without reference";
    EXPECT_EQ(failure_of(tidemark({"consensus", "-f", call.reference, bam})), "2 usage") << "without output";
}

TEST(ConsensusFaults, what_is_no_alignment_file_is_3) {
    ConsensusCase const call;
    EXPECT_EQ(call.refusal(call.scratch / "absent.bam"), "3 alignment_missing");
    EXPECT_EQ(call.refusal(call.scratch.write("zero.bam", "")), "3 alignment_empty_file");
    EXPECT_EQ(call.refusal(call.scratch.write("text.bam", "hello\n")), "3 alignment_not_bam");
    EXPECT_EQ(call.refusal(call.scratch.write("x.sam", ConsensusCase::head())), "3 alignment_not_bam");
}

TEST(ConsensusFaults, a_pipe_by_name_is_2) {
    ConsensusCase const call;
    auto const pipe = call.scratch / "pipe.bam";
    ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
    EXPECT_EQ(call.refusal(pipe), "2 stream_by_name");
}

TEST(ConsensusFaults, a_cut_file_is_3_and_a_missing_end_mark_is_read_on_request) {
    ConsensusCase const call;
    auto const whole = read_file(call.bam("whole", {call.duplex(40)}));
    auto const open_end = call.scratch.write("open.bam", without_end(whole, 28));
    EXPECT_EQ(call.refusal(open_end), "3 missing_eof");
    auto const cut = call.scratch.write("cut.bam", without_end(whole, 200) + whole.substr(whole.size() - 28));
    EXPECT_EQ(call.refusal(cut), "3 alignment_damaged");
    EXPECT_EQ(call.refusal(cut, {"--allow-missing-eof"}), "3 alignment_damaged");
    EXPECT_EQ(call.run(open_end, {"--allow-missing-eof"}).exit_code, 0);
    EXPECT_EQ(call.records().size(), 2U);
}

TEST(ConsensusFaults, fault_86_an_unsorted_file_is_3_with_both_places) {
    ConsensusCase const call;
    auto const sam = ConsensusCase::head() + call.single("a", 150, "\tRX:Z:ACGTC").text + "\n" + call.single("b", 140, "\tRX:Z:ACGTC").text + "\n";
    auto const bam = write_alignments(call.scratch, "mixed", sam, {}, false);
    EXPECT_EQ(call.refusal(bam), "3 not_sorted");
    EXPECT_NE(call.run(bam).err.find("chr1:141 after chr1:151"), std::string::npos);
    EXPECT_EQ(failure_of(call.run("-", {}, {.folder = {}, .input = read_file(bam), .environment = {}})), "3 not_sorted");
    std::string by_name = replaced(ConsensusCase::head(), "SO:coordinate", "SO:queryname");
    for (auto const& template_lines : {call.pair({.name = "a"}), call.pair({.name = "b"})}) {
        for (auto const& line : template_lines) {
            by_name += line.text + "\n";
        }
    }
    EXPECT_EQ(call.refusal(write_alignments(call.scratch, "by_name", by_name, {}, false)), "3 not_sorted");
}

TEST(ConsensusFaults, a_reference_that_the_reads_were_not_aligned_to_is_refused) {
    ConsensusCase const call;
    auto const with = [&](std::string const& bam, std::string const& fasta) {
        auto const result = tidemark({"consensus", "-f", fasta, "-o", call.output(), bam});
        return failure_of(result) + (std::filesystem::exists(call.output()) ? " and files left" : "");
    };
    auto const bam = call.bam("b", {call.duplex(1)});
    EXPECT_EQ(with(bam, call.scratch / "absent.fa").substr(0, 2), "3 ");
    EXPECT_EQ(with(bam, write_reference(call.scratch, "other.fa", ">chr9\n" + call.bases + "\n")), "4 contig_not_in_reference");
    auto const shorter = write_reference(call.scratch, "short.fa", ">chr1\n" + call.bases.substr(0, 1100) + "\n");
    EXPECT_EQ(with(bam, shorter), "4 contig_length");
    auto const headed = [&](std::string const& name, std::string const& md5) {
        return call.bam(name, {call.duplex(1)}, replaced(ConsensusCase::head(), "LN:5000", "LN:5000\tM5:" + md5));
    };
    EXPECT_EQ(with(headed("wrong", std::string(32, 'a')), call.reference), "4 contig_md5");
    auto const digest = run({"md5sum"}, {.folder = {}, .input = call.bases, .environment = {}}).out.substr(0, 32);
    EXPECT_EQ(with(headed("right", digest), call.reference), "0 no line and files left");
}

TEST(ConsensusFaults, several_samples_are_4_unless_one_is_picked) {
    ConsensusCase const call;
    auto const bam = call.bam("two", {call.duplex(2), {call.single("x", 3000, "\tRX:Z:ACGTC-TTAGC")}},
                              ConsensusCase::head("@RG\tID:1\tSM:s1\n@RG\tID:2\tSM:s2\n"));
    EXPECT_EQ(call.refusal(bam), "4 several_samples");
    EXPECT_EQ(call.refusal(bam, {"--rg-sample", "s3"}), "4 sample_not_in_file");
    auto more = call.with_losses();
    more.insert(more.end(), {"--rg-sample", "s2"});
    EXPECT_EQ(call.run(bam, more).exit_code, 0);
    EXPECT_EQ(call.losses(), (std::map<std::string, std::int64_t>{{"other_read_group", 9}}));
}

TEST(ConsensusFaults, fault_30_no_UMI_at_all_is_3_unless_it_is_said_that_there_is_none) {
    ConsensusCase const call;
    auto const bam = call.bam("bare", {call.duplex(2, {.umi = "-"})});
    auto const none = call.bam("none", {call.pair({.name = "a", .umi = ""}), call.pair({.name = "b", .umi = ""})});
    EXPECT_EQ(call.refusal(none), "3 umi_missing");
    EXPECT_NE(call.run(none).err.find("--umi none"), std::string::npos);
    EXPECT_EQ(call.refusal(none, {"--umi-from-name", ":"}), "3 umi_missing");
    EXPECT_EQ(call.refusal(none, {"--evidence", "grouped"}), "3 umi_missing") << "no molecule id";
    ASSERT_EQ(call.run(none, {"--umi", "none"}).exit_code, 0);
    EXPECT_EQ(call.records().size(), 2U) << "one molecule by position";
}

TEST(ConsensusFaults, fault_31_a_UMI_in_the_read_name_is_read_on_request) {
    ConsensusCase const call;
    auto const bam = call.bam("named", {call.pair({.name = "r1_ACGTC", .umi = ""}), call.pair({.name = "r2_ACGTC", .umi = ""}),
                                        call.pair({.name = "r3_GGGAA", .umi = ""})});
    EXPECT_EQ(call.refusal(bam), "3 umi_missing");
    ASSERT_EQ(call.run(bam, {"--umi-from-name", "_"}).exit_code, 0);
    auto const by_name = call.record_text();
    EXPECT_EQ(call.records().size(), 4U);
    ASSERT_EQ(call.run(bam, {"--umi-pattern", "_([ACGT]+)$"}).exit_code, 0);
    EXPECT_EQ(call.record_text(), by_name);
}

TEST(ConsensusFaults, fault_32_a_UMI_on_part_of_the_reads_is_3_above_one_in_a_thousand_and_counted_below) {
    ConsensusCase const call;
    auto const with = [&](int templates) {
        ConsensusCase::Lines lines;
        for (int number = 0; number < templates; ++number) {
            lines.push_back(call.single("t" + std::to_string(number), 100 + number, number == 0 ? "" : "\tRX:Z:ACGTC"));
        }
        lines.push_back(call.single("u", 300, "\tRX:Z:GGTTC"));
        return call.bam("part" + std::to_string(templates), {lines});
    };
    EXPECT_EQ(call.refusal(with(900)), "3 umi_missing");
    ASSERT_EQ(call.run(with(1100), call.with_losses()).exit_code, 0);
    EXPECT_EQ(call.losses(), (std::map<std::string, std::int64_t>{{"umi_missing", 1}, {"called", 1100}}));
}

TEST(ConsensusFaults, fault_33_UMIs_with_N_and_of_other_shapes_are_counted_and_mixed_lengths_never_meet) {
    ConsensusCase const call;
    auto const bam = call.bam("mixed", {call.pair({.name = "a", .umi = "ACGTCA"}), call.pair({.name = "b", .umi = "ACGTCAG"}),
                                        call.pair({.name = "c", .umi = "ACNTCA"}), call.pair({.name = "d", .umi = "acgtca"}),
                                        call.pair({.name = "e", .umi = "AC?TCA"}), call.pair({.name = "f", .umi = "A-C-G-T-A"})});
    ASSERT_EQ(call.run(bam, call.with_losses()).exit_code, 0);
    EXPECT_EQ(call.losses(), (std::map<std::string, std::int64_t>{{"umi_has_n", 2}, {"umi_unfit", 4}, {"called", 6}}));
    EXPECT_EQ(call.records().size(), 4U) << "six and seven bases are two molecules; lower case is the same";
}

TEST(ConsensusFaults, fault_34_one_UMI_for_a_thousand_templates_is_3) {
    ConsensusCase const call;
    auto const with = [&](int templates, std::string const& last) {
        ConsensusCase::Lines lines;
        for (int number = 0; number < templates; ++number) {
            lines.push_back(call.single("t" + std::to_string(number), 100 + number, "\tRX:Z:" + (number + 1 == templates ? last : "ACGTC")));
        }
        return call.bam("one" + last + std::to_string(templates), {lines});
    };
    EXPECT_EQ(call.refusal(with(1000, "ACGTC")), "3 umi_degenerate");
    EXPECT_EQ(call.run(with(1000, "ACGTC"), {"--umi", "none"}).exit_code, 0);
    EXPECT_EQ(call.run(with(1000, "ACGTT")).exit_code, 0) << "two UMIs";
    EXPECT_EQ(call.run(with(900, "ACGTC")).exit_code, 0) << "too few templates to tell";
}

TEST(ConsensusFaults, fault_35_a_UMI_for_each_template_is_a_warning) {
    ConsensusCase const call;
    auto const with = [&](bool unique) {
        ConsensusCase::Lines lines;
        for (std::uint32_t number = 0; number < 1200; ++number) {
            std::string umi;
            for (std::uint32_t state = (unique ? number : number / 4) * 2654435761U, base = 0; base < 12; ++base, state >>= 2U) {
                umi += "ACGT"[state & 3U];
            }
            lines.push_back(call.single("t" + std::to_string(number), 100 + number / 4, "\tRX:Z:" + umi));
        }
        return call.run(call.bam(unique ? "unique" : "shared", {lines}), {"--strategy", "identity"});
    };
    auto const unique = with(true);
    EXPECT_EQ(unique.exit_code, 0);
    EXPECT_NE(unique.err.find("umi_unique"), std::string::npos) << unique.err;
    EXPECT_EQ(with(false).err, "");
}

TEST(ConsensusFaults, fault_36_consensus_reads_are_4_and_raw_reads_without_ids_are_no_grouped_ones) {
    ConsensusCase const call;
    auto const bam = call.bam("collapsed", {call.pair({.name = "a", .tags = "\tMI:Z:1\tcD:i:4\tcM:i:2\tcE:f:0"})});
    EXPECT_EQ(call.refusal(bam), "4 evidence_contradicted");
    EXPECT_EQ(call.refusal(bam, {"--evidence", "raw"}), "4 evidence_contradicted");
    EXPECT_EQ(call.refusal(bam, {"--evidence", "grouped"}), "4 evidence_contradicted");
    auto const raw = call.bam("raw", {call.duplex(2)});
    ASSERT_EQ(call.run(raw).exit_code, 0);
    std::filesystem::copy_file(call.output(), call.scratch / "again.bam");
    EXPECT_EQ(failure_of(call.run(call.scratch / "again.bam")), "4 evidence_contradicted") << "its own output";
    EXPECT_EQ(failure_of(call.run(raw, {"--evidence", "grouped"})), "3 umi_missing");
}

TEST(ConsensusFaults, fault_38_a_file_without_a_usable_read_gives_an_empty_valid_BAM_and_says_so) {
    ConsensusCase const call;
    auto const empty = call.bam("empty", {});
    auto const unmapped = call.bam("unmapped", {{ConsensusCase::line(5000, "u\t4\t*\t0\t0\t*\t*\t0\t0\tACGT\tIIII\tRX:Z:ACGTC\tRG:Z:1", 9)}});
    auto const poor = call.bam("poor", {call.duplex(3, {.quality = '#'})});
    for (auto const& [file, reads] : {std::pair{empty, 0}, std::pair{unmapped, 1}, std::pair{poor, 12}}) {
        auto const result = call.run(file, {"--summary", call.scratch / "out/summary.json"});
        EXPECT_EQ(result.exit_code, 0) << result.err;
        EXPECT_NE(result.err.find("warning: no_families"), std::string::npos) << result.err;
        EXPECT_TRUE(call.records().empty());
        EXPECT_EQ(run({"samtools", "quickcheck", "-v", call.output()}).exit_code, 0);
        EXPECT_TRUE(std::filesystem::exists(call.output() + ".bai"));
        auto const totals = nlohmann::json::parse(read_file(call.scratch / "out/summary.json"))["totals"];
        EXPECT_EQ(totals["reads_seen"], reads);
        EXPECT_EQ(totals["molecules"], 0);
    }
    EXPECT_EQ(call.run(call.bam("good", {call.duplex(1)})).err, "");
}

TEST(ConsensusFaults, fault_96_a_UMI_of_65_bases_is_3_naming_the_limit_and_one_of_64_is_read) {
    ConsensusCase const call;
    auto const with = [&](std::size_t length) {
        return call.bam("long" + std::to_string(length), {call.pair({.umi = std::string(length, 'A')})});
    };
    EXPECT_EQ(call.refusal(with(65)), "3 umi_too_long");
    EXPECT_NE(call.run(with(65)).err.find("64 bases is the limit"), std::string::npos);
    EXPECT_EQ(call.run(with(64)).exit_code, 0);
}

TEST(ConsensusFaults, malformed_records_above_one_in_a_thousand_are_3) {
    ConsensusCase const call;
    auto const wrong = replaced(call.single("x", 200, "\tRX:Z:ACGTC").text, "chr1\t201", "chr1\t4990");
    EXPECT_EQ(call.refusal(call.bam("wrong", {call.duplex(2), {ConsensusCase::line(4989, wrong)}})), "3 malformed_records");
}

TEST(ConsensusFaults, an_output_that_cannot_be_written_is_5_and_nothing_is_left) {
    ConsensusCase const call;
    auto const bam = call.bam("b", {call.duplex(2)});
    auto const file = call.scratch.write("file", "");
    EXPECT_EQ(failure_of(tidemark({"consensus", "-f", call.reference, "-o", file + "/out.bam", bam})), "5 output_not_written");
    EXPECT_EQ(call.refusal(bam, {"--families", file + "/families.tsv"}), "5 output_not_written");
    EXPECT_EQ(failure_of(tidemark({"consensus", "-f", call.reference, "-o", "-", bam},
                                  {.folder = {}, .input = {}, .environment = leaks_of_htslib_ignored(), .output = StandardOutput::full_device})),
              "5 output_not_written");
}

TEST(ConsensusFaults, where_the_last_output_gets_no_name_none_is_new) {
    ConsensusCase const call;
    auto const bam = call.bam("b", {call.duplex(2)});
    call.scratch.write("o/m.umi_counts.txt/mine", "a folder that is not empty");
    for (auto const* const name : {"s.bam", "s.bam.bai", "f.tsv", "l.tsv", "s.json", "m.family_sizes.txt"}) {
        call.scratch.write(std::string{"o/"} + name, "earlier");
    }
    auto const before = list_folder(call.scratch / "o");
    auto const result = tidemark({"consensus", "-f", call.reference, "-o", call.scratch / "o/s.bam", "--metrics", call.scratch / "o/m",
                                  "--families", call.scratch / "o/f.tsv", "--losses", call.scratch / "o/l.tsv", "--summary",
                                  call.scratch / "o/s.json", bam});
    EXPECT_EQ(failure_of(result), "5 output_not_written");
    EXPECT_EQ(list_folder(call.scratch / "o"), before);
    for (auto const* const name : {"s.bam", "s.bam.bai", "f.tsv", "l.tsv", "s.json", "m.family_sizes.txt"}) {
        EXPECT_EQ(read_file(call.scratch / (std::string{"o/"} + name)), "earlier") << name;
    }
}

}  // namespace tidemark::test
