// A command with several outputs that is killed again and again: what is left are whole files, of this run or of the one before it.
#pragma once
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "support/run_command.hpp"
#include "support/scratch.hpp"

namespace tidemark::test {

struct KilledRuns {
    std::vector<std::string> command;   ///< the program first; writes into its folder
    std::vector<std::string> outputs;   ///< in the order of their names
    unsigned seed = 0;
    int rounds = 0;
    int least_killed = 0;               ///< so many runs and one more
};

/// Every `absent_every`-th round nothing stands there before (0: always files of an earlier call, of which a reader then never misses one).
inline void expect_whole_files(KilledRuns const& runs, int absent_every) {
    Scratch const scratch;
    CommandSetting setting;
    setting.folder = scratch.path().string();
    auto const begin = std::chrono::steady_clock::now();
    ASSERT_EQ(run(runs.command, setting).exit_code, 0);
    std::chrono::duration<double> const whole = std::chrono::steady_clock::now() - begin;
    std::map<std::string, std::string> expected;
    std::string names;
    for (auto const& name : runs.outputs) {
        expected[name] = read_file(scratch / name);
        names += name + "\n";
    }
    std::mt19937 random{runs.seed};
    int killed = 0;
    for (int round = 0; round < runs.rounds; ++round) {
        bool const earlier = absent_every == 0 || round % absent_every != 0;
        for (auto const& [name, bytes] : expected) {
            std::filesystem::remove(scratch.path() / name);
            if (earlier) {
                scratch.write(name, "old");
            }
        }
        killed += kill_after(std::uniform_real_distribution{0.05, 1.0}(random) * whole.count(), runs.command, setting.folder) ? 1 : 0;
        for (auto const& entry : std::filesystem::directory_iterator{scratch.path()}) {
            auto const name = entry.path().filename().string();
            if (name.find(".partial.") == std::string::npos) {
                auto const found = read_file(entry.path());
                EXPECT_TRUE(found == expected.at(name) || (earlier && found == "old")) << name;
            }
        }
        for (auto const& [name, bytes] : expected) {
            EXPECT_TRUE(!earlier || std::filesystem::exists(scratch.path() / name)) << name;
        }
        ASSERT_EQ(run(runs.command, setting).exit_code, 0);
        EXPECT_EQ(list_folder(scratch.path()), names);
        for (auto const& [name, bytes] : expected) {
            EXPECT_TRUE(read_file(scratch / name) == bytes) << name;
        }
    }
    EXPECT_GT(killed, runs.least_killed) << "the runs ended before they could be killed";
}

}  // namespace tidemark::test
