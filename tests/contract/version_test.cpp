// CMakeLists.txt says the version. Whoever repeats it, because he cannot read it from there, says the same.
#include <gtest/gtest.h>

#include <filesystem>
#include <regex>
#include <string>

#include "support/places.hpp"
#include "support/run_command.hpp"
#include "support/scratch.hpp"

namespace tidemark::test {
namespace {

std::filesystem::path const source{source_folder()};

std::string project_version() {
    static std::regex const pattern{R"(project\(tidemark VERSION (\d+\.\d+\.\d+))"};
    auto const text = read_file(source / "CMakeLists.txt");
    std::smatch match;
    return std::regex_search(text, match, pattern) ? match[1].str() : std::string{};
}

/// Versions of tidemark that a text names: tags of its image, labels, manifests.
std::vector<std::string> versions_in(std::string const& text) {
    static std::regex const pattern{
        R"re((?:localhost/tidemark:|org\.opencontainers\.image\.version(?:="| )|\n    version = '|\n  version: )(\d+\.\d+\.\d+[^\s'"]*))re"};
    std::vector<std::string> found;
    for (std::sregex_iterator match{text.begin(), text.end(), pattern}; match != std::sregex_iterator{}; ++match) {
        found.push_back((*match)[1]);
    }
    return found;
}

}  // namespace

TEST(Version, the_program_says_that_of_the_project) {
    ASSERT_FALSE(project_version().empty());
    EXPECT_EQ(tidemark({"--version"}).out, "tidemark " + project_version() + "\n");
    EXPECT_NE(tidemark({"help", "--format", "man"}).out.find("\"tidemark " + project_version() + "\""), std::string::npos);
}

TEST(Version, no_file_of_the_checkout_names_another) {
    std::size_t named = 0;
    for (auto const* const folder : {"containers", "docs", "snakemake", "workflows", "tests/machine"}) {
        for (auto const& entry : std::filesystem::recursive_directory_iterator{source / folder}) {
            if (!entry.is_regular_file()) {
                continue;
            }
            for (auto const& version : versions_in(read_file(entry.path()))) {
                EXPECT_EQ(version, project_version()) << entry.path();
                ++named;
            }
        }
    }
    EXPECT_GE(named, 15U) << "the patterns find less than there is";
    EXPECT_EQ(versions_in(read_file(source / "workflows/nextflow.config")).size(), 1U) << "the manifest";
    EXPECT_EQ(versions_in(read_file(source / "workflows/.nf-core.yml")).size(), 1U);
    EXPECT_EQ(versions_in(read_file(source / "containers/Containerfile")).size(), 2U) << "the command and the label";
}

}  // namespace tidemark::test
