// Bytes that were flipped on the way: consensus and genotype of raw reads never give a result of a file that is not whole,
// and say the same whatever the number of threads.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <random>
#include <sstream>

#include "support/consensus_case.hpp"
#include "support/raw_scenario.hpp"
#include "support/sanitizer.hpp"

namespace tidemark::test {
namespace {

/// Raw reads of the small scenario and a panel, simulated once.
class DamagedRawReads : public testing::Test {
protected:
    static void SetUpTestSuite() {
        folder = new Scratch;
        simulated = tidemark({"simulate", folder->write("s.json", raw_scenario(R"({"kind": "raw", "files": "bam"})")), "--seed", "5", "-o", *folder / "in"});
        bytes = read_file(*folder / "in/P1_before.bam");
        index = read_file(*folder / "in/P1_before.bam.bai");
        for (auto const* const word : {"consensus", "genotype"}) {
            whole[word] = call(word, *folder / "in/P1_before.bam", "1");
        }
    }
    static void TearDownTestSuite() { delete folder; }
    void SetUp() override {
        ASSERT_EQ(simulated.exit_code, 0) << simulated.err;
        ASSERT_GT(bytes.size(), 300'000U);
        ASSERT_TRUE(whole["consensus"].starts_with("0 ") && whole["genotype"].starts_with("0 ")) << whole["genotype"].substr(0, 300);
    }

    /// Exit code and, of a failed call, its machine-readable line; of a whole one, what it wrote. Nothing else may be left.
    static std::string call(std::string const& word, std::string const& file, std::string const& threads, bool with_index = true) {
        Scratch const out;
        std::vector<std::string> words{word, "-f", *folder / "in/reference.fa", "-@", threads, "-o",
                                       out / (word == "consensus" ? "s.bam" : "s.tsv")};
        if (word == "genotype") {
            words.insert(words.end(), {"--panel", *folder / "in/P1_L1.vcf", "--targets", *folder / "in/targets.bed", "--evidence", "raw",
                                       "--access", with_index ? "auto" : "stream"});
        }
        words.push_back(file);
        auto const result = tidemark(words);
        if (result.exit_code == 0) {
            return "0 " + read_file(words[6]);
        }
        EXPECT_EQ(list_folder(out.path()), "") << "a failed call left files";
        auto const line = result.err.find("{\"tidemark\"");
        return std::to_string(result.exit_code) + " " + (line == std::string::npos ? result.err : result.err.substr(line));
    }
    static std::string flipped(std::string name, std::size_t place, bool with_index) {
        auto damaged = bytes;
        damaged[place] = static_cast<char>(damaged[place] ^ 0x10);
        auto const file = folder->write(std::move(name), damaged);
        std::filesystem::remove(file + ".bai");
        if (with_index) {
            folder->write(std::filesystem::path{file}.filename().string() + ".bai", index);
        }
        return file;
    }

    static Scratch* folder;
    static CommandResult simulated;
    static std::string bytes;
    static std::string index;
    static std::map<std::string, std::string> whole;
};

Scratch* DamagedRawReads::folder = nullptr;
CommandResult DamagedRawReads::simulated;
std::string DamagedRawReads::bytes;
std::string DamagedRawReads::index;
std::map<std::string, std::string> DamagedRawReads::whole;

}  // namespace

TEST_F(DamagedRawReads, fault_4_a_flipped_byte_is_3_with_one_text_for_every_number_of_threads) {
    forgive_leaks_of_the_pool();
    std::mt19937 random{20261128};
    int refused = 0;
    for (int round = 0; round < 12; ++round) {
        // Behind the header's block, before the end mark.
        auto const place = std::uniform_int_distribution<std::size_t>{2'000, bytes.size() - 100}(random);
        for (bool const with_index : {true, false}) {
            auto const file = flipped("flipped.bam", place, with_index);
            for (auto const* const word : {"consensus", "genotype"}) {
                auto const one = call(word, file, "1", with_index);
                EXPECT_TRUE(one == whole[word] || one.starts_with("3 ")) << place << " " << one.substr(0, 300);
                refused += one.starts_with("3 ") ? 1 : 0;
                for (auto const* const threads : {"2", "4"}) {
                    EXPECT_EQ(call(word, file, threads, with_index).substr(0, 600), one.substr(0, 600)) << word << " " << place << " " << threads << " " << with_index;
                }
            }
        }
    }
    EXPECT_GT(refused, 40) << "of 48: only bytes that mean nothing may be passed over";
}

TEST_F(DamagedRawReads, a_file_out_of_order_is_3_naming_the_read_and_both_places_for_every_number_of_threads) {
    std::istringstream lines{alignments_as_text(*folder / "in/P1_before.bam")};
    std::string header;
    std::vector<std::string> records;
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with('@')) {
            header += line + "\n";
        } else {
            records.push_back(line + "\n");
        }
    }
    std::rotate(records.begin() + static_cast<std::ptrdiff_t>(records.size() / 2), records.begin() + static_cast<std::ptrdiff_t>(records.size() / 2) + 400,
                records.end());
    auto sam = header;
    for (auto const& record : records) {
        sam += record;
    }
    auto const mixed = write_alignments(*folder, "mixed", sam, {}, false);
    for (auto const* const word : {"consensus", "genotype"}) {
        auto const one = call(word, mixed, "1", false);
        EXPECT_TRUE(one.starts_with("3 ")) << one.substr(0, 300);
        EXPECT_NE(one.find("not_sorted"), std::string::npos) << one;
        EXPECT_NE(one.find("\"where\":\"read "), std::string::npos) << one;
        for (auto const* const threads : {"2", "4"}) {
            EXPECT_EQ(call(word, mixed, threads, false), one) << word << " " << threads;
        }
    }
}

}  // namespace tidemark::test
