// simulate with raw reads: what a scenario may ask for, and what it may not.
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <string>
#include <utility>

#include "support/patient_path.hpp"
#include "support/raw_files.hpp"
#include "support/raw_scenario.hpp"
#include "support/run_command.hpp"
#include "support/scratch.hpp"

namespace tidemark::test {

TEST(SimulateRaw, unfit_reads_are_refused_and_nothing_is_written) {
    Scratch const scratch;
    for (auto const& [reads, said] : {std::pair{R"({"kind": "rwa"})", "/reads/kind: must be one of collapsed, raw"},
                                      {R"({"kind": "raw", "structure": "3M2S+T 3M2S"})", "must end with +T"},
                                      {R"({"kind": "raw", "structure": "+T +T 8M"})", "has 3 words"},
                                      {R"({"kind": "raw", "pairs_per_strand": 0.5})", "/reads/pairs_per_strand"},
                                      {R"({"kind": "raw", "pairs": 2})", "/reads/pairs: is not a known key"},
                                      {R"({"kind": "collapsed", "structure": "+T"})", "/reads/structure: is not a known key"}}) {
        auto const result = tidemark({"simulate", scratch.write("s.json", raw_scenario(reads)), "--seed", "1", "-o", scratch / "out"});
        EXPECT_EQ(result.exit_code, 3) << reads;
        EXPECT_NE(result.err.find(said), std::string::npos) << result.err;
        EXPECT_EQ(list_folder(scratch.path()), "s.json\n");
    }
}

TEST(SimulateRaw, collapsed_is_the_default_word) {
    auto text = small_scenario();
    Scratch const scratch;
    ASSERT_EQ(tidemark({"simulate", scratch.write("a.json", text), "--seed", "1", "-o", scratch / "a"}).exit_code, 0);
    text.insert(text.find("\"reference\""), "\"reads\": {\"kind\": \"collapsed\"}, ");
    ASSERT_EQ(tidemark({"simulate", scratch.write("b.json", text), "--seed", "1", "-o", scratch / "b"}).exit_code, 0);
    EXPECT_EQ(tree_of(scratch / "a"), tree_of(scratch / "b"));
}

TEST(SimulateRaw, other_structures_single_end_and_one_umi_are_made) {
    Scratch const scratch;
    auto const single = raw_scenario(R"({"kind": "raw", "structure": "12M16S+T", "files": "both"})");
    ASSERT_EQ(tidemark({"simulate", scratch.write("s.json", single), "--seed", "1", "-o", scratch / "s"}).exit_code, 0);
    EXPECT_FALSE(std::filesystem::exists(scratch / "s/N1_R2.fastq.gz"));
    auto const reads = read_fastq(scratch / "s/N1_R1.fastq.gz");
    auto const records = read_bam(scratch / "s/N1.bam");
    EXPECT_EQ(reads.size(), records.size());
    EXPECT_EQ(reads.at(0).bases.size(), 28 + read_length);
    for (auto const& record : records) {
        EXPECT_EQ(record.flags & ~0x10, 0);
        EXPECT_EQ(record.umi.size(), 12U);
        EXPECT_EQ(record.template_length, 0);
    }
    auto const one = shallow(raw_scenario(R"({"kind": "raw", "structure": "8M1S+T +T", "files": "both", "spread": "uniform"})"), "2");
    ASSERT_EQ(tidemark({"simulate", scratch.write("o.json", one), "--seed", "1", "-o", scratch / "o"}).exit_code, 0);
    int equal = 0;
    for (auto const& [molecule, row] : read_molecules(scratch / "o/truth/N1.molecules.tsv.gz")) {
        EXPECT_EQ(row.at("umi_forward").size(), 8U);
        equal += row.at("umi_forward") == row.at("umi_reverse") ? 1 : 0;
    }
    EXPECT_LE(equal, 5);
    auto const check = tidemark({"check", "--samples", scratch / "o/samples.csv", "--reference", scratch / "o/reference.fa", "-o", scratch / "c"});
    EXPECT_EQ(check.exit_code, 0) << check.err;
}

TEST(SimulateRaw, uniform_spread_covers_the_whole_reference_at_the_depth_asked_for) {
    Scratch const scratch;
    auto const text = shallow(raw_scenario(R"({"kind": "raw", "files": "fastq", "spread": "uniform", "pairs_per_strand": 1})"), "50");
    ASSERT_EQ(tidemark({"simulate", scratch.write("s.json", text), "--seed", "1", "-o", scratch / "out"}).exit_code, 0);
    double covered = 0;
    double in_windows[4] = {};   // of chrS1, 5,000 bases each
    for (auto const& [molecule, row] : read_molecules(scratch / "out/truth/N1.molecules.tsv.gz")) {
        covered += std::stod(row.at("end")) - std::stod(row.at("start")) + 1;
        if (row.at("contig") == "chrS1") {
            ++in_windows[(std::stoll(row.at("start")) - 1) / 5'000];
        }
    }
    EXPECT_NEAR(covered / 35'000, 50, 5 * 50 * 1.05 / std::sqrt(10'600.0));   // 10,600 fragments, their lengths vary by 0.3
    for (auto const count : in_windows) {
        EXPECT_NEAR(count, 50 * 5'000 / 165.0, 220);   // 1,515 and 5 standard deviations
    }
}

TEST(SimulateRaw, sparse_fragments_far_apart_are_written_in_order) {
    Scratch const scratch;
    auto const text = shallow(raw_scenario(R"({"kind": "raw", "files": "bam", "spread": "uniform", "pairs_per_strand": 1})"), "1");
    auto const result = tidemark({"simulate", scratch.write("s.json", text), "--seed", "1", "-o", scratch / "out"});
    ASSERT_EQ(result.exit_code, 0) << result.err;
    std::pair<std::string, std::int64_t> last;
    for (auto const& record : read_bam(scratch / "out/N1.bam")) {
        EXPECT_LE(last, std::pair(record.contig, record.position));
        last = {record.contig, record.position};
    }
    EXPECT_EQ(last.first, "chrS2");
}

}  // namespace tidemark::test
