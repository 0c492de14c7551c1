// Every option that takes or writes a file has a page in docs/formats, and the index of the pages names no other.
#include <gtest/gtest.h>

#include <filesystem>
#include <regex>
#include <set>
#include <sstream>
#include <string>

#include "support/format_page.hpp"
#include "support/places.hpp"
#include "support/run_command.hpp"
#include "support/scratch.hpp"

namespace tidemark::test {
namespace {

using Names = std::set<std::string>;

/// Options and arguments of a word whose value is a file, a folder or a prefix of file names, as its help shows them.
Names file_options(std::string const& word) {
    static std::regex const line_of_option{"^  (?:-.,)?([a-z-]+) (?:FILE|FOLDER|PREFIX)( .*)?$"};
    Names names;
    std::istringstream help{tidemark({word, "--help"}).out};
    std::smatch match;
    for (std::string line; std::getline(help, line);) {
        if (std::regex_match(line, match, line_of_option)) {
            names.insert(match[1]);
        }
    }
    return names;
}

Names words() {
    Names found;
    bool inside = false;
    std::istringstream help{tidemark({"--help"}).out};
    for (std::string line; std::getline(help, line);) {
        inside = inside || line.starts_with("Subcommands:");
        if (inside && line.starts_with("  ") && line[2] != ' ') {
            found.insert(line.substr(2, line.find(' ', 2) - 2));
        }
    }
    found.erase("help");
    return found;
}

}  // namespace

TEST(FormatIndex, every_option_that_is_a_file_has_a_page_and_the_index_names_no_other) {
    FormatPage const index{"README.md"};
    auto const folder = std::filesystem::path{source_folder()} / "docs/formats";
    ASSERT_EQ(words().size(), 12U);
    for (auto const& word : words()) {
        Names explained;
        for (auto const& entry : index.names(word, "option")) {
            EXPECT_NE(entry.cells.front().find(".md)"), std::string::npos) << word << " " << entry.name << " has no page";
            explained.insert(entry.name);
        }
        auto const taken = file_options(word);
        EXPECT_FALSE(taken.empty()) << word;
        for (auto const& option : taken) {
            EXPECT_TRUE(explained.contains(option)) << "docs/formats/README.md says no page for " << option << " of " << word;
        }
        for (auto const& option : explained) {
            EXPECT_TRUE(taken.contains(option)) << "docs/formats/README.md names " << option << ", which is no file of " << word;
        }
    }
}

TEST(FormatIndex, every_page_is_in_the_index_and_every_link_of_it_leads_to_a_page) {
    auto const folder = std::filesystem::path{source_folder()} / "docs/formats";
    static std::regex const link{R"(\]\(([a-z_]+\.md)\))"};
    auto const text = read_file(folder / "README.md");
    Names linked;
    for (std::sregex_iterator match{text.begin(), text.end(), link}; match != std::sregex_iterator{}; ++match) {
        linked.insert((*match)[1]);
        EXPECT_TRUE(std::filesystem::exists(folder / std::string{(*match)[1]})) << (*match)[1];
    }
    for (auto const& page : std::filesystem::directory_iterator{folder}) {
        auto const name = page.path().filename().string();
        if (name.ends_with(".md") && name != "README.md") {
            EXPECT_TRUE(linked.contains(name)) << "docs/formats/README.md does not link " << name;
        }
    }
}

}  // namespace tidemark::test
