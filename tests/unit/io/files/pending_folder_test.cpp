// A folder of outputs that appears whole or not at all.
#include "io/files/pending_folder.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "support/scratch.hpp"
#include "values/failure/failure.hpp"

namespace tidemark::test {
namespace {

void write(std::filesystem::path const& path, std::string const& text) {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream{path} << text;
}

}  // namespace

TEST(PendingFolder, a_folder_that_cannot_be_made_is_an_output_error) {
    Scratch const scratch;
    auto const blocked = scratch.write("file", "x");
    EXPECT_THROW((PendingFolder{blocked, "word"}), OutputError);
}

TEST(PendingFolder, without_commit_nothing_is_left) {
    Scratch const scratch;
    {
        PendingFolder const folder{scratch.path(), "word"};
        write(folder.path() / "a.txt", "a");
    }
    EXPECT_EQ(list_folder(scratch.path()), "");
}

TEST(PendingFolder, commit_moves_files_and_folders_and_replaces_old_ones) {
    Scratch const scratch;
    write(scratch.path() / "a.txt", "old");
    {
        PendingFolder folder{scratch.path(), "word"};
        write(folder.path() / "a.txt", "new");
        write(folder.path() / "deep/b.txt", "b");
        write(folder.path() / "last.txt", "last");
        folder.commit("last.txt");
    }
    EXPECT_EQ(list_folder(scratch.path()), "a.txt\ndeep\nlast.txt\n");
    EXPECT_EQ(read_file(scratch.path() / "a.txt"), "new");
    EXPECT_EQ(read_file(scratch.path() / "deep/b.txt"), "b");
}

TEST(PendingFolder, what_a_killed_run_left_is_not_taken_over) {
    Scratch const scratch;
    write(scratch.path() / ".partial.word/stale.txt", "stale");
    {
        PendingFolder folder{scratch.path(), "word"};
        write(folder.path() / "a.txt", "a");
        folder.commit("a.txt");
    }
    EXPECT_EQ(list_folder(scratch.path()), "a.txt\n");
}

}  // namespace tidemark::test
