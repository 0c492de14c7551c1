// Bgzipped text written in pieces.
#include "io/files/compressed_text.hpp"

#include <gtest/gtest.h>

#include <string>

#include "support/run_command.hpp"
#include "support/scratch.hpp"
#include "values/failure/failure.hpp"

namespace tidemark::test {

TEST(CompressedText, pieces_become_one_gzip_file) {
    Scratch const scratch;
    CompressedText text{scratch / "a.gz"};
    text.write("one\n");
    text.write("");
    text.write(std::string(200'000, 'x'));
    text.close();
    EXPECT_EQ(list_folder(scratch.path()), "a.gz\n");
    auto const unpacked = run({"gzip", "-dc", scratch / "a.gz"});
    EXPECT_EQ(unpacked.exit_code, 0);
    EXPECT_EQ(unpacked.out, "one\n" + std::string(200'000, 'x'));
}

TEST(CompressedText, without_close_nothing_is_left) {
    Scratch const scratch;
    {
        CompressedText text{scratch / "a.gz"};
        text.write("one\n");
    }
    EXPECT_EQ(list_folder(scratch.path()), "");
}

TEST(CompressedText, a_folder_that_is_a_file_is_an_output_error) {
    Scratch const scratch;
    EXPECT_THROW(CompressedText{scratch.write("file", "x") + "/a.gz"}, OutputError);
}

}  // namespace tidemark::test
