// Files that appear together or not at all; what stood there before comes back.
#include "io/files/joint_output.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <set>
#include <thread>

#include "support/scratch.hpp"
#include "values/failure/failure.hpp"

namespace tidemark::test {
namespace {

/// A folder of that name with a file in it: nothing can be renamed over it.
void block(Scratch const& scratch, std::string const& name) {
    static_cast<void>(scratch.write(name + "/mine.txt", "mine"));
}

void expect_refused(JointOutput& files, std::string const& where) {
    try {
        files.commit();
        ADD_FAILURE() << "nothing was refused";
    } catch (OutputError const& error) {
        EXPECT_EQ(error.failure().rule, "output_not_written");
        EXPECT_EQ(error.failure().where, where);
    }
}

}  // namespace

TEST(JointOutput, a_late_rename_that_fails_gives_every_name_back_what_stood_there) {
    Scratch const scratch;
    auto const old = scratch.write("a", "old a");
    scratch.write("stale", "stale");
    block(scratch, "c");
    auto const when = std::filesystem::last_write_time(old);
    {
        JointOutput files;
        files.write(old, "new a");
        files.write(scratch / "b", "new b");
        files.write(scratch / "c", "new c");
        files.write(scratch / "d", "new d");
        files.remove(scratch / "stale");
        expect_refused(files, "c");
    }
    EXPECT_EQ(list_folder(scratch.path()), "a\nc\nstale\n");
    EXPECT_EQ(read_file(old), "old a");
    EXPECT_EQ(std::filesystem::last_write_time(old), when);
    EXPECT_EQ(std::filesystem::hard_link_count(old), 1U);
    EXPECT_EQ(read_file(scratch / "c/mine.txt"), "mine");
}

TEST(JointOutput, a_folder_in_place_of_a_stale_file_is_refused_and_stale_files_before_it_come_back) {
    Scratch const scratch;
    scratch.write("a", "old a");
    scratch.write("stale", "stale");
    for (bool const filled : {false, true}) {
        if (filled) {
            block(scratch, "folder");
        } else {
            std::filesystem::create_directory(scratch / "folder");
        }
        JointOutput files;
        files.write(scratch / "a", "new a");
        files.write(scratch / "b", "new b");
        files.remove(scratch / "stale");
        files.remove(scratch / "folder");
        expect_refused(files, "folder");
        EXPECT_EQ(list_folder(scratch.path()), "a\nfolder\nstale\n") << filled;
        EXPECT_EQ(read_file(scratch / "a") + read_file(scratch / "stale"), "old astale") << filled;
    }
    EXPECT_EQ(read_file(scratch / "folder/mine.txt"), "mine");
}

TEST(JointOutput, without_commit_nothing_is_changed) {
    Scratch const scratch;
    scratch.write("a", "old a");
    {
        JointOutput files;
        files.write(scratch / "a", "new a");
        files.remove(scratch / "stale");
    }
    EXPECT_EQ(list_folder(scratch.path()), "a\n");
    EXPECT_EQ(read_file(scratch / "a"), "old a");
}

TEST(JointOutput, a_file_without_second_names_is_moved_aside_and_comes_back) {
    // The name taken, as where a file system has no second names.
    for (bool const fails : {true, false}) {
        Scratch const scratch;
        scratch.write("a", "old a");
        if (fails) {
            block(scratch, "c");
        }
        JointOutput files;
        files.write(scratch / "a", "new a");
        files.write(scratch / "c", "new c");
        scratch.write(".a.partial.old", "taken");
        if (fails) {
            expect_refused(files, "c");
        } else {
            files.commit();
        }
        EXPECT_EQ(read_file(scratch / "a"), fails ? "old a" : "new a");
        EXPECT_FALSE(std::filesystem::exists(scratch / ".a.partial.old"));
    }
}

TEST(JointOutput, a_link_stays_a_link_and_its_target_comes_back) {
    Scratch const scratch;
    auto const target = scratch.write("elsewhere/target", "old");
    std::filesystem::create_symlink(target, scratch / "a");
    block(scratch, "c");
    JointOutput files;
    files.write(scratch / "a", "new");
    files.write(scratch / "c", "new");
    expect_refused(files, "c");
    EXPECT_TRUE(std::filesystem::is_symlink(scratch / "a"));
    EXPECT_EQ(read_file(target), "old");
    EXPECT_EQ(list_folder(scratch / "elsewhere"), "target\n");
}

TEST(JointOutput, a_pipe_is_written_to_and_stays) {
    Scratch const scratch;
    auto const pipe = scratch / "pipe";
    ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
    int const reader = ::open(pipe.c_str(), O_RDWR | O_NONBLOCK);
    ASSERT_GE(reader, 0);
    block(scratch, "c");
    JointOutput files;
    files.write(pipe, "text");
    files.write(scratch / "c", "new");
    expect_refused(files, "c");
    EXPECT_TRUE(std::filesystem::is_fifo(pipe));
    ::close(reader);
}

TEST(JointOutput, all_appear_stale_ones_go_and_what_a_killed_run_left_is_cleared) {
    Scratch const scratch;
    scratch.write("a", "old a");
    scratch.write("stale", "stale");
    for (auto const* const name : {".a.partial.old", ".a.partial.tmp", ".b.partial.old", ".stale.partial.old", ".gone.partial.old"}) {
        scratch.write(name, "left");
    }
    PendingPath filled{scratch / "b"};
    write_pending(filled, "new b");
    JointOutput files;
    files.write(scratch / "a", "new a");
    files.add(std::move(filled));
    files.remove(scratch / "stale");
    files.remove(scratch / "gone");
    EXPECT_EQ(files.commit(), (std::vector<std::filesystem::path>{scratch / "stale"}));
    EXPECT_EQ(list_folder(scratch.path()), "a\nb\n");
    EXPECT_EQ(read_file(scratch / "a") + read_file(scratch / "b"), "new anew b");
}

TEST(JointOutput, a_kill_at_any_moment_leaves_whole_files_and_temporary_names_that_the_next_run_clears) {
    constexpr int files_written = 12;
    auto const write_all = [](Scratch const& scratch, std::string const& text) {
        JointOutput files;
        for (int number = 0; number < files_written; ++number) {
            files.write(scratch / ("f" + std::to_string(number)), text);
        }
        files.remove(scratch / "stale");
        files.commit();
    };
    auto const begin = std::chrono::steady_clock::now();
    write_all(Scratch{}, "new");
    auto const whole_time = std::chrono::steady_clock::now() - begin;
    std::set<std::string> seen;
    std::set<std::string> const all{".partial.old", ".partial.tmp", "new", "old"};
    for (int round = 1; round <= 8 || (seen != all && round <= 100); ++round) {
        Scratch const scratch;
        write_all(scratch, "old");
        scratch.write("stale", "old");
        auto const child = ::fork();
        ASSERT_GE(child, 0);
        if (child == 0) {
            write_all(scratch, "new");
            ::_exit(0);
        }
        std::this_thread::sleep_for((1 + round % 8) * whole_time / 9);
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
        for (auto const& entry : std::filesystem::directory_iterator{scratch.path()}) {
            auto const name = entry.path().filename().string();
            bool const hidden = name.starts_with('.') && name.find(".partial.") != std::string::npos;
            auto const text = read_file(entry.path());
            EXPECT_TRUE(hidden || text == "old" || text == "new") << name << " " << text;
            seen.insert(hidden ? name.substr(name.find(".partial.")) : text);
        }
        for (int number = 0; number < files_written; ++number) {
            EXPECT_TRUE(std::filesystem::exists(scratch / ("f" + std::to_string(number)))) << "a reader never misses it";
        }
        write_all(scratch, "new");
        EXPECT_EQ(list_folder(scratch.path()).find(".partial."), std::string::npos);
        EXPECT_EQ(list_folder(scratch.path()).find("stale"), std::string::npos);
    }
    EXPECT_EQ(seen, all) << "no kill came between the renames";
}

TEST(JointOutput, another_name_of_a_file_just_written_is_not_stale) {
    // As on a file system that does not tell cases apart.
    Scratch const scratch;
    scratch.write("target", "old");
    std::filesystem::create_symlink("target", scratch / "TARGET");
    JointOutput files;
    files.write(scratch / "target", "new");
    files.remove(scratch / "TARGET");
    EXPECT_TRUE(files.commit().empty());
    EXPECT_EQ(list_folder(scratch.path()), "TARGET\ntarget\n");
}

}  // namespace tidemark::test
