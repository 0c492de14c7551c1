// --record-failure of extract: no reads, and a summary that says why.
#include <gtest/gtest.h>

#include "command/extract/extract_case.hpp"

namespace tidemark::test {

TEST(ExtractRecordedFailure, a_damaged_FASTQ_gives_no_reads_and_the_reason_by_any_number_of_threads) {
    ExtractCase const extract;
    std::string text;
    for (int number = 0; number < 5000; ++number) {
        text += fastq_record("r" + std::to_string(number), arbitrary_bases(40, static_cast<std::uint32_t>(number)));
    }
    auto bytes = compressed(text, Compression::gzip);
    bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 0x10);
    auto const file = extract.scratch.write("R1.fastq.gz", bytes);
    std::vector<std::string> const call{"--umi", "none", "--sample", "s1"};
    EXPECT_EQ(extract.refusal({file}, call).substr(0, 7), "3 fastq");
    for (auto const* const threads : {"1", "4"}) {
        auto recorded = call;
        recorded.insert(recorded.end(), {"--record-failure", "-@", threads});
        auto const result = extract.run({file}, recorded);
        ASSERT_EQ(result.exit_code, 0) << result.err;
        EXPECT_TRUE(extract.records().empty());
        auto const summary = extract.summary();
        EXPECT_EQ(summary["failure"].get<std::string>().substr(0, 5), "fastq") << summary["failure"];
        EXPECT_NE(summary["failure"].get<std::string>().find("R1.fastq.gz"), std::string::npos) << summary["failure"];
        EXPECT_EQ(summary["totals"]["reads_in"], 0);
    }
}

TEST(ExtractRecordedFailure, hides_neither_usage_nor_a_bad_list_of_UMIs) {
    ExtractCase const extract;
    auto const file = extract.scratch.write("R1.fastq", fastq_record("a", "ACGT"));
    EXPECT_EQ(extract.refusal({file}, {"--record-failure", "--umi", "RX"}).substr(0, 7), "2 usage");
    EXPECT_EQ(extract.refusal({file}, {"--record-failure", "--read-structure", "2M+T", "--umi-whitelist",
                                       extract.scratch.write("list.txt", "AX\n")}).substr(0, 15), "3 umi_whitelist");
    EXPECT_EQ(tidemark({"extract", "--record-failure", "--umi", "none", "-o", "-", file}).exit_code, 2);
}

}  // namespace tidemark::test
