// Each option that sets a number or a name reaches the step that it names.
#include <gtest/gtest.h>

#include "command/extract/extract_case.hpp"

namespace tidemark::test {
namespace {

/// A pair whose fragment is shorter than the reads: `overlap` bases face each other, adapters follow.
std::vector<std::string> short_pair(ExtractCase const& extract, std::size_t overlap, std::size_t mismatches = 0) {
    auto const fragment = arbitrary_bases(overlap, 4);
    auto opposite = other_strand(fragment);
    for (std::size_t number = 0; number < mismatches; ++number) {
        auto& base = opposite[2 + 7 * number];
        base = base == 'A' ? 'C' : 'A';
    }
    return {extract.scratch.write("R1.fastq", fastq_record("a", fragment + "AGATCGGAAGAGCACACGTC")),
            extract.scratch.write("R2.fastq", fastq_record("a", opposite + "AGATCGGAAGAGCGTCGTGT"))};
}

std::size_t first_length(ExtractCase const& extract) { return extract.records().at(0)[9].size(); }

}  // namespace

TEST(ExtractOptions, the_read_group_has_the_id_that_is_given) {
    ExtractCase const extract;
    auto const file = extract.scratch.write("R1.fastq", fastq_record("a", "ACGTTTGG"));
    ASSERT_EQ(extract.run({file}, {"--read-structure", "3M2S+T", "--read-group", "lane.7", "--sample", "s"}).exit_code, 0);
    auto const text = alignments_as_text(extract.output());
    EXPECT_NE(text.find("@RG\tID:lane.7\tSM:s\n"), std::string::npos) << text;
    EXPECT_NE(text.find("\tRG:Z:lane.7"), std::string::npos) << text;
}

TEST(ExtractOptions, a_listed_UMI_must_be_nearer_than_the_next_by_the_distance_asked_for) {
    ExtractCase const extract;
    // AAAAAT is one base from AAAAAA and two from AAATTT.
    auto const umis = extract.scratch.write("umis.txt", "AAAAAA\nAAATTT\n");
    auto const file = extract.scratch.write("R1.fastq", fastq_record("a", "AAAAATGGGG"));
    std::vector<std::string> words{"--read-structure", "6M+T", "--umi-whitelist", umis, "--umi-min-distance", "1"};
    ASSERT_EQ(extract.run({file}, words).exit_code, 0);
    EXPECT_EQ(extract.summary()["totals"]["umis_corrected"], 1);
    words.back() = "2";
    ASSERT_EQ(extract.run({file}, words).exit_code, 0);
    EXPECT_EQ(extract.summary()["losses"]["umi_not_listed"], 1);
}

TEST(ExtractOptions, mates_that_face_each_other_in_fewer_bases_than_asked_for_keep_their_ends) {
    ExtractCase const extract;
    auto const files = short_pair(extract, 15);
    std::vector<std::string> words{"--umi", "none", "--trim-min-overlap", "16"};
    ASSERT_EQ(extract.run(files, words).exit_code, 0);
    EXPECT_EQ(first_length(extract), 35U);
    words.back() = "15";
    ASSERT_EQ(extract.run(files, words).exit_code, 0);
    EXPECT_EQ(first_length(extract), 15U);
}

TEST(ExtractOptions, mates_that_differ_more_often_than_allowed_keep_their_ends) {
    ExtractCase const extract;
    auto const files = short_pair(extract, 40, 2);   // 5 %
    std::vector<std::string> words{"--umi", "none", "--trim-mismatch-rate", "0.04"};
    ASSERT_EQ(extract.run(files, words).exit_code, 0);
    EXPECT_EQ(first_length(extract), 60U);
    words.back() = "0.05";
    ASSERT_EQ(extract.run(files, words).exit_code, 0);
    EXPECT_EQ(first_length(extract), 40U);
}

}  // namespace tidemark::test
