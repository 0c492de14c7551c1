#include "io/fastq/fastq_writer.hpp"

#include <gtest/gtest.h>

#include "io/fastq/fastq_reader.hpp"
#include "support/scratch.hpp"
#include "values/failure/failure.hpp"

namespace tidemark::test {
namespace {

ExtractedTemplate pair() {
    ExtractedTemplate made;
    made.name = "a";
    made.both_reads = {ExtractedRead{"ACG", "III"}, ExtractedRead{"TT", "JJ"}};
    made.read_count = 2;
    made.umi = {"AA-CC", "!! #$"};
    return made;
}

}  // namespace

TEST(FastqWriterTest, a_folder_that_cannot_be_made_is_an_output_error_and_no_file_is_left_without_close) {
    Scratch const scratch;
    auto const file = scratch.write("file", "x");
    EXPECT_THROW((FastqWriter{file + "/out.fastq", {}}), OutputError);
    {
        FastqWriter writer{scratch / "out.fastq", {}};
        writer.write(pair());
    }
    EXPECT_EQ(list_folder(scratch.path()), "file\n");
}

TEST(FastqWriterTest, mates_follow_each_other_with_tags_as_aligners_carry_them) {
    Scratch const scratch;
    FastqWriter writer{scratch / "out.fastq", {.umi_tag = "RX", .compressing_threads = 0}};
    writer.write(pair());
    auto single = pair();
    single.read_count = 1;
    single.umi.clear();
    writer.write(single);
    writer.close();
    EXPECT_EQ(read_file(scratch / "out.fastq"),
              "@a\tRX:Z:AA-CC\tQX:Z:!! #$\nACG\n+\nIII\n@a\tRX:Z:AA-CC\tQX:Z:!! #$\nTT\n+\nJJ\n@a\nACG\n+\nIII\n");
}

TEST(FastqWriterTest, every_tag_has_its_name) {
    Scratch const scratch;
    auto made = pair();
    made.read_count = 1;
    made.original_umi = "AT-CC";
    made.sample_barcode = {"GG", "12"};
    made.cell_barcode = {"TT", "34"};
    FastqWriter writer{scratch / "out.fastq", {.umi_tag = "RB", .compressing_threads = 0}};
    writer.write(made);
    writer.close();
    EXPECT_EQ(read_file(scratch / "out.fastq"),
              "@a\tRB:Z:AA-CC\tQX:Z:!! #$\tOX:Z:AT-CC\tBC:Z:GG\tQT:Z:12\tCB:Z:TT\tCY:Z:34\nACG\n+\nIII\n");
}

TEST(FastqWriterTest, threads_that_compress_change_no_byte) {
    Scratch const scratch;
    std::vector<std::string> contents;
    for (int const threads : {0, 1, 3}) {
        FastqWriter writer{scratch / "out.fastq.gz", {.umi_tag = "RX", .compressing_threads = threads}};
        for (int number = 0; number < 20000; ++number) {
            writer.write(pair());
        }
        writer.close();
        contents.push_back(read_file(scratch / "out.fastq.gz"));
    }
    EXPECT_EQ(contents[0], contents[1]);
    EXPECT_EQ(contents[0], contents[2]);
    FastqReader reader{scratch / "out.fastq.gz"};
    EXPECT_EQ(reader.next()->comment, "RX:Z:AA-CC\tQX:Z:!! #$");
}

}  // namespace tidemark::test
