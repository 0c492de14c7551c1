// What must never change a byte: threads, order of reads of one place, streams, locale, a kill.
#include <gtest/gtest.h>

#include <random>
#include <sstream>

#include "support/consensus_case.hpp"
#include "support/killed_runs.hpp"
#include "support/small_scenario.hpp"

namespace tidemark::test {
namespace {

/// Raw reads of the small scenario, simulated once: a few thousand pairs with errors, indels and both strands.
class ConsensusBytes : public testing::Test {
protected:
    static void SetUpTestSuite() {
        folder = new Scratch;
        auto text = small_scenario();
        std::string const schema = "\"schema\": \"tidemark.scenario/1\",";
        text.replace(text.find(schema), schema.size(), schema + "\n  \"reads\": {\"kind\": \"raw\", \"files\": \"bam\"},");
        simulated = tidemark({"simulate", folder->write("s.json", text), "--seed", "1", "-o", *folder / "in"});
    }
    static void TearDownTestSuite() { delete folder; }
    void SetUp() override { ASSERT_EQ(simulated.exit_code, 0) << simulated.err; }

    static std::string raw() { return *folder / "in/P1_before.bam"; }
    /// Every output of one call, by name.
    static std::map<std::string, std::string> outputs(std::string const& file, std::vector<std::string> const& more = {},
                                                      CommandSetting const& setting = {}) {
        Scratch const out;
        std::vector<std::string> words{"consensus", "-f", *folder / "in/reference.fa", "-o", out / "s.bam", "--metrics", out / "m",
                                       "--families", out / "f.tsv", "--losses", out / "l.tsv", "--summary", out / "s.json"};
        words.insert(words.end(), more.begin(), more.end());
        words.push_back(file);
        auto const result = tidemark(words, setting);
        EXPECT_EQ(result.exit_code, 0) << result.err;
        std::map<std::string, std::string> files;
        for (auto const& entry : std::filesystem::directory_iterator{out.path()}) {
            files[entry.path().filename().string()] = read_file(entry.path());
        }
        return files;
    }

    static Scratch* folder;
    static CommandResult simulated;
};

Scratch* ConsensusBytes::folder = nullptr;
CommandResult ConsensusBytes::simulated;

}  // namespace

TEST_F(ConsensusBytes, fault_88_threads_change_no_byte) {
    auto const one = outputs(raw());
    EXPECT_EQ(one.size(), 10U);
    EXPECT_GT(one.at("s.bam").size(), 50'000U);
    EXPECT_EQ(outputs(raw(), {"-@", "2"}), one);
    EXPECT_EQ(outputs(raw(), {"-@", "4"}), one);
    EXPECT_EQ(outputs(raw(), {"--unaligned", "-@", "4"}), outputs(raw(), {"--unaligned"}));
}

TEST_F(ConsensusBytes, the_order_of_reads_of_one_place_changes_no_byte) {
    auto const expected = outputs(raw());
    std::string header;
    std::vector<std::pair<std::string, std::string>> records;   // place, line
    std::istringstream lines{alignments_as_text(raw())};
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with('@')) {
            header += line + "\n";
            continue;
        }
        std::istringstream cells{line};
        std::string name, flags, contig, position;
        cells >> name >> flags >> contig >> position;
        records.emplace_back(contig + ":" + position, line);
    }
    std::mt19937 random{20261128};
    for (auto begin = records.begin(); begin != records.end();) {
        auto const end = std::find_if(begin, records.end(), [&](auto const& record) { return record.first != begin->first; });
        std::shuffle(begin, end, random);
        begin = end;
    }
    Scratch const scratch;
    std::string sam = header;
    for (auto const& [place, line] : records) {
        sam += line + "\n";
    }
    auto const shuffled = write_alignments(scratch, "P1_before", sam);
    ASSERT_NE(read_file(shuffled), read_file(raw()));
    EXPECT_EQ(outputs(shuffled), expected);
    auto const limited = outputs(raw(), {"--max-reads", "2"});
    EXPECT_NE(limited, expected);
    EXPECT_EQ(outputs(shuffled, {"--max-reads", "2", "-@", "4"}), limited);
}

TEST_F(ConsensusBytes, a_stream_gives_what_the_file_gives) {
    auto const expected = outputs(raw());
    EXPECT_EQ(outputs("-", {}, {.folder = {}, .input = read_file(raw()), .environment = {}}), expected);
    auto const streamed = tidemark({"consensus", "-f", *folder / "in/reference.fa", "-o", "-", raw()});
    ASSERT_EQ(streamed.exit_code, 0) << streamed.err;
    Scratch const scratch;
    scratch.write("file.bam", expected.at("s.bam"));
    scratch.write("stream.bam", streamed.out);
    EXPECT_EQ(alignments_as_text(scratch / "stream.bam"), alignments_as_text(scratch / "file.bam"));
}

TEST_F(ConsensusBytes, a_locale_with_a_decimal_comma_changes_no_byte) {
    Scratch const scratch;
    std::map<std::string, std::string> german;
    if (run({"bash", "-c", "locale -a | grep -qi '^de_DE.utf-\\?8$'"}).exit_code == 0) {
        german = {{"LC_ALL", "de_DE.UTF-8"}};
    } else {
        static_cast<void>(run({"localedef", "-i", "de_DE", "-f", "UTF-8", scratch / "de_DE.UTF-8"}));
        german = {{"LC_ALL", "de_DE.UTF-8"}, {"LOCPATH", scratch.path().string()}};
    }
    if (run({"bash", "-c", "printf '%.1f' 1,5"}, {.folder = {}, .input = {}, .environment = german}).out != "1,5") {
        GTEST_SKIP() << "no locale de_DE.UTF-8, and localedef cannot make it here";
    }
    std::vector<std::string> const rates{"--max-base-error-rate", "0.1,0.2", "--max-no-calls", "0.3"};
    EXPECT_EQ(outputs(raw(), rates, {.folder = {}, .input = {}, .environment = german}), outputs(raw(), rates));
}

TEST_F(ConsensusBytes, a_killed_run_leaves_only_temporary_names_and_the_next_one_gives_the_same_bytes) {
    // Every other time the files of an earlier call stand there.
    expect_whole_files({.command = {program_path(), "consensus", "-f", *folder / "in/reference.fa", "-o", "s.bam", "--losses", "l.tsv", "--families",
                                    "f.tsv", "--summary", "s.json", raw()},
                        .outputs = {"f.tsv", "l.tsv", "s.bam", "s.bam.bai", "s.json"},
                        .seed = 20261128,
                        .rounds = 12,
                        .least_killed = 3},
                       2);
}

}  // namespace tidemark::test
