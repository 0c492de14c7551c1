// BAMs as written, read back with htslib directly.
#include "io/hts/alignment_writer.hpp"

#include <gtest/gtest.h>
#include <htslib/hts.h>
#include <htslib/sam.h>

#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "support/scratch.hpp"
#include "values/failure/failure.hpp"

namespace tidemark::test {
namespace {

AlignmentWriterSetting setting() {
    AlignmentWriterSetting made;
    made.contigs.contigs = {{"c1", 5'000, {}}, {"c2", 4'000, {}}};
    made.sample = "S1";
    made.library = "R1";
    made.program_version = "9.9.9";
    made.command_line = "tidemark simulate --seed 1";
    return made;
}

AlignmentRecord record(std::string name, std::int32_t contig, std::int64_t position) {
    AlignmentRecord made;
    made.name = std::move(name);
    made.flags = sam_flag::paired | sam_flag::read_one;
    made.contig = contig;
    made.position = Position{position};
    made.mapping_quality = 60;
    made.cigar = {{CigarKind::soft_clip, 1}, {CigarKind::match, 3}, {CigarKind::deletion, 2}, {CigarKind::match, 1}};
    made.mate_contig = contig;
    made.mate_position = Position{position + 20};
    made.template_length = 30;
    made.bases = "ACGTN";
    made.qualities = std::string{"\x5a\x5a\x2d\x14\x02", 5};
    made.tags = {{{'R', 'G'}, "1"}, {{'c', 'D'}, 7}, {{'c', 'E'}, 0.25F}};
    return made;
}

/// Every line of a BAM as SAM text, header first.
std::vector<std::string> sam_lines(std::string const& path) {
    std::unique_ptr<htsFile, int (*)(htsFile*)> const file{hts_open(path.c_str(), "r"), &hts_close};
    std::unique_ptr<sam_hdr_t, void (*)(sam_hdr_t*)> const header{sam_hdr_read(file.get()), &sam_hdr_destroy};
    std::unique_ptr<bam1_t, void (*)(bam1_t*)> const line{bam_init1(), &bam_destroy1};
    std::vector<std::string> lines{std::string{sam_hdr_str(header.get()), sam_hdr_length(header.get())}};
    kstring_t text = KS_INITIALIZE;
    while (sam_read1(file.get(), header.get(), line.get()) >= 0) {
        EXPECT_GE(sam_format1(header.get(), line.get(), &text), 0);
        lines.emplace_back(text.s);
    }
    ks_free(&text);
    return lines;
}

}  // namespace

TEST(AlignmentWriter, a_missing_parent_that_is_a_file_is_an_output_error) {
    Scratch const scratch;
    auto const blocked = scratch.write("file", "x");
    EXPECT_THROW((AlignmentWriter{blocked + "/a.bam", setting()}), OutputError);
}

TEST(AlignmentWriter, records_out_of_order_are_our_own_fault) {
    Scratch const scratch;
    AlignmentWriter writer{scratch / "a.bam", setting()};
    writer.write(record("r", 1, 10));
    EXPECT_THROW(writer.write(record("s", 1, 9)), std::logic_error);
    EXPECT_THROW(writer.write(record("t", 0, 50)), std::logic_error);
}

TEST(AlignmentWriter, without_close_nothing_is_left) {
    Scratch const scratch;
    {
        AlignmentWriter writer{scratch / "a.bam", setting()};
        writer.write(record("r", 0, 10));
        EXPECT_FALSE(std::filesystem::exists(scratch / "a.bam"));
    }
    EXPECT_EQ(list_folder(scratch.path()), "");
}

TEST(AlignmentWriter, header_names_sample_and_program_and_no_path) {
    Scratch const scratch;
    AlignmentWriter writer{scratch / "a.bam", setting()};
    writer.close();
    auto const header = sam_lines(scratch / "a.bam").at(0);
    EXPECT_EQ(header,
              "@HD\tVN:1.6\tSO:coordinate\n@SQ\tSN:c1\tLN:5000\n@SQ\tSN:c2\tLN:4000\n@RG\tID:1\tSM:S1\tLB:R1\n"
              "@PG\tID:tidemark\tPN:tidemark\tVN:9.9.9\tCL:tidemark simulate --seed 1\n");
}

TEST(AlignmentWriter, a_record_comes_back_as_it_was) {
    Scratch const scratch;
    AlignmentWriter writer{scratch / "a.bam", setting()};
    writer.write(record("r", 0, 10));
    writer.close();
    auto const lines = sam_lines(scratch / "a.bam");
    ASSERT_EQ(lines.size(), 2U);
    EXPECT_EQ(lines[1], "r\t65\tc1\t11\t60\t1S3M2D1M\t=\t31\t30\tACGTN\t{{N5#\tRG:Z:1\tcD:i:7\tcE:f:0.25");
}

TEST(AlignmentWriter, the_index_is_not_older_than_its_file) {
    Scratch const scratch;
    std::filesystem::path const path = scratch / "a.bam";
    AlignmentWriter writer{path, setting()};
    writer.write(record("r", 0, 10));
    writer.close();
    EXPECT_GE(std::filesystem::last_write_time(path.string() + ".bai"), std::filesystem::last_write_time(path));
}

TEST(AlignmentWriter, the_index_finds_records_by_region) {
    Scratch const scratch;
    AlignmentWriter writer{scratch / "a.bam", setting()};
    for (std::int64_t position = 0; position < 3'000; position += 10) {
        writer.write(record("r" + std::to_string(position), 0, position));
    }
    writer.write(record("other", 1, 100));
    writer.close();
    EXPECT_EQ(list_folder(scratch.path()), "a.bam\na.bam.bai\n");
    std::unique_ptr<htsFile, int (*)(htsFile*)> const file{hts_open((scratch / "a.bam").c_str(), "r"), &hts_close};
    std::unique_ptr<sam_hdr_t, void (*)(sam_hdr_t*)> const header{sam_hdr_read(file.get()), &sam_hdr_destroy};
    std::unique_ptr<hts_idx_t, void (*)(hts_idx_t*)> const index{sam_index_load(file.get(), (scratch / "a.bam").c_str()),
                                                                 &hts_idx_destroy};
    ASSERT_NE(index, nullptr);
    std::unique_ptr<hts_itr_t, void (*)(hts_itr_t*)> const region{
        sam_itr_querys(index.get(), header.get(), "c1:1001-1100"), &hts_itr_destroy};
    std::unique_ptr<bam1_t, void (*)(bam1_t*)> const line{bam_init1(), &bam_destroy1};
    int found = 0;
    while (sam_itr_next(file.get(), region.get(), line.get()) >= 0) {
        ++found;
    }
    EXPECT_EQ(found, 10);   // 1000, 1010 … 1090; 990 covers 990..995 only
    std::uint64_t mapped = 0;
    std::uint64_t unmapped = 0;
    EXPECT_EQ(hts_idx_get_stat(index.get(), 0, &mapped, &unmapped), 0);
    EXPECT_EQ(mapped, 300U);
}

TEST(AlignmentWriter, held_records_are_written_by_position_then_tie_then_arrival) {
    Scratch const scratch;
    AlignmentWriter writer{scratch / "a.bam", setting()};
    writer.hold(record("d", 0, 30), 9);
    writer.hold(record("b", 0, 20), 7);
    writer.hold(record("c", 0, 20), 8);
    writer.hold(record("a", 0, 20), 1);
    writer.write_held_before(30);
    writer.hold(record("e", 0, 30), 9);
    writer.hold(record("f", 0, 2'077), 0);
    writer.write_held();
    writer.hold(record("g", 1, 5), 0);   // another contig begins
    writer.write_held();
    writer.close();
    std::string names;
    for (auto const& line : sam_lines(scratch / "a.bam")) {
        names += line.starts_with('@') ? "" : line.substr(0, 1);
    }
    EXPECT_EQ(names, "abcdefg");
}

TEST(AlignmentWriter, a_held_record_outside_the_window_is_a_logic_error) {
    Scratch const scratch;
    AlignmentWriter writer{scratch / "a.bam", setting()};
    writer.write_held_before(100);
    EXPECT_THROW(writer.hold(record("left", 0, 99), 0), std::logic_error);
    EXPECT_THROW(writer.hold(record("far", 0, 2'148), 0), std::logic_error);
    writer.hold(record("last", 0, 2'147), 0);
    EXPECT_THROW(writer.write(record("between", 0, 2'147)), std::logic_error);
}

}  // namespace tidemark::test
