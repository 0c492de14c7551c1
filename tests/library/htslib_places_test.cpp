// How htslib finds places: what an iterator gives, and the offsets in it that io/hts reads chunks and the end of the placed
// records from.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "library/open_alignment.hpp"
#include "support/alignment_text.hpp"
#include "support/scratch.hpp"

namespace tidemark::test {
namespace {

std::string read(std::string const& name, std::string const& contig, int position, std::string const& cigar, int length) {
    return name + "\t0\t" + contig + "\t" + std::to_string(position) + "\t60\t" + cigar + "\t*\t0\t0\t" +
           std::string(static_cast<std::size_t>(length), 'A') + "\t" + std::string(static_cast<std::size_t>(length), 'F') + "\n";
}

std::string const unplaced = "u\t4\t*\t0\t0\t*\t*\t0\t0\tAAAA\tFFFF\n";

/// chr1: 1-10, 11-20 and 1-40 (with 30 skipped); chr2: 1-10.
std::string text() {
    return "@HD\tVN:1.6\tSO:coordinate\n@SQ\tSN:chr1\tLN:500\n@SQ\tSN:chr2\tLN:500\n" + read("first", "chr1", 1, "10M", 10) +
           read("skipping", "chr1", 1, "5M30N5M", 10) + read("second", "chr1", 11, "10M", 10) + read("other", "chr2", 1, "10M", 10);
}

OpenIndex index_of(OpenAlignment const& file, std::string const& path) {
    return OpenIndex{sam_index_load(file.file.get(), path.c_str())};
}

using Names = std::vector<std::string>;

}  // namespace

TEST(HtslibPlaces, an_iterator_is_half_open_from_zero_and_takes_what_overlaps_it_skips_included) {
    Scratch const scratch;
    auto const path = write_alignments(scratch, "s", text());
    OpenAlignment file{path};
    auto const index = index_of(file, path);
    auto const names = [&](int begin, int end) {
        OpenIterator const iterator{sam_itr_queryi(index.get(), 0, begin, end)};
        auto const found = read_names(file, iterator.get());
        EXPECT_EQ(found.status, -1);
        return found.names;
    };
    EXPECT_EQ(names(9, 10), (Names{"first", "skipping"}));     // the last base of the first
    EXPECT_EQ(names(10, 11), (Names{"skipping", "second"}));   // a skip covers too
    EXPECT_EQ(names(40, 500), Names{});
}

TEST(HtslibPlaces, the_chunks_of_an_iterator_are_virtual_offsets_of_records) {
    Scratch const scratch;
    auto const path = write_alignments(scratch, "s", text());
    OpenAlignment file{path};
    auto const index = index_of(file, path);
    OpenIterator const iterator{sam_itr_queryi(index.get(), 1, 0, 500)};
    ASSERT_EQ(iterator->n_off, 1);
    auto* const stream = file.file->fp.bgzf;
    ASSERT_EQ(bgzf_seek(stream, static_cast<std::int64_t>(iterator->off[0].u), SEEK_SET), 0);
    ASSERT_GE(sam_read1(file.file.get(), file.header.get(), file.record.get()), 0);
    EXPECT_STREQ(bam_get_qname(file.record.get()), "other");
    EXPECT_EQ(static_cast<std::uint64_t>(bgzf_tell(stream)), iterator->off[0].v);
}

TEST(HtslibPlaces, the_place_of_the_unplaced_is_known_before_a_record_is_read) {
    Scratch const scratch;
    auto const path = write_alignments(scratch, "s", text() + unplaced);
    OpenAlignment file{path};
    auto const index = index_of(file, path);
    OpenIterator const iterator{sam_itr_queryi(index.get(), HTS_IDX_NOCOOR, 0, 0)};
    ASSERT_NE(iterator, nullptr);
    ASSERT_EQ(bgzf_seek(file.file->fp.bgzf, static_cast<std::int64_t>(iterator->curr_off), SEEK_SET), 0);
    EXPECT_EQ(read_names(file).names, Names{"u"});
}

TEST(HtslibPlaces, an_index_counts_records_by_contig_and_without_place) {
    Scratch const scratch;
    auto const path = write_alignments(scratch, "s", text() + unplaced);
    OpenAlignment const file{path};
    auto const index = index_of(file, path);
    std::uint64_t mapped = 0;
    std::uint64_t unmapped = 0;
    EXPECT_EQ(hts_idx_get_stat(index.get(), 0, &mapped, &unmapped), 0);
    EXPECT_EQ(mapped, 3U);
    EXPECT_EQ(unmapped, 0U);
    EXPECT_EQ(hts_idx_get_n_no_coor(index.get()), 1U);
}

TEST(HtslibPlaces, braces_keep_a_colon_in_a_name_from_being_read_as_a_region) {
    Scratch const scratch;
    auto const path = write_alignments(
        scratch, "s", "@HD\tVN:1.6\tSO:coordinate\n@SQ\tSN:HLA:01-02\tLN:500\n" + read("hla", "HLA:01-02", 5, "10M", 10));
    OpenAlignment file{path};
    auto const index = index_of(file, path);
    std::string region{"{HLA:01-02}:14-14"};
    std::vector<char*> regions{region.data()};
    OpenIterator const iterator{sam_itr_regarray(index.get(), file.header.get(), regions.data(), 1)};
    ASSERT_NE(iterator, nullptr);
    EXPECT_EQ(read_names(file, iterator.get()).names, Names{"hla"});   // one-based and closed: 14 is its last base
}

TEST(HtslibPlaces, a_record_lies_in_the_block_behind_its_size_as_the_format_says) {
    // The fast path reads records there without copying; these members of BGZF are its ground.
    Scratch const scratch;
    auto const path = write_alignments(scratch, "s", text());
    OpenAlignment file{path};
    ASSERT_GE(sam_read1(file.file.get(), file.header.get(), file.record.get()), 0);
    auto const* const stream = file.file->fp.bgzf;
    auto const* const next = static_cast<std::uint8_t const*>(stream->uncompressed_block) + stream->block_offset;
    ASSERT_GT(stream->block_length - stream->block_offset, 36 + 9);
    EXPECT_STREQ(reinterpret_cast<char const*>(next) + 36, "skipping");   // size, then 32 fixed bytes, then the name
}

}  // namespace tidemark::test
