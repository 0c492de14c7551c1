// background as a user sees it: what it refuses, and a table that depends on its samples alone.
#include <gtest/gtest.h>

#include "command/detect/detect_case.hpp"

namespace tidemark::test {
namespace {

ForeignSample control(std::string name, std::vector<int> alt) {
    return {.name = std::move(name), .alt = std::move(alt), .depth = 5000, .rate = ""};
}

}  // namespace

TEST(Background, nothing_given_is_a_usage_error) {
    Scratch const scratch;
    EXPECT_EQ(tidemark({"background", "-o", scratch / "b.tsv"}).exit_code, 2);
    EXPECT_EQ(tidemark({"background", "--chemistry", "a\tb", "-o", scratch / "b.tsv",
                        scratch.write("n.tsv", foreign_table({control("N1", {0})}))}).exit_code, 2);
    EXPECT_EQ(list_folder(scratch.path()).find("b.tsv"), std::string::npos);
}

TEST(Background, a_table_that_is_none_is_exit_3_and_nothing_is_written) {
    Scratch const scratch;
    auto const result = tidemark({"background", "-o", scratch / "b.tsv", scratch.write("n.tsv", "sample\tdepth\nN1\t5\n")});
    EXPECT_EQ(result.exit_code, 3) << result.err;
    EXPECT_EQ(list_folder(scratch.path()).find("b.tsv"), std::string::npos);
}

TEST(Background, one_sample_in_two_different_tables_of_one_panel_is_exit_4) {
    Scratch const scratch;
    auto const result = tidemark({"background", "-o", scratch / "b.tsv",
                                  scratch.write("a.tsv", foreign_table({control("N1", {0, 1})})),
                                  scratch.write("b.in.tsv", foreign_table({control("N1", {0, 2})}))});
    EXPECT_EQ(result.exit_code, 4) << result.err;
    EXPECT_NE(result.err.find("duplicate_sample"), std::string::npos);
}

TEST(Background, rows_name_level_class_and_counts_and_no_rate_is_zero) {
    Scratch const scratch;
    auto const path = scratch / "b.tsv";
    ASSERT_EQ(tidemark({"background", "--chemistry", "kit", "-o", path,
                        scratch.write("n.tsv", foreign_table({control("N1", {0, 1, 0}), control("N2", {0, 0, 0})}))})
                  .exit_code, 0);
    auto const text = read_file(path);
    EXPECT_NE(text.find("#chemistry=kit\n"), std::string::npos);
    EXPECT_NE(text.find("#samples=N1,N2\n"), std::string::npos);
    EXPECT_NE(text.find("\nclass\tduplex\t\t\tC>T\t\t\t\t\t1\t30000\t"), std::string::npos) << text;
    EXPECT_NE(text.find("\nlocus\tduplex\t\t\tC>T\tchr1\t2000\tC\tT\t1\t10000\t"), std::string::npos) << text;
}

TEST(Background, order_of_files_and_their_names_change_nothing) {
    Scratch const scratch;
    auto const first = scratch.write("first.tsv", foreign_table({control("N1", {0, 1, 0})}));
    auto const second = scratch.write("second.tsv", foreign_table({control("N2", {2, 0, 0})}));
    ASSERT_EQ(tidemark({"background", "-o", scratch / "a.tsv", first, second}).exit_code, 0);
    ASSERT_EQ(tidemark({"background", "-o", scratch / "b.tsv", second, first}).exit_code, 0);
    EXPECT_EQ(read_file(scratch / "a.tsv"), read_file(scratch / "b.tsv"));
}

TEST(Background, fewer_than_three_controls_are_said_aloud) {
    Scratch const scratch;
    auto const result = tidemark({"background", "-o", scratch / "b.tsv",
                                  scratch.write("n.tsv", foreign_table({control("N1", {0, 1, 0})}))});
    EXPECT_EQ(result.exit_code, 0);
    EXPECT_NE(result.err.find("warning"), std::string::npos);
}

}  // namespace tidemark::test
