// The program as a whole: what it says of itself, and which code a wrong call gets.
#include <gtest/gtest.h>

#include "support/run_command.hpp"

namespace tidemark::test {

TEST(Program, an_unknown_word_is_a_usage_error_with_one_machine_readable_line) {
    auto const result = tidemark({"frobnicate"});
    EXPECT_EQ(result.exit_code, 2);
    EXPECT_EQ(result.out, "");
    EXPECT_NE(result.err.find("{\"tidemark\":\"failure\",\"code\":2,\"rule\":\"usage\""), std::string::npos)
        << result.err;
}

TEST(Program, a_number_that_is_none_is_exit_2_and_never_a_code_that_engines_retry) {
    EXPECT_EQ(tidemark({"genotype", "--threads", "many"}).exit_code, 2);
}

TEST(Program, a_bare_call_prints_usage_on_standard_error_and_exits_2) {
    auto const result = tidemark({});
    EXPECT_EQ(result.exit_code, 2);
    EXPECT_EQ(result.out, "");
    EXPECT_NE(result.err.find("genotype"), std::string::npos);
}

TEST(Program, version_is_one_parseable_line_and_verbose_names_htslib) {
    auto const plain = tidemark({"--version"});
    EXPECT_EQ(plain.exit_code, 0);
    EXPECT_EQ(plain.out, "tidemark 0.1.0\n");
    auto const verbose = tidemark({"--version", "--verbose"});
    EXPECT_EQ(verbose.exit_code, 0);
    EXPECT_NE(verbose.out.find("htslib compiled 1."), std::string::npos);
    EXPECT_NE(verbose.out.find("htslib running 1."), std::string::npos);
}

TEST(Program, help_lists_every_word_with_a_line_on_standard_output) {
    auto const result = tidemark({"--help"});
    EXPECT_EQ(result.exit_code, 0);
    for (auto const* const word :
         {"check", "extract", "select", "genotype", "background", "detect", "track", "report", "simulate"}) {
        EXPECT_NE(result.out.find(word), std::string::npos) << word;
        EXPECT_EQ(tidemark({word, "--help"}).exit_code, 0) << word;
    }
}

}  // namespace tidemark::test
