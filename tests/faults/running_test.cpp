// Faults 66 to 69 of the catalogue: full disks, kills, two writers, readers that go away. Every word of the path is
// tried, because each writes in its own way.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <random>

#include "support/patient_path.hpp"
#include "support/places.hpp"

namespace tidemark::test {
namespace {

bool is_temporary(std::string const& name) { return name.find(".partial.") != std::string::npos; }

/// The inputs and the results of the whole path, made once.
class Running : public ::testing::Test {
protected:
    static void SetUpTestSuite() {
        path = new PatientPath;
        for (auto const& step : PatientPath::steps()) {
            stood[step.word] = path->results();
            auto const result = path->run_step(step);
            ASSERT_EQ(result.exit_code, 0) << step.word << result.err;
        }
        whole = path->results();
    }
    static void TearDownTestSuite() { delete path; }

    /// Makes the results what they were before `word` ran.
    static Tree const& before(std::string const& word) {
        path->remove_results();
        for (auto const& [name, bytes] : stood.at(word)) {
            static_cast<void>(path->folder.write("out/" + name, bytes));
        }
        return stood.at(word);
    }

    static PatientPath* path;
    static std::map<std::string, Tree> stood;
    static Tree whole;
};

PatientPath* Running::path = nullptr;
std::map<std::string, Tree> Running::stood;
Tree Running::whole;

/// What is no temporary file and neither stood there before nor is a whole result.
std::string half_files(Tree const& found, Tree const& earlier, Tree const& whole) {
    std::string text;
    for (auto const& [name, bytes] : found) {
        auto const known = earlier.find(name);
        auto const expected = whole.find(name);
        bool const sound = (known != earlier.end() && known->second == bytes) ||
                           (expected != whole.end() && expected->second == bytes);
        text += sound || is_temporary(name) ? "" : name + "\n";
    }
    return text;
}

std::string temporaries(Tree const& tree) {
    std::string text;
    for (auto const& [name, bytes] : tree) {
        text += is_temporary(name) ? name + "\n" : "";
    }
    return text;
}

}  // namespace

TEST_F(Running, fault_66_a_file_that_cannot_grow_is_5_for_every_word_and_leaves_nothing) {
    for (auto const& step : PatientPath::steps()) {
        auto const& earlier = before(step.word);
        // Not a byte can be written to any file; messages go through a pipe.
        std::vector<std::string> arguments{
            "bash", "-c", "set -o pipefail; (trap '' XFSZ; ulimit -f 0; exec \"$@\") 2>&1 | cat", "-"};
        auto const command = PatientPath::command(step);
        arguments.insert(arguments.end(), command.begin(), command.end());
        CommandSetting setting;
        setting.folder = path->folder.path().string();
        setting.environment = leaks_of_htslib_ignored();
        auto const result = run(arguments, setting);
        EXPECT_EQ(result.exit_code, 5) << step.word << result.out;
        EXPECT_NE(result.out.find("\"rule\":\"output_not_written\""), std::string::npos) << step.word << result.out;
        EXPECT_EQ(differences(path->results(), earlier), "") << step.word;
    }
}

TEST_F(Running, fault_66_a_full_file_system_is_5_for_every_word_and_leaves_nothing) {
    auto const tiny = path->folder / "tiny";
    std::filesystem::create_directory(tiny);
    if (run({"mount", "-t", "tmpfs", "-o", "size=4k", "tmpfs", tiny}).exit_code != 0) {
        GTEST_SKIP() << "no file system can be mounted here";
    }
    auto const filled = run({"dd", "if=/dev/zero", "of=" + tiny + "/fill", "bs=4096", "count=1"}).exit_code;
    for (auto step : PatientPath::steps()) {
        static_cast<void>(before(step.word));
        auto& output = *(std::ranges::find(step.arguments, "-o") + 1);
        output = "tiny/" + output.substr(4);
        auto const result = path->run_step(step, {.environment = leaks_of_htslib_ignored()});
        EXPECT_EQ(result.exit_code, 5) << step.word << result.err;
        EXPECT_NE(result.err.find("\"rule\":\"output_not_written\""), std::string::npos) << step.word << result.err;
        for (auto const& [name, bytes] : tree_of(tiny)) {
            EXPECT_EQ(name, "fill") << step.word;
        }
    }
    EXPECT_EQ(run({"umount", tiny}).exit_code, 0);
    EXPECT_EQ(filled, 0);
}

TEST_F(Running, fault_66_a_folder_without_permission_is_5_for_every_word) {
    auto const locked = path->folder / "locked";
    std::filesystem::create_directory(locked);
    std::filesystem::permissions(locked, std::filesystem::perms{0555});
    std::filesystem::permissions(path->folder.path(), std::filesystem::perms{0755});
    // Root may write everywhere: another user then.
    std::vector<std::string> as_user;
    if (::geteuid() == 0) {
        as_user = {"setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"};
        auto trial = as_user;
        trial.insert(trial.end(), {program_path(), "--version"});
        if (run(trial).exit_code != 0) {
            GTEST_SKIP() << "the program cannot be run as another user here";
        }
    }
    for (auto const& [word, output] : std::vector<std::pair<std::string, std::string>>{
             {"check", "locked/check"}, {"select", "locked/p.tsv"}, {"genotype", "locked/"}, {"background", "locked/b.tsv"},
             {"detect", "locked/d.json"}, {"track", "locked/P1"}, {"report", "locked/report"}}) {
        static_cast<void>(before(word));
        auto command = PatientPath::command(PatientPath::step(word));
        *(std::find(command.begin(), command.end(), "-o") + 1) = output;
        command.insert(command.begin(), as_user.begin(), as_user.end());
        CommandSetting setting;
        setting.folder = path->folder.path().string();
        auto const result = run(command, setting);
        EXPECT_EQ(result.exit_code, 5) << word << result.err;
        EXPECT_EQ(list_folder(locked), "") << word;
    }
}

TEST_F(Running, fault_66_a_device_is_written_to_and_never_replaced) {
    static_cast<void>(before("detect"));
    auto step = PatientPath::step("detect");
    *(std::ranges::find(step.arguments, "-o") + 1) = "/dev/full";
    EXPECT_EQ(path->run_step(step).exit_code, 5);
    EXPECT_TRUE(std::filesystem::is_character_file("/dev/full"));
    auto const link = path->folder / "link.json";
    auto const target = path->folder.write("target.json", "old");
    std::filesystem::create_symlink(target, link);
    *(std::ranges::find(step.arguments, "-o") + 1) = link;
    EXPECT_EQ(path->run_step(step).exit_code, 0);
    EXPECT_TRUE(std::filesystem::is_symlink(link));
    EXPECT_EQ(read_file(target), whole.at("detection.json"));
}

TEST_F(Running, fault_67_a_kill_at_any_moment_leaves_only_temporary_files_and_a_rerun_gives_the_same_bytes) {
    std::mt19937 random{20261128};
    int killed = 0;
    for (auto const& step : PatientPath::steps()) {
        static_cast<void>(before(step.word));
        auto const begin = std::chrono::steady_clock::now();
        ASSERT_EQ(path->run_step(step).exit_code, 0);
        std::chrono::duration<double> const whole_time = std::chrono::steady_clock::now() - begin;
        for (int round = 0; round < 8; ++round) {
            auto const& earlier = before(step.word);
            auto const share = std::uniform_real_distribution{0.05, 1.0}(random);
            killed += kill_after(share * whole_time.count(), PatientPath::command(step), path->folder.path().string());
            EXPECT_EQ(half_files(path->results(), earlier, whole), "") << step.word << " at " << share;
            ASSERT_EQ(path->run_step(step).exit_code, 0) << step.word << " at " << share;
            EXPECT_EQ(temporaries(path->results()), "") << step.word << " at " << share;
            EXPECT_EQ(half_files(path->results(), {}, whole), "") << step.word << " at " << share;
        }
    }
    EXPECT_GT(killed, 10) << "the runs ended before they could be killed";
    path->remove_results();
    EXPECT_EQ(path->run_all(), "");
    EXPECT_EQ(differences(path->results(), whole), "");
}

TEST_F(Running, fault_67_a_killed_simulation_leaves_only_temporary_files_and_a_rerun_gives_the_same_bytes) {
    auto const inputs = tree_of(path->folder / "in");
    std::vector<std::string> const command{program_path(), "simulate", "s.json", "--seed", "1", "-o", "again"};
    CommandSetting setting;
    setting.folder = path->folder.path().string();
    auto const begin = std::chrono::steady_clock::now();
    ASSERT_EQ(run(command, setting).exit_code, 0);
    std::chrono::duration<double> const whole_time = std::chrono::steady_clock::now() - begin;
    std::mt19937 random{20261128};
    for (int round = 0; round < 5; ++round) {
        std::filesystem::remove_all(path->folder / "again");
        auto const share = std::uniform_real_distribution{0.05, 1.0}(random);
        static_cast<void>(kill_after(share * whole_time.count(), command, setting.folder));
        for (auto const& [name, bytes] : tree_of(path->folder / "again")) {
            EXPECT_TRUE(name.starts_with(".partial.simulate/") || bytes == inputs.at(name)) << name << " at " << share;
        }
        ASSERT_EQ(run(command, setting).exit_code, 0);
        EXPECT_EQ(differences(tree_of(path->folder / "again"), inputs), "") << share;
    }
}

TEST_F(Running, fault_68_the_second_of_two_writers_is_5_and_the_first_is_not_disturbed) {
    struct Held {
        std::string word;
        std::string lock;   ///< what a running writer holds
    };
    for (auto const& [word, lock] :
         {Held{"check", "out/check/.samples.csv.partial.tmp"}, Held{"select", "out/.panel.tsv.partial.tmp"},
          Held{"genotype", "out/evidence/.partial.genotype"}, Held{"background", "out/.background.tsv.partial.tmp"},
          Held{"detect", "out/.detection.json.partial.tmp"}, Held{"track", "out/track/.P1.json.partial.tmp"},
          Held{"report", "out/report/.P1.html.partial.tmp"}}) {
        auto const& earlier = before(word);
        auto const place = path->folder.path() / lock;
        bool const folder = word == "genotype";
        std::filesystem::create_directories(folder ? place : place.parent_path());
        int const descriptor = ::open(place.c_str(), folder ? O_RDONLY | O_DIRECTORY : O_RDWR | O_CREAT, 0600);
        ASSERT_GE(descriptor, 0) << word;
        ASSERT_EQ(::flock(descriptor, LOCK_EX | LOCK_NB), 0);
        auto const second = path->run_step(PatientPath::step(word));
        EXPECT_EQ(second.exit_code, 5) << word << second.err;
        EXPECT_NE(second.err.find("\"rule\":\"output_in_use\""), std::string::npos) << word << second.err;
        EXPECT_TRUE(std::filesystem::exists(place)) << word;
        EXPECT_EQ(half_files(path->results(), earlier, {}), "") << word;
        ::close(descriptor);
        EXPECT_EQ(path->run_step(PatientPath::step(word)).exit_code, 0) << word;
        EXPECT_EQ(half_files(path->results(), {}, whole), "") << word;
    }
}

TEST_F(Running, fault_69_a_reader_that_goes_away_is_5_and_quiet) {
    for (auto const* const word : {"select", "background", "detect"}) {
        static_cast<void>(before(word));
        auto step = PatientPath::step(word);
        *(std::ranges::find(step.arguments, "-o") + 1) = "-";
        CommandSetting setting;
        setting.output = StandardOutput::broken_pipe;
        auto const broken = path->run_step(step, setting);
        EXPECT_EQ(broken.exit_code, 5) << word;
        EXPECT_EQ(broken.err.find("output"), std::string::npos) << word << broken.err;
        setting.output = StandardOutput::closed;
        EXPECT_EQ(path->run_step(step, setting).exit_code, 5) << word;
        setting.output = StandardOutput::full_device;
        EXPECT_EQ(path->run_step(step, setting).exit_code, 5) << word;
    }
    for (auto const output : {StandardOutput::broken_pipe, StandardOutput::closed, StandardOutput::full_device}) {
        CommandSetting setting;
        setting.output = output;
        EXPECT_EQ(tidemark({"--help"}, setting).exit_code, 5);
        EXPECT_EQ(tidemark({"genotype", "--help"}, setting).exit_code, 5);
        EXPECT_EQ(tidemark({"--version"}, setting).exit_code, 5);
    }
}

}  // namespace tidemark::test
