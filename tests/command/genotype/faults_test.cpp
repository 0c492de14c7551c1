// Bad input first: what is refused, with which code, and that nothing is left.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>

#include "command/genotype/genotype_call.hpp"

namespace tidemark::test {
namespace {

std::string without_end(std::string const& bytes, std::size_t count) { return bytes.substr(0, bytes.size() - count); }

TEST(GenotypeFaults, a_BAM_without_end_mark_is_3_and_read_on_request_with_unverified_integrity) {
    GenotypeCall const call;
    auto const whole = read_file(call.bam("whole", call.head() + call.thirty(), false));
    auto const cut = call.scratch.write("cut.bam", without_end(whole, 28));
    EXPECT_EQ(call.refusal({cut}), "3 missing_eof");
    EXPECT_EQ(call.run({cut}, {"--allow-missing-eof", "--access", "stream"}).exit_code, 0);
    EXPECT_EQ(call.evidence().facts.at("integrity"), "unverified");
    EXPECT_EQ(call.evidence().sum("locus", "depth"), 30);
}

TEST(GenotypeFaults, a_BAM_cut_inside_a_block_is_3_with_the_offset) {
    GenotypeCall const call;
    auto const whole = read_file(call.bam("whole", call.head() + call.thirty(), false));
    auto const cut = call.scratch.write("cut.bam", without_end(whole, 200) + whole.substr(whole.size() - 28));
    auto const result = call.run({cut}, {"--access", "stream"});
    EXPECT_EQ(result.exit_code, 3);
    EXPECT_NE(result.err.find("offset"), std::string::npos) << result.err;
}

TEST(GenotypeFaults, a_flipped_bit_is_3) {
    GenotypeCall const call;
    auto bytes = read_file(call.bam("whole", call.head() + call.thirty(), false));
    bytes[bytes.size() - 100] = static_cast<char>(bytes[bytes.size() - 100] ^ 0x10);
    auto const outcome = call.refusal({call.scratch.write("flip.bam", bytes)}, {"--access", "stream"});
    EXPECT_EQ(outcome, "3 alignment_damaged");
}

TEST(GenotypeFaults, what_is_no_alignment_file_is_3) {
    GenotypeCall const call;
    EXPECT_EQ(call.refusal({call.scratch / "absent.bam"}), "3 alignment_missing");
    EXPECT_EQ(call.refusal({call.scratch.write("zero.bam", "")}), "3 alignment_empty_file");
    EXPECT_EQ(call.refusal({call.scratch.write("text.bam", "hello, world\n")}), "3 alignment_not_bam");
    EXPECT_EQ(call.refusal({call.scratch.write("sam.bam", call.head() + call.thirty())}), "3 alignment_not_bam");
    EXPECT_EQ(call.refusal({call.reference}), "3 alignment_not_bam");
}

TEST(GenotypeFaults, no_index_is_3_with_the_command_unless_a_stream_was_asked_for) {
    GenotypeCall const call;
    auto const bam = call.bam("bare", call.head() + call.thirty(), false);
    for (auto const& options : std::vector<std::vector<std::string>>{{}, {"--access", "auto"}, {"--access", "index"}}) {
        EXPECT_EQ(call.refusal({bam}, options), "3 index_missing");
        EXPECT_NE(call.run({bam}, options).err.find("run: samtools index bare.bam"), std::string::npos);
    }
    EXPECT_FALSE(std::filesystem::exists(bam + ".bai"));
    auto const streamed = call.run({bam}, {"--access", "stream"});
    ASSERT_EQ(streamed.exit_code, 0) << streamed.err;
    EXPECT_EQ(call.evidence().sum("locus", "depth"), 30);
}

TEST(GenotypeFaults, the_index_of_another_file_is_4) {
    GenotypeCall const call;
    auto const bam = call.bam("mine", call.head() + call.thirty(), false);
    auto const longer = call.bam("other", call.head() + call.thirty() + call.record("more", 300));
    std::filesystem::copy_file(longer + ".bai", bam + ".bai");
    EXPECT_EQ(call.refusal({bam}), "4 index_disagrees");
}

TEST(GenotypeFaults, an_unsorted_file_is_3_at_the_first_violation) {
    GenotypeCall const call;
    auto const bam = call.bam("mixed", call.head() + call.record("a", 150) + call.record("b", 140), false);
    EXPECT_EQ(call.refusal({bam}, {"--access", "stream"}), "3 not_sorted");
    auto const said = call.run({bam}, {"--access", "stream"}).err;
    EXPECT_NE(said.find("chr1:141 after chr1:151"), std::string::npos) << said;
}

TEST(GenotypeFaults, contigs_under_another_name_are_4_with_the_name_that_may_be_meant) {
    GenotypeCall const call;
    auto sam = call.head() + call.thirty();
    for (auto at = sam.find("chr1"); at != std::string::npos; at = sam.find("chr1", at)) {
        sam.replace(at, 4, "1");
    }
    auto const bam = call.bam("renamed", sam);
    EXPECT_EQ(call.refusal({bam}), "4 contig_not_in_file");
    EXPECT_NE(call.run({bam}).err.find("it has 1"), std::string::npos);
}

TEST(GenotypeFaults, a_contig_of_another_length_is_4) {
    GenotypeCall const call;
    auto sam = call.head() + call.thirty();
    sam.replace(sam.find("LN:600"), 6, "LN:700");
    EXPECT_EQ(call.refusal({call.bam("longer", sam)}), "4 contig_length");
}

TEST(GenotypeFaults, another_checksum_of_the_contig_is_4) {
    GenotypeCall const call;
    auto sam = call.head() + call.thirty();
    sam.replace(sam.find("LN:600"), 6, "LN:600\tM5:0123456789abcdef0123456789abcdef");
    EXPECT_EQ(call.refusal({call.bam("patched", sam)}), "4 contig_md5");
}

TEST(GenotypeFaults, every_locus_with_another_REF_is_listed) {
    GenotypeCall call;
    auto const wrong = [&](std::int64_t place) {
        return "chr1\t" + std::to_string(place + 1) + "\t.\t" + call.other(place) + "\t" +
               call.bases[static_cast<std::size_t>(place)];
    };
    call.panel = call.scratch.write("wrong.vcf", call.vcf({wrong(200), call.snv(210), wrong(220)}));
    auto const bam = call.bam("s", call.head() + call.thirty());
    EXPECT_EQ(call.refusal({bam}), "4 ref_not_reference");
    auto const message = call.run({bam}).err;
    EXPECT_NE(message.find("chr1:201:"), std::string::npos) << message;
    EXPECT_NE(message.find("chr1:221:"), std::string::npos) << message;
    EXPECT_EQ(message.find("chr1:211:"), std::string::npos) << message;
}

TEST(GenotypeFaults, a_contig_that_the_reference_lacks_is_4) {
    GenotypeCall call;
    call.panel = call.scratch.write("far.vcf", "##fileformat=VCFv4.2\n##contig=<ID=1,length=600>\n"
                                               "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n1\t5\t.\tA\tC\t.\t.\t.\n");
    EXPECT_EQ(call.refusal({call.bam("s", call.head() + call.thirty())}), "4 contig_not_in_reference");
}

TEST(GenotypeFaults, several_samples_in_a_file_are_4_unless_one_is_picked) {
    GenotypeCall const call;
    auto const sam = call.head("@RG\tID:A\tSM:s1\n@RG\tID:B\tSM:s2\n") + call.record("a", 150) +
                     call.record("b", 151, 0, call.other(200), "RG:Z:B");
    auto const bam = call.bam("two", sam);
    EXPECT_EQ(call.refusal({bam}), "4 several_samples");
    EXPECT_EQ(call.refusal({bam}, {"--rg-sample", "s3"}), "4 sample_not_in_file");
    EXPECT_EQ(call.run({bam}, {"--rg-sample", "s2"}).exit_code, 0);
    EXPECT_EQ(call.evidence().facts.at("sample"), "s2");
    EXPECT_EQ(call.evidence().sum("locus", "depth"), 1);
    EXPECT_EQ(call.evidence().sum("locus", "alt_molecules"), 1);
    EXPECT_EQ(call.evidence().facts.at("loss.other_read_group"), "1");
}

TEST(GenotypeFaults, malformed_records_are_counted_and_too_many_are_3) {
    GenotypeCall const call;
    auto few = call.head();
    for (int number = 0; number < 1500; ++number) {
        few += call.record("m" + std::to_string(number), 120 + number / 50);
    }
    auto const bad = "bad\t0\tchr1\t195\t60\t10M\t*\t0\t0\t*\t*\tRG:Z:A\n";   // aligned bases, but none there
    auto const one = call.bam("one", few + bad, false);
    auto const result = call.run({one}, {"--access", "stream"});
    ASSERT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(call.evidence().facts.at("loss.malformed"), "1");
    std::filesystem::remove_all(call.scratch / "out");
    EXPECT_EQ(call.refusal({call.bam("many", call.head() + call.thirty() + bad, false)}, {"--access", "stream"}), "3 malformed_records");
}

TEST(GenotypeFaults, a_file_without_qualities_is_evidence_of_nothing) {
    GenotypeCall const call;
    auto sam = call.head() + call.record("a", 150);
    sam.replace(sam.find(std::string(100, 'F')), 100, "*");
    EXPECT_EQ(call.run({call.bam("blind", sam)}).exit_code, 0);
    EXPECT_EQ(call.evidence().facts.at("loss.no_base_quality"), "1");
    EXPECT_EQ(call.evidence().sum("locus", "depth"), 0);
}

TEST(GenotypeFaults, a_file_without_reads_is_a_result_with_zeros) {
    GenotypeCall const call;
    EXPECT_EQ(call.run({call.bam("empty", call.head())}).exit_code, 0);
    EXPECT_EQ(call.evidence().facts.at("total.reads_seen"), "0");
    EXPECT_EQ(std::ranges::count(call.evidence().rows, std::string{"locus"}, [](auto const& row) { return row.at("row"); }), 1);
}

TEST(GenotypeFaults, CRAM_needs_trust_and_its_own_reference) {
    GenotypeCall const call;
    auto const cram = write_alignments(call.scratch, "s", call.head() + call.thirty(), call.reference);
    auto const version = tidemark({"--version", "--verbose"}).out;
    if (version.find("running 1.16") != std::string::npos) {
        EXPECT_EQ(call.refusal({cram}), "3 cram_untrusted");
    }
    auto const trusted = call.run({cram}, {"--trust-cram"});
    ASSERT_EQ(trusted.exit_code, 0) << trusted.err;
    EXPECT_EQ(call.evidence().sum("locus", "depth"), 30);
    EXPECT_EQ(call.evidence().sum("locus", "alt_molecules"), 3);
}

TEST(GenotypeFaults, a_pipe_by_name_is_2_and_standard_input_is_read) {
    GenotypeCall const call;
    auto const fifo = call.scratch / "fifo.bam";
    ASSERT_EQ(::mkfifo(fifo.c_str(), 0600), 0);
    EXPECT_EQ(call.refusal({fifo}), "2 stream_by_name");
    auto const bytes = read_file(call.bam("s", call.head() + call.thirty(), false));
    ASSERT_EQ(call.run({"-"}, {}, {.folder = {}, .input = bytes, .environment = {}}).exit_code, 0);
    EXPECT_EQ(call.evidence().sum("locus", "depth"), 30);
    EXPECT_EQ(call.evidence().facts.at("integrity"), "unverified");
}

TEST(GenotypeFaults, raw_reads_without_the_UMI_that_was_promised_are_3) {
    GenotypeCall const call;
    auto const bam = call.bam("s", call.head() + call.thirty());
    EXPECT_EQ(call.refusal({bam}, {"--evidence", "raw"}), "3 umi_missing");
    EXPECT_EQ(call.refusal({bam}, {"--evidence", "grouped"}), "3 umi_missing");
    EXPECT_EQ(call.refusal({bam}, {"--umi-tag", "RX"}), "3 umi_missing");
    EXPECT_EQ(call.refusal({bam}, {"--umi-pattern", "("}), "2 pattern");
    EXPECT_EQ(call.refusal({bam}, {"--evidence", "consensus", "--umi-pattern", "("}), "2 pattern");
    EXPECT_EQ(call.refusal({bam}, {"--umi", "none", "--umi-tag", "RX"}), "2 umi_source");
    EXPECT_EQ(call.refusal({bam}, {"--family-size-from-name", "Count="}), "2 pattern");
    EXPECT_EQ(call.refusal({bam}, {"--evidence", "other"}), "2 usage");
    EXPECT_EQ(call.run({bam}, {"--umi", "none"}).exit_code, 0);
}

TEST(GenotypeFaults, raw_reads_declared_consensus_and_consensus_reads_declared_raw_are_4) {
    GenotypeCall const call;
    auto const raw = call.bam("s", call.head() + call.record("a", 150, 0, "", "RG:Z:A\tRX:Z:ACGT-TTTT"));
    EXPECT_EQ(call.refusal({raw}, {"--evidence", "consensus"}), "4 evidence_contradicted");
    auto const called = call.bam("t", call.head() + call.record("a", 150, 0, "", "RG:Z:A\tRX:Z:ACGT-TTTT\tcD:i:3"));
    EXPECT_EQ(call.refusal({called}, {"--evidence", "raw"}), "4 evidence_contradicted");
    EXPECT_EQ(call.run({called}).exit_code, 0);
}

TEST(GenotypeFaults, a_bad_target_is_named_by_its_line) {
    GenotypeCall const call;
    auto const bam = call.bam("s", call.head() + call.thirty());
    auto const with = [&](std::string const& bed) {
        return call.refusal({bam}, {"--targets", call.scratch.write("t.bed", bed)});
    };
    EXPECT_EQ(with("chr1\t5\t5\n"), "3 targets_line");
    EXPECT_EQ(with("chr1\t-1\t5\n"), "3 targets_line");
    EXPECT_EQ(with("# nothing\n"), "3 targets_empty");
    EXPECT_EQ(with("chr9\t1\t5\n"), "4 targets_outside_reference");
    EXPECT_EQ(with("chr1\t1\t601\n"), "4 targets_outside_reference");
}

TEST(GenotypeFaults, an_output_that_cannot_be_written_is_5) {
    GenotypeCall const call;
    auto const bam = call.bam("s", call.head() + call.thirty());
    auto const blocked = call.scratch.write("file", "x");
    auto const result = tidemark({"genotype", "-f", call.reference, "--panel", call.panel, "-o", blocked + "/e.tsv", bam});
    EXPECT_EQ(result.exit_code, 5);
}

}  // namespace
}  // namespace tidemark::test
