// Raw reads counted in one pass: the same molecules as consensus, then genotype.
#include <gtest/gtest.h>

#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include "support/raw_scenario.hpp"
#include "support/run_command.hpp"
#include "support/scratch.hpp"

namespace tidemark::test {
namespace {

/// Lines of a bgzipped table that say something about molecules.
std::string rows(std::string const& table) {
    auto const text = run({"gzip", "-dc", table});
    EXPECT_EQ(text.exit_code, 0) << text.err;
    std::istringstream lines{text.out};
    std::string kept;
    for (std::string line; std::getline(lines, line);) {
        kept += line.starts_with("#") ? "" : line + "\n";
    }
    return kept;
}

struct RawPatient {
    Scratch scratch;
    std::string folder = scratch / "raw";

    explicit RawPatient(std::string const& structure) {
        auto const scenario = scratch.write("s.json", raw_scenario(R"({"kind": "raw", "files": "bam", "structure": ")" + structure + R"("})"));
        auto const made = tidemark({"simulate", scenario, "--seed", "11", "-o", folder});
        EXPECT_EQ(made.exit_code, 0) << made.err;
    }
    [[nodiscard]] std::string plasma() const { return folder + "/P1_before.bam"; }
    [[nodiscard]] std::vector<std::string> call(std::string const& out, std::vector<std::string> const& more = {}) const {
        std::vector<std::string> arguments{"genotype", "-f", folder + "/reference.fa", "--targets", folder + "/targets.bed",
                                           "--panel", folder + "/P1_L1.vcf", "-o", scratch / out};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return arguments;
    }
};

}  // namespace

TEST(GenotypeRaw, one_pass_counts_the_molecules_that_consensus_writes) {
    for (auto const* const structure : {"8M2S+T 8M2S+T", "12M+T +T"}) {
        RawPatient const patient{structure};
        auto const consensus = patient.scratch / "c.bam";
        auto const called = tidemark({"consensus", "-f", patient.folder + "/reference.fa", "-o", consensus, patient.plasma()});
        ASSERT_EQ(called.exit_code, 0) << called.err;
        ASSERT_EQ(tidemark(patient.call("two.tsv.gz", {consensus})).exit_code, 0);
        auto const expected = rows(patient.scratch / "two.tsv.gz");
        EXPECT_NE(expected.find(structure[0] == '8' ? "\tduplex\t" : "\tsimplex"), std::string::npos);

        ASSERT_EQ(tidemark(patient.call("one.tsv.gz", {"--evidence", "raw", patient.plasma()})).exit_code, 0);
        EXPECT_EQ(rows(patient.scratch / "one.tsv.gz"), expected) << structure;
        // Nothing declared: the tags of the first reads decide.
        ASSERT_EQ(tidemark(patient.call("told.tsv.gz", {patient.plasma()})).exit_code, 0);
        EXPECT_EQ(rows(patient.scratch / "told.tsv.gz"), expected) << structure;
    }
}

TEST(GenotypeRaw, index_stream_and_threads_give_the_same_rows) {
    RawPatient const patient{"8M2S+T 8M2S+T"};
    ASSERT_EQ(tidemark(patient.call("stream.tsv.gz", {"--access", "stream", patient.plasma()})).exit_code, 0);
    auto const expected = rows(patient.scratch / "stream.tsv.gz");
    std::string first;
    for (auto const* const threads : {"1", "2", "4"}) {
        auto const out = std::string{"index"} + threads + ".tsv.gz";
        ASSERT_EQ(tidemark(patient.call(out, {"--access", "index", "-@", threads, patient.plasma()})).exit_code, 0);
        EXPECT_EQ(rows(patient.scratch / out), expected) << threads;
        auto const bytes = read_file(patient.scratch / out);
        EXPECT_EQ(bytes, first.empty() ? bytes : first) << threads;
        first = bytes;
    }
}

TEST(GenotypeRaw, every_raw_read_is_counted_once) {
    RawPatient const patient{"8M2S+T 8M2S+T"};
    ASSERT_EQ(tidemark(patient.call("one.tsv.gz", {"--access", "stream", patient.plasma()})).exit_code, 0);
    auto const text = run({"gzip", "-dc", patient.scratch / "one.tsv.gz"}).out;
    std::istringstream lines{text};
    std::int64_t lost = 0, seen = 0, in_molecules = 0;
    for (std::string line; std::getline(lines, line);) {
        auto const number = [&] { return std::stoll(line.substr(line.find('=') + 1)); };
        lost += line.starts_with("#loss.raw_") ? number() : 0;
        seen += line.starts_with("#total.raw_reads_seen=") ? number() : 0;
        in_molecules += line.starts_with("#total.raw_reads_in_molecules=") ? number() : 0;
    }
    EXPECT_EQ(std::to_string(seen) + "\n", run({"samtools", "view", "-c", patient.plasma()}).out);
    EXPECT_EQ(seen, in_molecules + lost);
    EXPECT_GT(lost, 0);
}

}  // namespace tidemark::test
