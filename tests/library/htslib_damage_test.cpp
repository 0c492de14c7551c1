// What htslib says of a damaged file, which is what the doors in io/hts are built on: -1 is the end, below -1 is damage,
// and a file that lost exactly its last blocks shows it by its missing end mark alone.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "library/open_alignment.hpp"
#include "support/alignment_text.hpp"
#include "support/scratch.hpp"

namespace tidemark::test {
namespace {

constexpr std::uintmax_t end_mark = 28;   // bytes of the empty block that ends every BGZF file (SAM specification 4.1.2)

std::string const head = "@HD\tVN:1.6\tSO:coordinate\n@SQ\tSN:chr1\tLN:2000\n";

/// Bases without order, so that they take room and a block ends within the file.
std::string bases(std::size_t length) {
    std::string made;
    std::uint32_t state = 7;
    while (made.size() < length) {
        state = state * 1664525U + 1013904223U;
        made += "ACGT"[state >> 30U];
    }
    return made;
}

/// Ten reads of 100 bases at 1, 101, 201 …, equal to the reference.
std::string ten_reads(std::string const& reference) {
    std::string text;
    for (std::size_t number = 0; number < 10; ++number) {
        text += "r" + std::to_string(number) + "\t0\tchr1\t" + std::to_string(100 * number + 1) + "\t60\t100M\t*\t0\t0\t" +
                reference.substr(100 * number, 100) + "\t" + std::string(100, 'F') + "\n";
    }
    return text;
}

}  // namespace

TEST(HtslibDamage, a_whole_file_ends_with_minus_one_and_has_its_mark) {
    Scratch const scratch;
    OpenAlignment file{write_alignments(scratch, "s", head + ten_reads(bases(2000)))};
    EXPECT_EQ(hts_check_EOF(file.file.get()), 1);
    auto const read = read_names(file);
    EXPECT_EQ(read.names.size(), 10U);
    EXPECT_EQ(read.status, -1);
}

TEST(HtslibDamage, a_file_cut_within_a_block_ends_below_minus_one) {
    Scratch const scratch;
    auto const path = write_alignments(scratch, "s", head + ten_reads(bases(2000)), {}, false);
    std::filesystem::resize_file(path, std::filesystem::file_size(path) - end_mark - 10);
    OpenAlignment file{path};
    EXPECT_EQ(hts_check_EOF(file.file.get()), 0);
    EXPECT_LT(read_names(file).status, -1);
}

TEST(HtslibDamage, a_file_that_lost_only_its_end_mark_reads_to_an_ordinary_end) {
    // So the mark must be asked for: no record tells.
    Scratch const scratch;
    auto const path = write_alignments(scratch, "s", head + ten_reads(bases(2000)), {}, false);
    std::filesystem::resize_file(path, std::filesystem::file_size(path) - end_mark);
    OpenAlignment file{path};
    EXPECT_EQ(hts_check_EOF(file.file.get()), 0);
    auto const read = read_names(file);
    EXPECT_EQ(read.names.size(), 10U);
    EXPECT_EQ(read.status, -1);
}

TEST(HtslibDamage, a_changed_byte_within_a_block_fails_its_checksum) {
    Scratch const scratch;
    auto const path = write_alignments(scratch, "s", head + ten_reads(bases(2000)), {}, false);
    auto bytes = read_file(path);
    bytes[bytes.size() - end_mark - 40] ^= 0x55;
    OpenAlignment file{scratch.write("changed.bam", bytes)};
    EXPECT_EQ(hts_check_EOF(file.file.get()), 1);
    EXPECT_LT(read_names(file).status, -1);
}

TEST(HtslibDamage, a_CRAM_read_against_another_reference_ends_below_minus_one) {
    ASSERT_EQ(setenv("REF_PATH", "/nonexistent", 1), 0);
    ASSERT_EQ(setenv("REF_CACHE", "/nonexistent", 1), 0);
    Scratch const scratch;
    auto const right = bases(2000);
    auto wrong = right;
    wrong[150] = wrong[150] == 'A' ? 'C' : 'A';
    auto const reference = write_reference(scratch, "right.fa", ">chr1\n" + right + "\n");
    auto const other = write_reference(scratch, "wrong.fa", ">chr1\n" + wrong + "\n");
    auto const path = write_alignments(scratch, "s", head + ten_reads(right), reference);
    OpenAlignment good{path, reference};
    EXPECT_EQ(read_names(good).names.size(), 10U);
    OpenAlignment bad{path, other};
    auto const read = read_names(bad);
    EXPECT_TRUE(read.names.empty());
    EXPECT_LT(read.status, -1);
}

TEST(HtslibDamage, a_CRAM_header_takes_over_the_lengths_of_a_FASTA_that_is_given_before_it_is_read) {
    // So another length cannot be seen then; the checksum M5 of the contig is what still tells references apart.
    Scratch const scratch;
    auto const right = bases(2000);
    auto const reference = write_reference(scratch, "right.fa", ">chr1\n" + right + "\n");
    auto const longer = write_reference(scratch, "longer.fa", ">chr1\n" + right + "ACGT\n");
    auto const path = write_alignments(scratch, "s", head + ten_reads(right), reference);
    EXPECT_EQ(sam_hdr_tid2len(OpenAlignment{path}.header.get(), 0), 2000);
    EXPECT_EQ(sam_hdr_tid2len((OpenAlignment{path, longer}.header.get()), 0), 2004);
}

}  // namespace tidemark::test
