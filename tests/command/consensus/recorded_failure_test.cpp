// --record-failure of consensus: every output stands, empty, and the summary says why; genotype takes it from there.
#include <gtest/gtest.h>

#include "support/consensus_case.hpp"
#include "support/sanitizer.hpp"

namespace tidemark::test {
namespace {

/// Two hundred duplexes with one bit flipped in the middle of the file.
std::string flipped(ConsensusCase const& call) {
    std::vector<ConsensusCase::Lines> parts;
    for (int number = 0; number < 200; ++number) {
        parts.push_back(call.duplex(1, {.name = "m" + std::to_string(number) + ".", .start = 1000 + 4 * number, .end = 1200 + 4 * number}));
    }
    auto bytes = read_file(call.bam("flip", parts));
    bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 0x10);
    return call.scratch.write("flip.bam", bytes);
}

}  // namespace

TEST(ConsensusRecordedFailure, needs_an_output_that_can_be_taken_back) {
    ConsensusCase const call;
    auto const file = flipped(call);
    EXPECT_EQ(call.refusal(file), "3 alignment_damaged");
    EXPECT_EQ(call.refusal(file, {"--record-failure", "--unaligned"}), "2 record_failure");
    EXPECT_EQ(tidemark({"consensus", "-f", call.reference, "--record-failure", "-o", "-", file}).exit_code, 2);
}

TEST(ConsensusRecordedFailure, fault_4_gives_an_empty_indexed_BAM_empty_tables_and_the_reason_by_any_number_of_threads) {
    forgive_leaks_of_the_pool();
    ConsensusCase const call;
    auto const file = flipped(call);
    std::string bytes;
    for (auto const* const threads : {"1", "2", "4"}) {
        auto const result = call.run(file, {"--record-failure", "--sample", "s1", "-@", threads, "--summary", call.scratch / "out/s.json",
                                            "--families", call.scratch / "out/s.families.tsv", "--losses", call.scratch / "out/s.losses.tsv"});
        ASSERT_EQ(result.exit_code, 0) << result.err;
        EXPECT_TRUE(call.records().empty());
        EXPECT_EQ(list_folder(call.scratch / "out"), "s.bam\ns.bam.bai\ns.families.tsv\ns.json\ns.losses.tsv\n");
        EXPECT_EQ(read_file(call.scratch / "out/s.families.tsv"), "ab_size\tba_size\tfamilies\n");
        auto const summary = nlohmann::json::parse(read_file(call.scratch / "out/s.json"));
        EXPECT_EQ(summary["failure"], "alignment_damaged: flip.bam has a damaged block; copy it again");
        EXPECT_EQ(summary["sample"], "s1");
        EXPECT_EQ(summary["totals"]["reads_seen"], 0);
        auto const all = read_file(call.output()) + read_file(call.output() + ".bai") + read_file(call.scratch / "out/s.json");
        bytes = bytes.empty() ? all : bytes;
        EXPECT_EQ(all, bytes) << threads;
    }
}

TEST(ConsensusRecordedFailure, goes_on_from_extract_and_on_to_genotype) {
    ConsensusCase const call;
    auto const before = call.scratch.write(
        "s.extract.json", R"({"schema": "tidemark.extract_summary/1", "failure": "fastq_damaged: R1.fastq.gz is cut; copy it again"})");
    auto const summary = call.scratch / "out/s.json";
    ASSERT_EQ(call.run(call.bam("none", {}), {"--record-failure", "--made-by", before, "--summary", summary}).exit_code, 0);
    EXPECT_EQ(nlohmann::json::parse(read_file(summary))["failure"], "fastq_damaged: R1.fastq.gz is cut; copy it again");
    auto const panel = call.scratch.write("p.vcf", "##fileformat=VCFv4.2\n##contig=<ID=chr1,length=5000>\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n"
                                                   "chr1\t1001\t.\t" + call.bases.substr(1000, 1) + "\t" + (call.bases[1000] == 'A' ? "C" : "A") + "\t.\tPASS\t.\n");
    auto const table = call.scratch / "out/s.evidence.tsv";
    auto const result = tidemark({"genotype", "-f", call.reference, "--panel", panel, "--record-failure", "--made-by", summary,
                                  "--evidence", "consensus", "-o", table, call.output()});
    ASSERT_EQ(result.exit_code, 0) << result.err;
    EXPECT_NE(read_file(table).find("#failure=fastq_damaged: R1.fastq.gz is cut; copy it again\n"), std::string::npos);
}

}  // namespace tidemark::test
