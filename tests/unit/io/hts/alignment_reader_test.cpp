#include "io/hts/alignment_reader.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <sstream>

#include "support/alignment_text.hpp"
#include "support/places.hpp"
#include "support/two_bit.hpp"
#include "values/failure/failure.hpp"

namespace tidemark::test {
namespace {

std::string const head = "@HD\tVN:1.6\tSO:coordinate\n@SQ\tSN:chr1\tLN:100000\n@SQ\tSN:chr2\tLN:100000\n";

std::string record(std::string const& name, std::string const& contig, int position, std::string const& cigar = "10M") {
    return name + "\t0\t" + contig + "\t" + std::to_string(position) + "\t60\t" + cigar +
           "\t*\t0\t0\tACGTACGTAC\tFFFFFFFFFF\n";
}

std::vector<std::string> names(AlignmentReader& reader) {
    std::vector<std::string> found;
    while (auto const* const read = reader.next()) {
        found.emplace_back(read->name);
    }
    return found;
}

AlignmentSource source(std::string const& path) { return {path, {}, false, false, 1}; }

FileRegion region(std::int32_t contig, std::int64_t begin, std::int64_t end) {
    return {contig, Interval{Position{begin}, Position{end}}};
}

std::string const spread = head + record("a", "chr1", 100) + record("long", "chr1", 200, "5M5000N5M") +
                           record("b", "chr1", 5000) + record("c", "chr1", 9000) + record("d", "chr2", 100) +
                           "u\t4\t*\t0\t0\t*\t*\t0\t0\tACGT\tFFFF\n";

TEST(AlignmentReader, fields_of_a_record_are_those_of_the_text) {
    Scratch const scratch;
    AlignmentReader reader{source(write_alignments(scratch, "s", spread))};
    auto const* const read = reader.next();
    ASSERT_NE(read, nullptr);
    EXPECT_EQ(read->name, "a");
    EXPECT_EQ(read->contig, 0);
    EXPECT_EQ(read->position, 99);
    EXPECT_EQ(read->mapping_quality, 60);
    EXPECT_EQ(read->length, 10);
    EXPECT_EQ(read->base_code(0), 1);
    EXPECT_EQ(read->base_code(3), 8);
    EXPECT_EQ(read->qualities[0], 37);
    EXPECT_EQ(aligned_end(*read), 109);
}

TEST(AlignmentReader, a_stream_gives_every_record_and_agrees_with_its_index) {
    Scratch const scratch;
    AlignmentReader reader{source(write_alignments(scratch, "s", spread))};
    EXPECT_EQ(names(reader), (std::vector<std::string>{"a", "long", "b", "c", "d", "u"}));
    EXPECT_TRUE(reader.agrees_with_index());
    EXPECT_EQ(reader.records_in_file(), 6);
    AlignmentReader bare{source(write_alignments(scratch, "bare", spread, {}, false))};
    EXPECT_EQ(names(bare).size(), 6U);
    EXPECT_FALSE(bare.agrees_with_index());
}

TEST(AlignmentReader, by_region_a_record_is_given_once_to_the_first_region_it_overlaps) {
    Scratch const scratch;
    auto const path = write_alignments(scratch, "s", spread);
    std::vector<FileRegion> const regions{region(0, 0, 150), region(0, 190, 210), region(0, 4990, 5300), region(1, 0, 200)};
    AlignmentReader all{source(path)};
    all.restrict_to(regions, 0, 4);
    EXPECT_EQ(names(all), (std::vector<std::string>{"a", "long", "b", "d"}));
    EXPECT_TRUE(all.agrees_with_index());
    EXPECT_EQ(all.records_in_file(), 6);
    AlignmentReader first{source(path)};
    first.restrict_to(regions, 0, 2);
    EXPECT_EQ(names(first), (std::vector<std::string>{"a", "long"}));
    AlignmentReader rest{source(path)};
    rest.restrict_to(regions, 2, 4);
    EXPECT_EQ(names(rest), (std::vector<std::string>{"b", "d"})) << "the spliced read belongs to an earlier region";
}

TEST(AlignmentReader, by_region_a_file_cut_at_a_block_border_does_not_end_where_its_index_says) {
    Scratch const scratch;
    auto const whole = read_file(write_alignments(scratch, "whole", spread));
    auto const path = write_alignments(scratch, "cut", head + record("a", "chr1", 100));
    std::filesystem::copy_file(scratch / "whole.bam.bai", path + ".bai", std::filesystem::copy_options::overwrite_existing);
    AlignmentReader reader{source(path)};
    EXPECT_THROW(reader.restrict_to({region(0, 0, 150)}, 0, 1), ContradictionError);
}

TEST(AlignmentReader, records_longer_than_a_block_and_at_block_borders_come_whole) {
    Scratch const scratch;
    auto sam = head;
    std::string const bases(30'000, 'A');
    for (int number = 0; number < 20; ++number) {
        sam += "r" + std::to_string(number) + "\t0\tchr1\t" + std::to_string(100 + number) + "\t60\t30000M\t*\t0\t0\t" +
               bases + "\t" + std::string(bases.size(), 'F') + "\n";
    }
    AlignmentReader reader{source(write_alignments(scratch, "s", sam))};
    int seen = 0;
    while (auto const* const read = reader.next()) {
        EXPECT_EQ(read->name, "r" + std::to_string(seen));
        EXPECT_EQ(read->length, 30'000);
        EXPECT_EQ(read->base_code(29'999), 1);
        EXPECT_EQ(read->qualities[29'999], 37);
        ++seen;
    }
    EXPECT_EQ(seen, 20);
}

TEST(AlignmentReader, a_file_that_changes_while_it_is_read_is_a_contradiction) {
    Scratch const scratch;
    auto const path = write_alignments(scratch, "s", spread);
    AlignmentReader reader{source(path)};
    EXPECT_EQ(names(reader).size(), 6U);
    std::filesystem::resize_file(path, std::filesystem::file_size(path) + 1);
    EXPECT_THROW(static_cast<void>(reader.agrees_with_index()), ContradictionError);
}

TEST(AlignmentReader, threads_of_decompression_change_no_record) {
    Scratch const scratch;
    auto const path = write_alignments(scratch, "s", spread);
    auto threaded = source(path);
    threaded.threads = 3;
    AlignmentReader reader{threaded};
    EXPECT_EQ(names(reader), (std::vector<std::string>{"a", "long", "b", "c", "d", "u"}));
}

TEST(AlignmentReader, fragment_lengths_of_a_plasma_CRAM_are_the_known_histogram) {
    auto const data = std::filesystem::path{source_folder()} / "../shared/data/finaletoolkit_fragments";
    if (!std::filesystem::exists(data)) {
        GTEST_SKIP() << "no shared data here";
    }
    Scratch const scratch;
    auto const reference = write_reference(scratch, "chr1.fa", fasta_of_two_bit(data / "hg19.chr1.10Mb.2bit"));
    AlignmentReader reader{{data / "hg19.chr1.6Mb.cram", reference, false, true, 1}};
    std::map<std::int32_t, std::int64_t> histogram;
    std::int64_t records = 0;
    while (auto const* const read = reader.next()) {
        ++records;
        // The rule of the table: read 1 of a proper pair at mapping quality 30 or more, none of the flags that always exclude.
        bool const excluded = read->secondary() || read->supplementary() || read->qc_fail() || read->duplicate();
        if (read->read_one() && read->proper_pair() && !excluded && read->mapping_quality >= 30) {
            ++histogram[fragment_length(*read)];
        }
    }
    EXPECT_EQ(records, 125'376);
    std::map<std::int32_t, std::int64_t> expected;
    std::istringstream table{read_file(data / "fragment_length_hist.derived.tsv")};
    std::string header;
    std::getline(table, header);
    for (std::int32_t length = 0, count = 0; table >> length >> count;) {
        expected[length] = count;
    }
    EXPECT_EQ(histogram, expected);
}

}  // namespace
}  // namespace tidemark::test
