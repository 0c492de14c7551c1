// Facts of files, gathered without judging.
#include "io/hts/integrity.hpp"

#include <gtest/gtest.h>

#include <filesystem>

#include "io/hts/file_probe.hpp"
#include "io/hts/reference_checksums.hpp"
#include "support/alignment_text.hpp"
#include "support/run_command.hpp"
#include "support/scratch.hpp"

namespace tidemark::test {
namespace {

std::string const header = "@HD\tVN:1.6\tSO:coordinate\n@SQ\tSN:chr1\tLN:400\n@SQ\tSN:chr2\tLN:300\n@RG\tID:a\tSM:d0\n";

std::string read_at(std::string const& name, int flag, int position, std::string const& tags = {}) {
    return name + "\t" + std::to_string(flag) + "\tchr1\t" + std::to_string(position) +
           "\t60\t4M\t*\t0\t0\tACGT\tIIII" + tags + "\n";
}

FileFacts facts_of(std::string const& path, FileDepth depth = FileDepth::ends_only) {
    return gather_alignment_facts({.sample = "d0",
                                   .path = path,
                                   .shown_name = "shown.bam",
                                   .reference = {},
                                   .umi = {},
                                   .depth = depth});
}

}  // namespace

TEST(Integrity, a_missing_file_is_a_fact_and_no_exception) {
    auto const facts = facts_of("nowhere.bam");
    EXPECT_EQ(facts.kind, FileKind::missing);
    EXPECT_EQ(facts.name, "shown.bam");
}

TEST(Integrity, the_index_gives_totals_and_the_contigs_with_reads) {
    Scratch const folder;
    auto const facts = facts_of(write_alignments(
        folder, "a", header + read_at("r1", 0, 5) + read_at("r2", 0, 9) + "u\t4\t*\t0\t0\t*\t*\t0\t0\tACGT\tIIII\n"));
    EXPECT_EQ(facts.index, IndexState::usable) << facts.index_detail;
    EXPECT_EQ(facts.index_records, 3);
    EXPECT_EQ(facts.index_mapped, 2);
    ASSERT_EQ(facts.used.size(), 1U);
    EXPECT_EQ(facts.used.front().contig.name, "chr1");
    EXPECT_EQ(facts.read_group_samples, std::vector<std::string>{"d0"});
    EXPECT_FALSE(facts.full_pass);
    EXPECT_FALSE(facts.fault);
}

TEST(Integrity, a_umi_on_one_mate_counts_for_the_template) {
    Scratch const folder;
    auto const facts = facts_of(write_alignments(
        folder, "a", header + read_at("p", 0x63, 5, "\tRX:Z:ACG") + read_at("p", 0x93, 50) + read_at("lone", 0x63, 60)));
    EXPECT_EQ(facts.sniffed.seen, 3);
    EXPECT_EQ(facts.sniffed.templates, 1) << "the mate of the third record was not seen";
    EXPECT_EQ(facts.sniffed.with_umi_tag, 1);
}

TEST(Integrity, qualities_and_consensus_tags_are_counted_by_record) {
    Scratch const folder;
    auto const facts = facts_of(write_alignments(
        folder, "a", header + read_at("r1", 0, 5, "\tcD:i:3") + "r2\t0\tchr1\t6\t60\t4M\t*\t0\t0\tACGT\t*\n"));
    EXPECT_EQ(facts.sniffed.with_consensus_tags, 1);
    EXPECT_EQ(facts.sniffed.with_base_quality, 1);
}

TEST(Integrity, a_full_pass_agrees_with_its_index_and_finds_copies) {
    Scratch const folder;
    auto const facts = facts_of(write_alignments(folder, "a", header + read_at("r1", 0, 5) + read_at("r2", 0, 5) +
                                                                  read_at("r1", 0, 5) + read_at("r1", 0, 6)),
                                FileDepth::every_record);
    ASSERT_TRUE(facts.full_pass);
    EXPECT_EQ(facts.full_pass->records, 4);
    EXPECT_EQ(facts.full_pass->duplicate_records, 1);
}

TEST(Integrity, messages_name_the_file_as_the_sheet_does) {
    Scratch const folder;
    auto const facts = facts_of(write_alignments(folder, "staged", header + read_at("r1", 0, 9) + read_at("r2", 0, 5), {}, false));
    ASSERT_TRUE(facts.fault);
    EXPECT_EQ(facts.fault->rule, "not_sorted");
    EXPECT_NE(facts.fault->message.find("shown.bam"), std::string::npos);
    EXPECT_EQ(facts.fault->message.find("staged"), std::string::npos);
}

TEST(FileProbe, kinds_are_told_by_content_and_not_by_name) {
    Scratch const folder;
    EXPECT_EQ(sniff_kind(folder.write("a.bam", "@HD\tVN:1.6\n")).kind, FileKind::sam);
    EXPECT_EQ(sniff_kind(folder.write("b.bam", "@read\nACGT\n+\nIIII\n")).kind, FileKind::fastq);
    EXPECT_EQ(sniff_kind(folder.write("c.bam", std::string{"CRAM\3\0", 6})).kind, FileKind::cram);
    EXPECT_EQ(sniff_kind(folder.write("d.bam", "\x1f\x8bnot really")).kind, FileKind::gzip);
    EXPECT_EQ(sniff_kind(folder.write("e.bam", "\xff\xfe\x01")).kind, FileKind::other);
    EXPECT_EQ(sniff_kind(folder.write("f.bam", "##fileformat=VCFv4.2\n")).detail, "a VCF");
    ASSERT_EQ(run({"mkfifo", folder / "pipe"}).exit_code, 0);
    EXPECT_EQ(sniff_kind(folder / "pipe").kind, FileKind::unreadable);
    EXPECT_EQ(sniff_kind(write_alignments(folder, "g", header)).kind, FileKind::bam);
}

TEST(FileProbe, the_first_incomplete_block_is_found_by_its_offset) {
    Scratch const folder;
    auto const path = write_alignments(folder, "a", header + read_at("r1", 0, 5));
    auto const bytes = read_file(path);
    EXPECT_FALSE(first_incomplete_block(path, static_cast<std::int64_t>(bytes.size())));
    // The end-of-file block is 28 bytes: one byte less and it is the incomplete one.
    auto const cut = folder.write("b.bam", bytes.substr(0, bytes.size() - 1));
    EXPECT_EQ(first_incomplete_block(cut, static_cast<std::int64_t>(bytes.size()) - 1), static_cast<std::int64_t>(bytes.size()) - 28);
}

TEST(FileProbe, the_whole_checksum_is_that_of_sha256sum) {
    Scratch const folder;
    auto const path = folder.write("a", std::string(3'000'000, 'x'));
    EXPECT_EQ(whole_sha256(path), run({"sha256sum", path}).out.substr(0, 64));
    auto const other = folder.write("b", std::string(3'000'001, 'x'));
    EXPECT_NE(content_mark(path, 3'000'000), content_mark(other, 3'000'001));
}

TEST(ReferenceChecksums, a_contigs_checksum_is_the_md5_of_its_upper_case_bases) {
    Scratch const folder;
    auto const fasta = write_reference(folder, "r.fa", ">chr1\nacgtACGT\nAC\n");
    ReferenceChecksums checksums{fasta};
    EXPECT_EQ(checksums.md5("chr1"), run({"md5sum"}, {.folder = {}, .input = "ACGTACGTAC", .environment = {}}).out.substr(0, 32));
}

TEST(ReferenceChecksums, a_dictionary_beside_the_fasta_is_believed) {
    Scratch const folder;
    auto const fasta = write_reference(folder, "r.fa", ">chr1\nACGT\n");
    folder.write("r.dict", "@HD\tVN:1.6\n@SQ\tSN:chr1\tLN:4\tM5:0123456789abcdef0123456789abcdef\n");
    EXPECT_EQ(ReferenceChecksums{fasta}.md5("chr1"), "0123456789abcdef0123456789abcdef");
}

}  // namespace tidemark::test
