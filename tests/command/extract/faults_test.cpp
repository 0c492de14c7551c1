// Bad input first: what is refused, with which code and place, and that nothing is left.
#include <gtest/gtest.h>

#include "command/extract/extract_case.hpp"

namespace tidemark::test {
namespace {

std::vector<std::string> const duplex{"--read-structure", "3M2S+T 3M2S+T"};

std::string reads(int count, std::size_t length = 40) {
    std::string text;
    for (int number = 0; number < count; ++number) {
        text += fastq_record("r" + std::to_string(number), arbitrary_bases(length, static_cast<std::uint32_t>(number + 1)));
    }
    return text;
}

std::vector<std::string> operator+(std::vector<std::string> words, std::vector<std::string> const& more) {
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

}  // namespace

TEST(ExtractFaults, files_of_unequal_length_are_3_with_the_record) {
    ExtractCase const extract;
    auto const one = extract.scratch.write("R1.fastq", reads(10));
    auto const two = extract.scratch.write("R2.fastq", reads(7));
    EXPECT_EQ(extract.refusal({one, two}, duplex), "3 fastq_length: R2.fastq record 8");
    EXPECT_EQ(extract.refusal({two, one}, duplex), "3 fastq_length: R2.fastq record 8");
}

TEST(ExtractFaults, mates_of_other_names_are_3_with_the_record) {
    ExtractCase const extract;
    auto const one = extract.scratch.write("R1.fastq", reads(3));
    auto const two = extract.scratch.write("R2.fastq", reads(2) + fastq_record("other", arbitrary_bases(40, 1)));
    EXPECT_EQ(extract.refusal({one, two}, duplex), "3 fastq_names: R2.fastq record 3");
}

TEST(ExtractFaults, a_truncated_gzip_is_3_with_any_number_of_threads) {
    ExtractCase const extract;
    auto const whole = compressed(reads(5000), Compression::gzip);
    auto const one = extract.scratch.write("R1.fastq.gz", whole.substr(0, whole.size() / 2));
    auto const two = extract.scratch.write("R2.fastq.gz", whole);
    for (auto const* const threads : {"1", "4", "8"}) {
        EXPECT_EQ(extract.refusal({one, two}, duplex + std::vector<std::string>{"-@", threads}).substr(0, 32),
                  "3 fastq_damaged: R1.fastq.gz aft") << threads;
    }
    auto const nearly = extract.scratch.write("R3.fastq.gz", whole.substr(0, whole.size() - 4));
    EXPECT_EQ(extract.refusal({nearly}, {"--read-structure", "3M+T"}).substr(0, 16), "3 fastq_damaged:");
}

TEST(ExtractFaults, htslib_does_not_speak_for_itself) {
    ExtractCase const extract;
    auto const whole = compressed(reads(5000), Compression::gzip);
    auto const cut = extract.scratch.write("R1.fastq.gz", whole.substr(0, whole.size() / 2));
    EXPECT_EQ(extract.run({cut}, {"--umi", "none"}).err.find("[E::"), std::string::npos);
}

TEST(ExtractFaults, what_is_no_record_is_3) {
    ExtractCase const extract;
    auto const bad = extract.scratch.write("R1.fastq", reads(2) + "@r2\nACGT\n+\nIII\n");
    EXPECT_EQ(extract.refusal({bad}, {"--umi", "none"}), "3 fastq_record: R1.fastq record 3 line 9");
    auto const half = extract.scratch.write("R2.fastq", reads(2) + "@r2\nACGT\n");
    EXPECT_EQ(extract.refusal({half}, {"--umi", "none"}), "3 fastq_record: R2.fastq record 3 line 9");
    EXPECT_EQ(extract.refusal({extract.scratch.write("R3.fastq", "")}, {"--umi", "none"}), "3 fastq_empty_file: R3.fastq");
    EXPECT_EQ(extract.refusal({extract.scratch / "absent.fastq"}, {"--umi", "none"}).substr(0, 15), "3 fastq_missing");
    auto const bam = write_alignments(extract.scratch, "x", "@HD\tVN:1.6\n", {}, false);
    EXPECT_EQ(extract.refusal({bam}, {"--umi", "none"}).substr(0, 14), "3 fastq_record");
}

TEST(ExtractFaults, a_read_too_short_for_its_structure_is_3_or_left_out_on_request) {
    ExtractCase const extract;
    auto const one = extract.scratch.write("R1.fastq", reads(3));
    auto const two = extract.scratch.write("R2.fastq", reads(2) + fastq_record("r2", "ACGTA"));
    EXPECT_EQ(extract.refusal({one, two}, duplex), "3 too_short: R2.fastq record 3");
    EXPECT_NE(extract.run({one, two}, duplex).err.find("has 5 bases, its read structure 3M2S+T needs 6"), std::string::npos);
    EXPECT_EQ(extract.run({one, two}, duplex + std::vector<std::string>{"--unfit", "leave-out"}).exit_code, 0);
    EXPECT_EQ(extract.records().size(), 4U);
    EXPECT_EQ(extract.summary()["losses"]["too_short"], 2);
}

TEST(ExtractFaults, a_name_without_UMI_is_3_or_left_out_on_request) {
    ExtractCase const extract;
    auto const one = extract.scratch.write("R1.fastq", fastq_record("a:ACGT", "ACGT") + fastq_record("b:12", "ACGT"));
    EXPECT_EQ(extract.refusal({one}, {"--umi-from-name", ":"}), "3 umi_missing: R1.fastq record 2");
    EXPECT_EQ(extract.run({one}, {"--umi-from-name", ":", "--unfit", "leave-out"}).exit_code, 0);
    EXPECT_EQ(extract.records().size(), 1U);
    EXPECT_EQ(extract.summary()["losses"]["umi_missing"], 1);
}

TEST(ExtractFaults, options_that_contradict_each_other_are_2_before_a_file_is_opened) {
    ExtractCase const extract;
    std::vector<std::string> const absent{extract.scratch / "no1", extract.scratch / "no2"};
    EXPECT_EQ(extract.refusal(absent), "2 umi_source");
    EXPECT_EQ(extract.refusal(absent, {"--umi", "none", "--umi-from-name", "_"}), "2 umi_source");
    EXPECT_EQ(extract.refusal(absent, duplex + std::vector<std::string>{"--umi-from-name", "_"}), "2 umi_source");
    EXPECT_EQ(extract.refusal(absent, {"--read-structure", "3M2X+T 3M+T"}), "2 read_structure");
    EXPECT_EQ(extract.refusal(absent, {"--read-structure", "3M+T 3M+T +T"}), "2 read_structure");
    EXPECT_EQ(extract.refusal(absent, {"--read-structure", "3M 3M"}), "2 read_structure") << "nothing to align";
    EXPECT_EQ(extract.refusal({"a", "b", "c"}, {"--umi", "none"}), "2 read_structure") << "which belong together?";
    EXPECT_EQ(extract.refusal({"a", "b", "c"}, duplex), "2 read_structure") << "half a lane";
    EXPECT_EQ(extract.refusal({"a", "./a"}, duplex), "2 file_twice");
    EXPECT_EQ(extract.refusal(absent, {"--umi-pattern", "ACGT"}), "2 pattern");
    EXPECT_EQ(extract.refusal(absent, {"--umi-pattern", "(("}), "2 pattern");
    EXPECT_EQ(extract.refusal(absent, duplex + std::vector<std::string>{"--sample", "a\tb"}), "2 id");
    EXPECT_EQ(extract.refusal(absent, duplex + std::vector<std::string>{"--umi-tag", "QX"}), "2 umi_tag");
    EXPECT_EQ(extract.refusal(absent, duplex + std::vector<std::string>{"--umi-tag", "R"}), "2 umi_tag");
    EXPECT_EQ(extract.refusal(absent, duplex + std::vector<std::string>{"-o", "-", "--summary", "-"}), "2 one_stdout");
    EXPECT_EQ(extract.run(absent, {"--umi", "some"}).exit_code, 2);
    EXPECT_EQ(extract.run(absent, {"-O", "cram"}).exit_code, 2);
    EXPECT_EQ(extract.run({}, duplex).exit_code, 2);
}

TEST(ExtractFaults, one_read_structure_for_two_files_of_mates_is_2_and_says_what_to_write) {
    ExtractCase const extract;
    auto const one = extract.scratch.write("R1.fastq", reads(3));
    auto const two = extract.scratch.write("R2.fastq", reads(3));
    EXPECT_EQ(extract.refusal({one, two}, {"--read-structure", "3M2S+T"}), "2 read_structure");
    EXPECT_NE(extract.run({one, two}, {"--read-structure", "3M2S+T"}).err.find("R1.fastq and R2.fastq"), std::string::npos);
    // A stream cannot be looked into beforehand: seen when its lane begins, and no output stays.
    auto const streamed = extract.run({one, "-"}, {"--read-structure", "3M2S+T"},
                                      {.folder = {}, .input = reads(3), .environment = {}});
    EXPECT_EQ(streamed.exit_code, 2) << streamed.err;
    EXPECT_FALSE(std::filesystem::exists(extract.output()));
    // Two lanes of single-end reads start with different reads.
    auto const lane = extract.scratch.write("L2.fastq", fastq_record("other", "ACGTACGTACGT"));
    ASSERT_EQ(extract.run({one, lane}, {"--read-structure", "3M2S+T"}).exit_code, 0);
    EXPECT_EQ(extract.records().size(), 4U);
}

TEST(ExtractFaults, a_bad_list_of_UMIs_is_3) {
    ExtractCase const extract;
    auto const one = extract.scratch.write("R1.fastq", reads(1));
    auto const refused = [&](std::string const& text) {
        return extract.refusal({one}, {"--read-structure", "3M+T", "--umi-whitelist", extract.scratch.write("umis.txt", text)});
    };
    EXPECT_EQ(refused(""), "3 umi_whitelist: umis.txt");
    EXPECT_EQ(refused("# only a comment\n"), "3 umi_whitelist: umis.txt");
    EXPECT_EQ(refused("ACG\nACG\n"), "3 umi_whitelist: umis.txt");
    EXPECT_EQ(refused("ACN\n"), "3 umi_whitelist: umis.txt");
}

TEST(ExtractFaults, an_output_that_cannot_be_written_is_5) {
    ExtractCase const extract;
    auto const one = extract.scratch.write("R1.fastq", reads(5000));
    auto const file = extract.scratch.write("file", "x");
    EXPECT_EQ(tidemark({"extract", "--umi", "none", "-o", file + "/s.bam", one}).exit_code, 5);
    EXPECT_EQ(tidemark({"extract", "--umi", "none", "--summary", file + "/s.json", "-o", extract.output(), one}).exit_code, 5);
    EXPECT_FALSE(std::filesystem::exists(extract.output()));
    for (auto const* const format : {"bam", "fastq"}) {
        auto const result = run({"bash", "-c", "\"$0\" extract --umi none -O \"$1\" -o - \"$2\" > /dev/full", program_path(), format, one},
                                {.environment = leaks_of_htslib_ignored()});
        EXPECT_EQ(result.exit_code, 5) << format;
    }
}

TEST(ExtractFaults, a_reader_of_standard_output_that_goes_away_is_5_without_a_word) {
    ExtractCase const extract;
    auto const one = extract.scratch.write("R1.fastq", reads(20000));
    for (auto const* const format : {"bam", "fastq"}) {
        auto const result = run({"bash", "-c", "\"$0\" extract --umi none -O \"$1\" -o - \"$2\" | head -c 10 > /dev/null; exit ${PIPESTATUS[0]}",
                                 program_path(), format, one},
                                {.environment = leaks_of_htslib_ignored()});
        EXPECT_EQ(result.exit_code, 5) << format;
        EXPECT_EQ(result.err, "") << format;
    }
}

}  // namespace tidemark::test
