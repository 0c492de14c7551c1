// The program as a whole: what it says of itself, and which code a wrong call gets.
#include <gtest/gtest.h>

#include <map>
#include <regex>

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

TEST(Program, a_number_below_above_or_beside_its_range_is_exit_2_with_the_range) {
    struct Case {
        std::vector<std::string> call;
        std::string option;
        std::vector<std::string> wrong;
        std::string range;
    };
    std::string const huge = "99999999999999999999";
    std::vector<std::string> const genotype{"genotype", "-f", "none.fa", "--panel", "none.vcf", "-o", "x.tsv", "none.bam"};
    std::vector<std::string> const detect{"detect", "--panel", "none.vcf", "-o", "x.json", "none.tsv"};
    std::vector<std::string> const extract{"extract", "--umi", "none", "-o", "x.bam", "none.fastq"};
    std::vector<Case> const cases{
        {{"simulate", "none.json", "-o", "x"}, "--seed", {"-1", huge, "18446744073709551616", "1.5", "1e3", "0x1", " 1", "+1", ""},
         "from 0 to 18446744073709551615"},
        {{"simulate", "none.json", "--seed", "1", "-o", "x"}, "--threads", {"-1", "0", "257", huge, "2.0"}, "from 1 to 256"},
        {genotype, "--threads", {"-1", "0", huge}, "from 1 to 256"},
        {detect, "--minimum-molecules", {"-1", huge, "9223372036854775808", "1e3", "nan"}, "from 0 to 9223372036854775807"},
        {genotype, "--records", {"-1", huge, "1.5"}, "from 0 to"},
        {genotype, "--min-base-quality", {"-1", "94", huge}, "from 0 to 93"},
        {genotype, "--min-mapping-quality", {"-1", "256", huge}, "from 0 to 255"},
        {extract, "--umi-max-mismatches", {"-1", "33", huge}, "from 0 to 32"},
        {extract, "--trim-min-overlap", {"-1", "9", huge}, "from 10 to 1000"},
        {extract, "--trim-mismatch-rate", {"-0.1", "0.4", "nan", "inf"}, "from 0 to 0.3"},
        {detect, "--alpha", {"-1", "0.6", "nan", "1e-400", "half"}, "to 0.5"},
        {{"track", "--samples", "s.csv", "--patient", "P1", "-o", "x"}, "--hge-per-ng", {"-1", "0", "nan", "1e999"}, "from 1 to 10000"}};
    for (auto const& each : cases) {
        for (auto const& wrong : each.wrong) {
            auto arguments = each.call;
            arguments.push_back(each.option + "=" + wrong);
            auto const result = tidemark(arguments);
            EXPECT_EQ(result.exit_code, 2) << each.call.front() << each.option << " " << wrong << result.err;
            // "--seed=" is an option whose value is missing, whatever may follow.
            if (!wrong.empty()) {
                EXPECT_NE(result.err.find("'" + wrong + "' is no"), std::string::npos) << result.err;
                EXPECT_NE(result.err.find(each.range), std::string::npos) << result.err;
            }
        }
    }
}

TEST(Program, the_ends_of_a_range_are_taken) {
    for (auto const* const seed : {"0", "18446744073709551615"}) {
        EXPECT_EQ(tidemark({"simulate", "none.json", "--seed", seed, "--threads", "256", "-o", "x"}).exit_code, 3) << seed;
    }
    EXPECT_EQ(tidemark({"detect", "--panel", "none.vcf", "-o", "x.json", "none.tsv", "--minimum-molecules", "9223372036854775807",
                        "--alpha", "0.5"}).exit_code, 3);
}

TEST(Program, a_word_of_a_list_is_taken_as_it_is_shown_and_no_number_stands_for_it) {
    for (auto const& [option, word] : std::vector<std::pair<std::string, std::string>>{
             {"--use", "0"}, {"--use", "1"}, {"--use", "LANDMARK"}, {"--method", "1"}}) {
        auto const result = tidemark({"detect", "--panel", "none.vcf", "-o", "x.json", "none.tsv", option, word});
        EXPECT_EQ(result.exit_code, 2) << option << word << result.err;
    }
    EXPECT_EQ(tidemark({"detect", "--panel", "none.vcf", "-o", "x.json", "none.tsv", "--use", "landmark", "--method", "poisson"}).exit_code, 3);
}

TEST(Program, help_of_a_word_shows_the_whole_call_and_nothing_of_the_parser) {
    for (auto const* const word :
         {"check", "extract", "group", "consensus", "select", "genotype", "background", "detect", "track", "report", "simulate", "design"}) {
        auto const help = tidemark({word, "--help"}).out;
        EXPECT_NE(help.find("Usage: tidemark " + std::string{word} + " [OPTIONS]"), std::string::npos) << help;
        for (auto const* const internal : {"ENUM", "->", "INT:", "UINT", "FLOAT", "NONNEGATIVE"}) {
            EXPECT_EQ(help.find(internal), std::string::npos) << word << " shows " << internal << "\n" << help;
        }
        EXPECT_EQ(tidemark({"help", word}).out, help);
    }
    EXPECT_NE(tidemark({"detect", "--help"}).out.find("--use TEXT:{landmark,monitoring}"), std::string::npos);
}

TEST(Program, help_without_a_word_is_the_programs_own) {
    EXPECT_EQ(tidemark({"help"}).out, tidemark({"--help"}).out);
    EXPECT_EQ(tidemark({"help"}).exit_code, 0);
}

TEST(Program, a_word_that_is_none_is_exit_2_with_the_one_that_may_be_meant) {
    for (auto const& [written, meant] : std::map<std::string, std::string>{{"detct", "detect"}, {"dtect", "detect"}, {"reprot", "report"},
                                                                           {"geno", "genotype"}, {"consenus", "consensus"}, {"trac", "track"}}) {
        for (auto const& call : std::vector<std::vector<std::string>>{{"help", written}, {written}, {written, "--panel", "p.vcf"}}) {
            auto const result = tidemark(call);
            EXPECT_EQ(result.exit_code, 2) << written;
            EXPECT_EQ(result.out, "") << written;
            EXPECT_NE(result.err.find(written + " is no subcommand; did you mean " + meant + "?"), std::string::npos) << result.err;
            EXPECT_NE(result.err.find("{\"tidemark\":\"failure\",\"code\":2,\"rule\":\"usage\""), std::string::npos) << result.err;
        }
    }
    // Nothing is near: no guess.
    for (auto const* const written : {"nosuch", "x", "frobnicate"}) {
        auto const result = tidemark({"help", written});
        EXPECT_EQ(result.exit_code, 2) << written;
        EXPECT_EQ(result.err.find("did you mean"), std::string::npos) << result.err;
        EXPECT_NE(result.err.find("tidemark --help lists them"), std::string::npos) << result.err;
    }
}

TEST(Program, help_writes_manual_pages_and_completions_of_its_own_options) {
    auto const page = tidemark({"help", "detect", "--format", "man"}).out;
    EXPECT_TRUE(page.starts_with(".\\\" Made from")) << page;
    EXPECT_NE(page.find("\n.TP\n\\fB\\-f\\fR, \\fB\\-\\-reference\\fR \\fIFILE\\fR\nIndexed FASTA"), std::string::npos) << page;
    EXPECT_NE(page.find("\\fIlandmark|monitoring\\fR"), std::string::npos) << page;
    EXPECT_NE(tidemark({"help", "--format", "man"}).out.find(".BR tidemark\\-design (1)"), std::string::npos);
    for (auto const* const shell : {"bash", "zsh", "fish"}) {
        auto const script = tidemark({"help", "--format", shell}).out;
        EXPECT_NE(script.find("minimum-molecules"), std::string::npos) << shell;
        EXPECT_NE(script.find("landmark monitoring"), std::string::npos) << shell;
    }
    EXPECT_EQ(tidemark({"help", "--format", "html"}).exit_code, 2);
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
    // Which one it is: contract/version_test.cpp.
    EXPECT_TRUE(std::regex_match(plain.out, std::regex{"tidemark [0-9]+\\.[0-9]+\\.[0-9]+\n"})) << plain.out;
    auto const verbose = tidemark({"--version", "--verbose"});
    EXPECT_EQ(verbose.exit_code, 0);
    EXPECT_NE(verbose.out.find("htslib compiled 1."), std::string::npos);
    EXPECT_NE(verbose.out.find("htslib running 1."), std::string::npos);
}

TEST(Program, help_lists_every_word_with_a_line_on_standard_output) {
    auto const result = tidemark({"--help"});
    EXPECT_EQ(result.exit_code, 0);
    for (auto const* const word :
         {"check", "extract", "group", "consensus", "select", "genotype", "background", "detect", "track", "report", "simulate", "design"}) {
        EXPECT_NE(result.out.find(word), std::string::npos) << word;
        EXPECT_EQ(tidemark({word, "--help"}).exit_code, 0) << word;
    }
}

}  // namespace tidemark::test
