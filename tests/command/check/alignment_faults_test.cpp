// Files of a sample that are not what they should be: numbers 1 to 36 of the fault catalogue, as verdicts.
#include <gtest/gtest.h>
#include <htslib/sam.h>

#include <filesystem>
#include <fstream>

#include "check_case.hpp"

namespace tidemark::test {
namespace {

constexpr std::size_t end_mark = 28;   // bytes of BGZF's end-of-file block

std::string one_draw(std::string const& bam) { return "P1,d0,plasma,0," + bam + ",tumor.vcf"; }

void cut(std::string const& path, std::size_t bytes) {
    std::filesystem::resize_file(path, std::filesystem::file_size(path) - bytes);
}

/// Text that does not compress well, so that a BAM has many blocks.
std::string many_reads(int count) {
    std::string text;
    unsigned int state = 7;
    for (int number = 0; number < count; ++number) {
        std::string name;
        for (int letter = 0; letter < 60; ++letter) {
            state = state * 1664525U + 1013904223U;
            name += static_cast<char>('A' + (state >> 24U) % 26U);
        }
        text += name + "\t0\tchr1\t" + std::to_string(1 + number / 50) + "\t60\t10M\t*\t0\t0\tACGTTGCAAC\tIIIIIIIIII\n";
    }
    return text;
}

}  // namespace

class AlignmentFaults : public ::testing::Test {
protected:
    CheckCase scene;

    /// Outcome of a single draw whose file is `name`.
    std::string outcome(std::string const& name, std::vector<std::string> const& more = {}) {
        scene.sheet({one_draw(name)});
        auto const result = scene.check(more);
        EXPECT_EQ(result.exit_code, 0) << result.err;
        return scene.outcome("d0");
    }
};

TEST_F(AlignmentFaults, fault_1_a_missing_end_mark_fails_the_sample_unless_it_is_allowed_and_then_is_recorded) {
    cut(scene.bam("a", scene.header("d0") + scene.reads(20)), end_mark);
    EXPECT_EQ(outcome("a.bam"), "failed missing_eof");
    EXPECT_EQ(outcome("a.bam", {"--allow-missing-eof"}), "ok ");
    EXPECT_EQ(scene.verdict("d0", "eof"), "missing");
    EXPECT_EQ(scene.verdict("d0", "warnings"), "missing_eof");
}

TEST_F(AlignmentFaults, fault_2_a_file_cut_inside_a_block_names_the_offset_and_is_never_allowed) {
    auto const path = scene.bam("a", scene.header("d0") + many_reads(5000));
    cut(path, std::filesystem::file_size(path) / 3);
    EXPECT_EQ(outcome("a.bam", {"--allow-missing-eof"}), "failed truncated");
    EXPECT_TRUE(has(scene.verdict("d0", "message"), "at byte ")) << scene.verdict("d0", "message");
}

TEST_F(AlignmentFaults, fault_3_a_file_cut_at_a_block_border_fails_against_its_old_index_and_the_declared_count) {
    auto const whole = scene.bam("whole", scene.header("d0") + many_reads(5000));
    auto const half = scene.bam("half", scene.header("d0") + many_reads(2500));
    // Re-indexed: nothing in the file itself tells, so its integrity is unverified.
    EXPECT_EQ(outcome("half.bam"), "ok ");
    EXPECT_EQ(scene.verdict("d0", "integrity"), "unverified");
    scene.sheet({one_draw("half.bam") + ",5000"}, "records");
    EXPECT_EQ(scene.check().exit_code, 0);
    EXPECT_EQ(scene.outcome("d0"), "failed record_count_differs");
    // With the index of the whole file.
    std::filesystem::copy_file(whole + ".bai", half + ".bai", std::filesystem::copy_options::overwrite_existing);
    EXPECT_EQ(outcome("half.bam"), "failed index_disagrees");
}

TEST_F(AlignmentFaults, fault_3_a_declared_checksum_or_count_that_agrees_is_recorded) {
    scene.bam("a", scene.header("d0") + scene.reads(20));
    scene.sheet({one_draw("a.bam") + ",20"}, "records");
    EXPECT_EQ(scene.check().exit_code, 0);
    EXPECT_EQ(scene.verdict("d0", "integrity"), "declared");
    auto const sum = run({"sha256sum", scene.folder / "a.bam"}).out.substr(0, 64);
    scene.sheet({one_draw("a.bam") + "," + sum}, "sha256");
    EXPECT_EQ(scene.check().exit_code, 0);
    EXPECT_EQ(scene.outcome("d0"), "ok ");
    EXPECT_EQ(scene.verdict("d0", "integrity"), "declared");
    EXPECT_EQ(scene.verdict("d0", "sha256"), sum);
    scene.sheet({one_draw("a.bam") + "," + std::string(64, '0')}, "sha256");
    EXPECT_EQ(scene.check().exit_code, 0);
    EXPECT_EQ(scene.outcome("d0"), "failed checksum_differs");
}

TEST_F(AlignmentFaults, fault_4_a_flipped_bit_is_found_by_the_deep_check) {
    auto const path = scene.bam("a", scene.header("d0") + many_reads(20000));
    auto bytes = read_file(path);
    bytes[bytes.size() * 3 / 4] = static_cast<char>(bytes[bytes.size() * 3 / 4] ^ 0x10);
    scene.folder.write("a.bam", bytes);
    EXPECT_EQ(outcome("a.bam", {"--deep"}), "failed alignment_damaged");
}

TEST_F(AlignmentFaults, the_deep_check_counts_every_record_and_compares_the_index) {
    scene.bam("a", scene.header("d0") + scene.reads(20));
    EXPECT_EQ(outcome("a.bam", {"--deep"}), "ok ");
    EXPECT_EQ(scene.verdict("d0", "integrity"), "unverified");   // undamaged, but it may have been cut before
    EXPECT_EQ(scene.verdict("d0", "records"), "20");
    EXPECT_EQ(scene.verdict("d0", "duplicate_records"), "0");
}

TEST_F(AlignmentFaults, fault_19_records_that_stand_twice_are_counted_by_the_deep_check) {
    auto const reads = scene.reads(1);
    scene.bam("a", scene.header("d0") + reads + reads + scene.reads(3));
    EXPECT_EQ(outcome("a.bam", {"--deep"}), "ok ");
    EXPECT_EQ(scene.verdict("d0", "duplicate_records"), "2");
}

TEST_F(AlignmentFaults, fault_5_what_is_no_alignment_is_named) {
    scene.folder.write("zero.bam", "");
    EXPECT_EQ(outcome("zero.bam"), "failed file_empty");
    scene.folder.write("text.bam", "this is a letter\n");
    EXPECT_EQ(outcome("text.bam"), "failed wrong_file_type");
    EXPECT_TRUE(has(scene.verdict("d0", "message"), "a text file"));
    scene.folder.write("magic.bam", std::string{"BAM\1", 4});
    EXPECT_EQ(outcome("magic.bam"), "failed wrong_file_type");
    EXPECT_TRUE(has(scene.verdict("d0", "message"), "the four bytes")) << scene.verdict("d0", "message");
    EXPECT_EQ(outcome("absent.bam"), "failed file_missing");
    std::filesystem::create_directory(scene.folder / "folder.bam");
    EXPECT_EQ(outcome("folder.bam"), "failed file_unreadable");
}

TEST_F(AlignmentFaults, fault_6_a_file_without_reads_is_fine_and_known_to_be_empty) {
    scene.bam("a", scene.header("d0"));
    EXPECT_EQ(outcome("a.bam"), "ok ");
    EXPECT_EQ(scene.verdict("d0", "records"), "0");
    EXPECT_EQ(scene.verdict("d0", "warnings"), "no_reads");
}

TEST_F(AlignmentFaults, fault_7_a_missing_index_comes_with_the_command_and_is_not_built) {
    write_alignments(scene.folder, "a", scene.header("d0") + scene.reads(5), {}, false);
    EXPECT_EQ(outcome("a.bam"), "failed no_index");
    EXPECT_TRUE(has(scene.verdict("d0", "message"), "samtools index a.bam"));
    EXPECT_FALSE(std::filesystem::exists(scene.folder / "a.bam.bai"));
}

TEST_F(AlignmentFaults, an_index_may_be_a_csi_or_lie_elsewhere) {
    auto const path = write_alignments(scene.folder, "a", scene.header("d0") + scene.reads(5), {}, false);
    std::filesystem::create_directory(scene.folder / "elsewhere");
    ASSERT_EQ(sam_index_build2(path.c_str(), (scene.folder / "elsewhere/a.csi").c_str(), 14), 0);
    EXPECT_EQ(outcome("a.bam##idx##elsewhere/a.csi"), "ok ");
    EXPECT_EQ(scene.verdict("d0", "index"), "csi");
}

TEST_F(AlignmentFaults, fault_8_the_index_of_another_file_disagrees) {
    auto const path = scene.bam("a", scene.header("d0") + scene.reads(5));
    auto const other = scene.bam("b", scene.header("d0") + many_reads(3000));
    std::filesystem::copy_file(other + ".bai", path + ".bai", std::filesystem::copy_options::overwrite_existing);
    EXPECT_EQ(outcome("a.bam"), "failed index_disagrees");
}

TEST_F(AlignmentFaults, fault_8_an_index_that_is_only_older_is_a_warning_on_standard_error) {
    auto const path = scene.bam("a", scene.header("d0") + scene.reads(5));
    std::filesystem::last_write_time(path + ".bai",
                                     std::filesystem::last_write_time(path) - std::chrono::hours{1});
    scene.sheet({one_draw("a.bam")});
    auto const result = scene.check();
    EXPECT_TRUE(has(result.err, "[index_stale]")) << result.err;
    EXPECT_EQ(scene.outcome("d0"), "ok ");
    EXPECT_EQ(scene.verdict("d0", "warnings"), "");
}

TEST_F(AlignmentFaults, fault_9_an_index_of_random_bytes_fails_the_sample) {
    auto const path = scene.bam("a", scene.header("d0") + scene.reads(5));
    std::ofstream{path + ".bai", std::ios::binary} << "these are no bins at all";
    EXPECT_EQ(outcome("a.bam"), "failed index_damaged");
}

TEST_F(AlignmentFaults, fault_10_an_unsorted_file_fails_at_the_first_violation_with_both_places) {
    write_alignments(scene.folder, "a",
                     scene.header("d0") + "x\t0\tchr1\t90\t60\t4M\t*\t0\t0\tACGT\tIIII\ny\t0\tchr1\t7\t60\t4M\t*\t0\t0\tACGT\tIIII\n",
                     {}, false);
    EXPECT_EQ(outcome("a.bam"), "failed not_sorted");
    EXPECT_EQ(scene.verdict("d0", "message"),
              "a.bam is not sorted by coordinate: record 2 at chr1:7 stands after chr1:90; run: samtools sort -o "
              "sorted.bam a.bam");
    EXPECT_EQ(scene.verdict("d0", "sorted"), "violated");
}

TEST_F(AlignmentFaults, fault_10_a_header_that_says_queryname_fails) {
    scene.bam("a", "@HD\tVN:1.6\tSO:queryname\n@SQ\tSN:chr1\tLN:400\n@RG\tID:a\tSM:d0\n" + scene.reads(3));
    EXPECT_EQ(outcome("a.bam"), "failed not_sorted");
    EXPECT_EQ(scene.verdict("d0", "sorted"), "queryname");
}

TEST_F(AlignmentFaults, fault_12_another_naming_of_contigs_suggests_the_mapping) {
    scene.bam("a", scene.header("d0", "1") + scene.reads(3, {}, "1"));
    EXPECT_EQ(outcome("a.bam"), "failed contig_naming");
    EXPECT_TRUE(has(scene.verdict("d0", "message"), "1=chr1")) << scene.verdict("d0", "message");
}

TEST_F(AlignmentFaults, fault_13_a_used_contig_of_another_length_or_sequence_fails) {
    scene.bam("a", scene.header("d0", "chr1", 500) + scene.reads(3));
    EXPECT_EQ(outcome("a.bam"), "failed contig_length");
    scene.bam("b", "@HD\tVN:1.6\tSO:coordinate\n@SQ\tSN:chr1\tLN:400\tM5:00000000000000000000000000000000\n@RG\tID:a\tSM:d0\n" +
                       scene.reads(3));
    EXPECT_EQ(outcome("b.bam"), "failed contig_md5");
}

TEST_F(AlignmentFaults, fault_13_an_unused_contig_is_not_compared) {
    scene.bam("a", "@HD\tVN:1.6\tSO:coordinate\n@SQ\tSN:chr1\tLN:400\n@SQ\tSN:chr2\tLN:9\n@SQ\tSN:decoy\tLN:9\n@RG\tID:a\tSM:d0\n" +
                       scene.reads(3));
    EXPECT_EQ(outcome("a.bam"), "ok ");
    EXPECT_EQ(scene.verdict("d0", "contigs_used"), "1");
}

TEST_F(AlignmentFaults, a_matching_checksum_of_the_contig_overrides_its_length_with_a_warning) {
    auto const faidx = run({"samtools", "faidx", scene.reference, "chr1"}).out;
    auto const bases = run({"tr", "-d", "\n"}, {.folder = {}, .input = faidx.substr(faidx.find('\n')), .environment = {}}).out;
    auto const sum = run({"md5sum"}, {.folder = {}, .input = bases, .environment = {}}).out.substr(0, 32);
    scene.bam("a", "@HD\tVN:1.6\tSO:coordinate\n@SQ\tSN:chr1\tLN:500\tM5:" + sum + "\n@RG\tID:a\tSM:d0\n" + scene.reads(3));
    EXPECT_EQ(outcome("a.bam"), "ok ");
    EXPECT_EQ(scene.verdict("d0", "warnings"), "contig");
}

TEST_F(AlignmentFaults, fault_15_a_contig_that_the_reference_lacks_fails) {
    scene.bam("a", scene.header("d0", "chr9") + scene.reads(3, {}, "chr9"));
    EXPECT_EQ(outcome("a.bam"), "failed contig_not_in_reference");
}

TEST_F(AlignmentFaults, fault_16_another_build_is_named) {
    scene.bam("a", scene.header("d0", "chr1", 248956422) + scene.reads(3));
    EXPECT_EQ(outcome("a.bam"), "failed contig_length");
    EXPECT_TRUE(has(scene.verdict("d0", "message"), "looks like hg38")) << scene.verdict("d0", "message");
}

TEST_F(AlignmentFaults, fault_17_a_file_without_read_groups_is_accepted_with_a_warning) {
    scene.bam("a", "@HD\tVN:1.6\tSO:coordinate\n@SQ\tSN:chr1\tLN:400\n" + scene.reads(3));
    EXPECT_EQ(outcome("a.bam"), "ok ");
    EXPECT_EQ(scene.verdict("d0", "warnings"), "no_read_group");
}

TEST_F(AlignmentFaults, fault_18_several_samples_in_a_file_need_a_choice_and_one_other_name_is_a_warning) {
    scene.bam("a", "@HD\tVN:1.6\tSO:coordinate\n@SQ\tSN:chr1\tLN:400\n@RG\tID:a\tSM:d0\n@RG\tID:b\tSM:e0\n" + scene.reads(3));
    EXPECT_EQ(outcome("a.bam"), "failed several_samples");
    EXPECT_EQ(outcome("a.bam", {"--rg-sample", "e0"}), "ok ");
    EXPECT_EQ(outcome("a.bam", {"--rg-sample", "f0"}), "failed read_group_missing");
    scene.bam("b", scene.header("other") + scene.reads(3));
    EXPECT_EQ(outcome("b.bam"), "ok ");
    EXPECT_EQ(scene.verdict("d0", "warnings"), "sample_name_differs");
    EXPECT_EQ(scene.verdict("d0", "sm"), "other");
}

TEST_F(AlignmentFaults, fault_79_a_sample_name_that_may_be_a_person_is_hashed) {
    scene.bam("a", scene.header("Erika Mustermann 1964") + scene.reads(3));
    EXPECT_EQ(outcome("a.bam"), "ok ");
    EXPECT_TRUE(scene.verdict("d0", "sm").starts_with("sha256:")) << scene.verdict("d0", "sm");
    EXPECT_FALSE(has(read_file(scene.folder / "out/verdicts.tsv"), "Mustermann"));
}

TEST_F(AlignmentFaults, fault_26_cram_needs_a_safe_htslib_or_trust) {
    write_alignments(scene.folder, "a", scene.header("d0") + scene.reads(5), scene.reference);
    scene.folder.write("sheet.csv", "patient,sample,sample_type,day,cram,tumor_vcf\nP1,d0,plasma,0,a.cram,tumor.vcf\n");
    EXPECT_EQ(scene.check({"--trust-cram"}).exit_code, 0);
    EXPECT_EQ(scene.outcome("d0"), "ok ");
    EXPECT_EQ(scene.verdict("d0", "index"), "crai");
    EXPECT_EQ(scene.verdict("d0", "format"), "cram");
    EXPECT_EQ(scene.check().exit_code, 0);
    auto const version = tidemark({"--version", "--verbose"}).out;
    bool const old = has(version, "running 1.16") || has(version, "running 1.21\n");
    EXPECT_EQ(scene.outcome("d0"), old ? "failed cram_untrusted" : "ok ");
}

TEST_F(AlignmentFaults, fault_27_a_cram_of_another_reference_fails_before_anything_is_counted) {
    auto const other = write_reference(scene.folder, "other.fa", ">chr1\n" + std::string(400, 'T') + "\n");
    write_alignments(scene.folder, "a", scene.header("d0") + scene.reads(5), other);
    scene.folder.write("sheet.csv", "patient,sample,sample_type,day,cram,tumor_vcf\nP1,d0,plasma,0,a.cram,tumor.vcf\n");
    EXPECT_EQ(scene.check({"--trust-cram"}).exit_code, 0);
    EXPECT_EQ(scene.verdict("d0", "verdict"), "failed");
}

TEST_F(AlignmentFaults, the_column_names_the_kind_of_file) {
    scene.bam("a", scene.header("d0") + scene.reads(5));
    scene.folder.write("sheet.csv", "patient,sample,sample_type,day,cram,tumor_vcf\nP1,d0,plasma,0,a.bam,tumor.vcf\n");
    EXPECT_EQ(scene.check().exit_code, 0);
    EXPECT_EQ(scene.outcome("d0"), "failed wrong_file_type");
}

TEST_F(AlignmentFaults, one_bad_file_leaves_the_others_alone_and_only_report_makes_it_an_exit_code) {
    scene.bam("good", scene.header("d0") + scene.reads(5));
    scene.folder.write("bad.bam", "");
    scene.sheet({one_draw("good.bam"), "P1,d21,plasma,21,bad.bam,tumor.vcf"});
    EXPECT_EQ(scene.check().exit_code, 0);
    EXPECT_EQ(scene.outcome("d0"), "ok ");
    EXPECT_EQ(scene.outcome("d21"), "failed file_empty");
    EXPECT_TRUE(scene.wrote("verdicts.tsv"));
    EXPECT_EQ(scene.check({"--strict"}).exit_code, 2);
}

TEST_F(AlignmentFaults, a_missing_reference_ends_the_run_without_output) {
    scene.bam("a", scene.header("d0") + scene.reads(5));
    scene.sheet({one_draw("a.bam")});
    EXPECT_EQ(scene.check({"--reference", scene.folder / "absent.fa"}).exit_code, 3);
    EXPECT_FALSE(std::filesystem::exists(scene.folder / "out"));
}

}  // namespace tidemark::test
