// The tracked variants of a series as VCF: names that cannot be written first, then the bytes, then the index.
#include "io/hts/series_variants.hpp"

#include <gtest/gtest.h>

#include <filesystem>

#include "support/run_command.hpp"
#include "support/scratch.hpp"
#include "unit/stages/track/series_builder.hpp"
#include "values/failure/failure.hpp"

namespace tidemark::test {
namespace {

void write(std::filesystem::path const& prefix, Timeline const& timeline) {
    for (auto& each : pending_series_variants(prefix, timeline)) {
        each.commit();
    }
}

Timeline series() {
    Timeline timeline;
    timeline.draws = {detected("a", 0, 40), not_evaluable("b", 21), not_detected("c", 42)};
    for (std::size_t draw : {0U, 2U}) {
        auto& loci = timeline.draws[draw].result.variants;
        // Panel order is the reference's: chr2 before chr10, within a contig any order.
        loci[0].variant = {"chr2", Position{899}, "C", "T"};
        loci[1].variant = {"chr2", Position{99}, "A", "ATG"};
        loci[2].variant = {"chr10", Position{49}, "G", "A"};
        loci[3].variant = {"chr10", Position{59}, "G", "A"};
        loci[3].state = "set_aside";
        loci[3].reason = "common_snp;ch";
    }
    timeline.draws[2].result.variants[0].state = "outlier";
    return timeline;
}

std::string unzipped(std::filesystem::path const& path) { return run({"gzip", "-cd", path.string()}).out; }

std::string records(std::string const& text) { return text.substr(text.find("\n#CHROM") + 1); }

}  // namespace

TEST(SeriesVariants, a_folder_that_is_a_file_is_refused_and_nothing_is_left) {
    Scratch const scratch;
    scratch.write("file", "");
    EXPECT_THROW(write(scratch.path() / "file" / "P1", series()), OutputError);
    EXPECT_EQ(list_folder(scratch.path()), "file\n");
}

TEST(SeriesVariants, one_column_for_each_draw_and_contigs_in_panel_order) {
    Scratch const scratch;
    write(scratch / "P1", series());
    EXPECT_EQ(records(unzipped(scratch / "P1.vcf.gz")),
              "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\ta\tb\tc\n"
              "chr2\t100\t.\tA\tATG\t.\tPASS\t.\tGT:DP:AO:BG:ST\t./.:2000:10:0.002:evaluable\t./.:.:.:.:.\t./.:2000:0:0.002:evaluable\n"
              "chr2\t900\t.\tC\tT\t.\tPASS\t.\tGT:DP:AO:BG:ST\t./.:2000:10:0.002:evaluable\t./.:.:.:.:.\t./.:2000:0:0.002:outlier\n"
              "chr10\t50\t.\tG\tA\t.\tPASS\t.\tGT:DP:AO:BG:ST\t./.:2000:10:0.002:evaluable\t./.:.:.:.:.\t./.:2000:0:0.002:evaluable\n"
              "chr10\t60\t.\tG\tA\t.\tset_aside\tSR=common_snp,ch\tGT:DP:AO:BG:ST\t./.:.:.:.:set_aside\t./.:.:.:.:.\t./.:.:.:.:set_aside\n");
}

TEST(SeriesVariants, the_head_names_no_time_program_or_file_and_the_bytes_are_the_same_again) {
    Scratch const scratch;
    write(scratch / "P1", series());
    write(scratch / "other_name", series());
    EXPECT_EQ(read_file(scratch / "P1.vcf.gz"), read_file(scratch / "other_name.vcf.gz"));
    EXPECT_EQ(read_file(scratch / "P1.vcf.gz.csi"), read_file(scratch / "other_name.vcf.gz.csi"));
    auto const text = unzipped(scratch / "P1.vcf.gz");
    for (auto const* const told : {"fileDate", "source", "htslib", "bcftools", "command", "other_name"}) {
        EXPECT_EQ(text.find(told), std::string::npos) << told;
    }
    EXPECT_NE(text.find("\n##contig=<ID=chr2>\n##contig=<ID=chr10>\n"), std::string::npos) << text;
}

TEST(SeriesVariants, a_series_of_failures_is_a_head_alone) {
    Scratch const scratch;
    Timeline timeline;
    timeline.draws = {not_evaluable("a", 0)};
    write(scratch / "P1", timeline);
    EXPECT_EQ(records(unzipped(scratch / "P1.vcf.gz")), "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\ta\n");
    EXPECT_TRUE(std::filesystem::exists(scratch / "P1.vcf.gz.csi"));
}

TEST(SeriesVariants, bcftools_finds_records_by_the_index) {
    if (run({"bcftools", "--version"}).exit_code != 0) {
        GTEST_SKIP() << "bcftools is not installed";
    }
    Scratch const scratch;
    write(scratch / "P1", series());
    auto const found = run({"bcftools", "query", "-f", "%CHROM %POS[ %AO]\n", "-r", "chr2:500-1000,chr10:1-55", scratch / "P1.vcf.gz"});
    EXPECT_EQ(found.exit_code, 0);
    EXPECT_EQ(found.out, "chr2 900 10 . 0\nchr10 50 10 . 0\n");
    EXPECT_EQ(found.err, "");
    EXPECT_EQ(run({"bcftools", "index", "--nrecords", scratch / "P1.vcf.gz"}).out, "4\n");
}

}  // namespace tidemark::test
