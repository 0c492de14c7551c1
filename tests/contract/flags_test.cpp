// What the workflow files ask of the program exists: every long option on a line that calls a subcommand is in its help.
#include <gtest/gtest.h>

#include <filesystem>
#include <regex>
#include <set>
#include <string>

#include "support/places.hpp"
#include "support/run_command.hpp"
#include "support/scratch.hpp"

namespace tidemark::test {
namespace {

std::filesystem::path const source{source_folder()};
std::set<std::string> const words{"check",  "extract", "select", "genotype", "background",
                                  "detect", "track",   "report", "simulate"};

/// Long options in a piece of text.
std::set<std::string> options_in(std::string const& text) {
    static std::regex const pattern{R"((?:^|[\s"'\[=(])(--[a-z][a-z0-9-]+))"};
    std::set<std::string> found;
    for (std::sregex_iterator match{text.begin(), text.end(), pattern}; match != std::sregex_iterator{}; ++match) {
        found.insert((*match)[1]);
    }
    return found;
}

void expect_options_exist(std::string const& word, std::filesystem::path const& file) {
    auto const help = tidemark({word, "--help"}).out;
    auto used = options_in(read_file(file));
    used.erase("--version");  // of the program, not of a word: modules report it
    for (auto const& option : used) {
        EXPECT_NE(help.find(option), std::string::npos)
            << file.filename() << " uses " << option << ", which tidemark " << word << " does not know";
    }
}

}  // namespace

TEST(Flags, every_option_in_a_snakemake_rule_file_is_in_the_help_of_its_word) {
    auto const folder = source / "snakemake/workflow/rules";
    ASSERT_TRUE(std::filesystem::exists(folder));
    std::set<std::string> seen;
    for (auto const& entry : std::filesystem::directory_iterator{folder}) {
        auto const word = entry.path().stem().string();
        ASSERT_TRUE(words.contains(word)) << word << " is a rule file but no subcommand";
        seen.insert(word);
        expect_options_exist(word, entry.path());
    }
    EXPECT_EQ(seen.size(), words.size() - 2) << "every word but extract and simulate has a rule file";
}

TEST(Flags, every_option_in_a_nextflow_module_is_in_the_help_of_its_word) {
    auto const folder = source / "workflows/modules";
    ASSERT_TRUE(std::filesystem::exists(folder));
    std::set<std::string> seen;
    for (auto const& entry : std::filesystem::directory_iterator{folder}) {
        auto const word = entry.path().filename().string();
        ASSERT_TRUE(words.contains(word)) << word << " is a module but no subcommand";
        seen.insert(word);
        expect_options_exist(word, entry.path() / "main.nf");
    }
    EXPECT_EQ(seen.size(), words.size() - 2) << "every word but extract and simulate has a module";
}

TEST(Flags, every_option_of_a_word_is_on_its_docs_page_and_the_page_names_no_other) {
    for (auto const& word : words) {
        auto const page = read_file(source / "docs/commands" / (word + ".md"));
        ASSERT_FALSE(page.empty()) << "docs/commands/" << word << ".md is missing";
        auto const help = tidemark({word, "--help"}).out;
        for (auto const& option : options_in(help)) {
            EXPECT_TRUE(option == "--help" || page.find(option) != std::string::npos)
                << "docs/commands/" << word << ".md does not name " << option;
        }
    }
}

TEST(Flags, no_wrong_option_ends_with_a_code_that_engines_retry) {
    for (auto const& word : words) {
        for (auto const* const option : {"--no-such-option", "-Z", "--threads=many", "--output"}) {
            EXPECT_EQ(tidemark({word, option}).exit_code, 2) << word << " " << option;
        }
    }
}

}  // namespace tidemark::test
