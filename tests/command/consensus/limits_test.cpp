// Little memory, slow readers and very large families: a result is whole or there is none.
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <filesystem>

#include "support/consensus_case.hpp"
#include "support/sanitizer.hpp"

namespace tidemark::test {
namespace {

/// One call with an address space of so many kB; 0: without a limit.
CommandResult within(int kilobytes, std::vector<std::string> const& words) {
    std::vector<std::string> call{"bash", "-c", R"([ "$1" = 0 ] || ulimit -v "$1"; shift; exec "$@")", "bash", std::to_string(kilobytes),
                                  program_path()};
    call.insert(call.end(), words.begin(), words.end());
    return run(call);
}

/// A build with sanitizers reserves terabytes of addresses and cannot be limited.
bool can_be_limited() { return within(4'000'000, {"--version"}).exit_code == 0; }

ConsensusCase::Lines one_family(ConsensusCase const& call, int pairs) {
    ConsensusCase::Lines lines;
    for (int number = 0; number < pairs; ++number) {
        auto const pair = call.pair({.name = "t" + std::to_string(number), .umi = number == 0 ? "GGGGG-AAAAA" : "ACGTC-TTAGC"});
        lines.insert(lines.end(), pair.begin(), pair.end());
    }
    return lines;
}

}  // namespace

TEST(ConsensusLimits, fault_110_too_little_memory_never_ends_as_a_short_file_with_code_0) {
    if (!can_be_limited()) {
        GTEST_SKIP() << "the address space of this build cannot be limited";
    }
    ConsensusCase const call;
    auto const bam = call.bam("deep", {one_family(call, 20'000)});
    std::vector<std::string> const words{"consensus", "-f", call.reference, "-o", call.output(), "--losses", call.scratch / "out/l.tsv", bam};
    ASSERT_EQ(within(0, words).exit_code, 0);
    auto const whole = read_file(call.output());
    int failed = 0;
    for (int const kilobytes : {20'000, 30'000, 40'000, 50'000, 60'000, 70'000, 90'000, 120'000, 1'000'000}) {
        std::filesystem::remove_all(call.scratch / "out");
        auto const result = within(kilobytes, words);
        bool const left = std::filesystem::exists(call.output()) || std::filesystem::exists(call.scratch / "out/l.tsv");
        failed += result.exit_code == 0 ? 0 : 1;
        if (result.exit_code == 0) {
            EXPECT_EQ(read_file(call.output()), whole) << kilobytes;
        } else {
            EXPECT_FALSE(left) << kilobytes << " " << result.err;
        }
    }
    EXPECT_GT(failed, 1);
    EXPECT_LT(failed, 9) << "a gigabyte is enough";
}

TEST(ConsensusLimits, fault_111_a_slow_reader_gets_every_byte_and_nothing_piles_up) {
    ConsensusCase const call;
    std::vector<ConsensusCase::Lines> parts;
    for (int number = 0; number < 3000; ++number) {
        parts.push_back(call.pair({.name = "t" + std::to_string(number), .start = 100 + number, .end = 300 + number,
                                   .umi = number % 2 == 0 ? "ACGTC-TTAGC" : "GGATC-CATGA"}));
    }
    auto const bam = call.bam("many", parts);
    for (auto const* const word : {"consensus", "group"}) {
        std::string fast;
        for (auto const* const threads : {"1", "3"}) {
            for (auto const* const reader : {"cat", "sleep 1; while head -c 65536 > piece && [ -s piece ]; do cat piece; sleep 0.02; done"}) {
                // 60 s: a deadlock is a failure, not a hang.
                auto const result = run({"bash", "-c", "set -o pipefail; cd \"$1\" && timeout 60 \"$2\" \"$3\" -f \"$4\" -@ \"$5\" -o - \"$6\" | { " + std::string{reader} + "; }",
                                         "bash", call.scratch.path().string(), program_path(), word, call.reference, threads, bam});
                ASSERT_EQ(result.exit_code, 0) << word << " " << threads << " " << result.err;
                EXPECT_GT(result.out.size(), 200'000U) << "more than the pipe holds";
                fast = fast.empty() ? result.out : fast;
                EXPECT_TRUE(result.out == fast) << word << " " << threads << " " << reader;
            }
        }
    }
}

TEST(ConsensusLimits, fault_97_a_family_of_100000_reads_is_one_molecule_within_its_stated_memory) {
    ConsensusCase const call;
    auto const bam = call.bam("family", {one_family(call, 50'000)});
    // docs/methods/consensus.md, Memory: at most 550 bytes for each waiting read, so 55 MB.
    ASSERT_EQ(call.run(bam, {"--max-memory", "55"}).exit_code, 0);
    EXPECT_EQ(call.records().size(), 4U) << "the family and the single pair";
    ASSERT_EQ(call.run(bam, {"--max-memory", "55", "--threads", "2"}).exit_code, 0);
    EXPECT_EQ(call.records().size(), 4U);
    if (!sanitized) {
        rusage usage{};
        ASSERT_EQ(::getrusage(RUSAGE_CHILDREN, &usage), 0);
        // 55 MB, a fifth more for tables, 15 MB for the program: one place is one piece, whatever the threads.
        EXPECT_LT(usage.ru_maxrss, (55 + 11 + 15) * 1024 + 10'000) << "kilobytes";
    }
    if (can_be_limited()) {
        EXPECT_EQ(within(200'000, {"consensus", "-f", call.reference, "-o", call.output(), bam}).exit_code, 0) << "200 MB of addresses, libraries included";
    }
}

TEST(ConsensusLimits, fault_97_molecules_that_wait_at_one_place_count_as_the_reads_do) {
    ConsensusCase const call;
    // The same reads twice: two molecules, or each pair one of its own.
    ConsensusCase::Lines own;
    constexpr int pairs = 20'000;
    for (int number = 0; number < pairs; ++number) {
        std::string umi(10, 'A');
        for (int rest = number, base = 0; rest > 0; rest /= 4, ++base) {
            umi[static_cast<std::size_t>(base)] = "ACGT"[rest % 4];
        }
        auto const pair = call.pair({.name = "t" + std::to_string(number), .umi = umi.substr(0, 5) + "-" + umi.substr(5)});
        own.insert(own.end(), pair.begin(), pair.end());
    }
    auto const few = call.bam("few", {one_family(call, pairs)}), many = call.bam("many", {own});
    for (auto const* const threads : {"1", "2"}) {
        EXPECT_EQ(call.run(few, {"--max-memory", "18", "--threads", threads}).exit_code, 0);
        auto const result = call.run(many, {"--strategy", "identity", "--edits", "0", "--max-memory", "18", "--threads", threads});
        EXPECT_EQ(result.exit_code, 3);
        EXPECT_NE(result.err.find("window_memory"), std::string::npos) << result.err;
        EXPECT_NE(result.err.find("reads and molecules round chr1:1001"), std::string::npos) << result.err;
        EXPECT_EQ(call.run(many, {"--strategy", "identity", "--edits", "0", "--max-memory", "36", "--threads", threads}).exit_code, 0);
        EXPECT_EQ(call.records().size(), 2U * pairs);
    }
}

TEST(ConsensusLimits, fault_108_read_names_of_any_grammar_keep_their_UMI_and_their_pair) {
    ConsensusCase const call;
    // Illumina, AVITI, a name of the archives, one with bars and blanks' substitutes: the UMI is what stands last.
    for (std::string const name : {"A00123:45:HXXXX:1:1101:1000:2000", "PLT-16:Run#7:2140:1:10102:0000:0042", "SRR000001.17", "x/y|z+(1)~",
                                   "m54:::7", "1"}) {
        std::vector<ConsensusCase::Lines> parts;
        for (auto const* const umi : {"ACGTC", "ACGTC", "GGATA"}) {
            static int copy = 0;
            auto const whole = name + "." + std::to_string(++copy) + ":" + umi;
            parts.push_back(call.pair({.name = whole, .umi = ""}));
        }
        auto const bam = call.bam("named", parts);
        ASSERT_EQ(call.run(bam, {"--umi-from-name", ":"}).exit_code, 0) << name;
        EXPECT_EQ(call.records().size(), 4U) << name;
        ASSERT_EQ(call.run(bam, {"--umi-pattern", ":([ACGT]+)$"}).exit_code, 0) << name;
        EXPECT_EQ(call.records().size(), 4U) << name;
    }
}

}  // namespace tidemark::test
