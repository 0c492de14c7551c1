// What the workflow files ask of the program exists, and what the program offers is explained: whole words, both ways.
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>

#include "support/places.hpp"
#include "support/run_command.hpp"
#include "support/scratch.hpp"

namespace tidemark::test {
namespace {

using Names = std::set<std::string>;

std::filesystem::path const source{source_folder()};
Names const words{"check", "extract", "group", "consensus", "select", "genotype", "background", "detect", "track", "report", "simulate", "design"};

/// First group of every match.
Names found_in(std::string const& text, std::regex const& pattern) {
    Names found;
    for (std::sregex_iterator match{text.begin(), text.end(), pattern}; match != std::sregex_iterator{}; ++match) {
        found.insert((*match)[1]);
    }
    return found;
}

/// Long options in a piece of text, each as a whole: --umi-tag is not --umi.
Names options_in(std::string const& text) {
    static std::regex const pattern{"(?:^|[^a-zA-Z0-9-])(--[a-z][a-z0-9-]*)"};
    return found_in(text, pattern);
}

/// What a word takes: the options that stand at the start of a line of its help, not those that are only spoken of.
Names const& options_of(std::string const& word) {
    static std::map<std::string, Names> known;
    auto const [entry, added] = known.try_emplace(word);
    if (added) {
        static std::regex const at_start{"^  (?:-.,)?(--[a-z][a-z0-9-]*)"};
        std::istringstream help{tidemark({word, "--help"}).out};
        for (std::string line; std::getline(help, line);) {
            entry->second.merge(found_in(line, at_start));
        }
        EXPECT_TRUE(entry->second.contains("--help")) << "the help of " << word << " cannot be read";
    }
    return entry->second;
}

void expect_options_exist(std::string const& word, std::string const& text, std::filesystem::path const& file) {
    for (auto const& option : options_in(text)) {
        // --version is the program's own: modules report it.
        EXPECT_TRUE(option == "--version" || options_of(word).contains(option))
            << file.filename() << " uses " << option << ", which tidemark " << word << " does not know";
    }
}

/// The one step that is another program's.
constexpr std::string_view aligner = "align";
/// Panels of other patients: two words in one file.
constexpr std::string_view cross = "cross";

/// common.smk by what it defines at its outermost level: a function or a name, and the text below it, no comments.
std::map<std::string, std::string> definitions_of(std::string const& text) {
    std::map<std::string, std::string> definitions;
    static std::regex const start{R"(^(?:def )?([A-Za-z_]+)(?:\(| = ).*)"};
    std::istringstream lines{text};
    std::string name;
    std::smatch match;
    for (std::string line; std::getline(lines, line);) {
        if (std::regex_match(line, match, start)) {
            name = match[1];
        }
        definitions[name] += line.starts_with('#') ? "" : line + "\n";
    }
    return definitions;
}

/// The definitions that a text names, and those that they name.
Names reached_from(std::string const& text, std::map<std::string, std::string> const& definitions) {
    static std::regex const name{"([A-Za-z_]+)"};
    Names reached;
    Names open = found_in(text, name);
    while (!open.empty()) {
        auto const next = open.extract(open.begin()).value();
        auto const found = definitions.find(next);
        if (found != definitions.end() && reached.insert(next).second) {
            open.merge(found_in(found->second, name));
        }
    }
    return reached;
}

}  // namespace

TEST(Flags, an_option_is_a_whole_word) {
    EXPECT_EQ(options_in("--umi-tag RX [--umi none] \"--panel\",(--vcf=x) a--b `--use`"),
              (Names{"--umi-tag", "--umi", "--panel", "--vcf", "--use"}));
    EXPECT_FALSE(options_of("check").contains("--umi"));
    EXPECT_TRUE(options_of("genotype").contains("--umi-tag"));
}

TEST(Flags, every_option_in_a_snakemake_rule_file_is_in_the_help_of_its_word) {
    auto const folder = source / "snakemake/workflow/rules";
    ASSERT_TRUE(std::filesystem::exists(folder));
    auto const common = definitions_of(read_file(source / "snakemake/workflow/common.smk"));
    Names seen;
    Names made_in_common;
    for (auto const& entry : std::filesystem::directory_iterator{folder}) {
        auto const word = entry.path().stem().string();
        if (word == aligner) {
            continue;
        }
        if (word == cross) {
            for (auto const& option : options_in(read_file(entry.path()))) {
                EXPECT_TRUE(options_of("genotype").contains(option) || options_of("detect").contains(option))
                    << entry.path() << " uses " << option << ", which neither genotype nor detect knows";
            }
            continue;
        }
        ASSERT_TRUE(words.contains(word)) << word << " is a rule file but no subcommand";
        seen.insert(word);
        auto const rules = read_file(entry.path());
        expect_options_exist(word, rules, entry.path());
        for (auto const& name : reached_from(rules, common)) {
            expect_options_exist(word, common.at(name), "common.smk: " + name);
            made_in_common.merge(options_in(common.at(name)));
        }
    }
    EXPECT_EQ(seen.size(), words.size() - 3) << "every word but group, simulate and design has a rule file";
    EXPECT_TRUE(made_in_common.contains("--umi-from-name") && made_in_common.contains("--record-failure"));
}

TEST(Flags, every_option_in_a_nextflow_module_is_in_the_help_of_its_word) {
    auto const folder = source / "workflows/modules";
    ASSERT_TRUE(std::filesystem::exists(folder));
    Names seen;
    for (auto const& entry : std::filesystem::directory_iterator{folder}) {
        auto const word = entry.path().filename().string();
        if (word == aligner) {
            continue;
        }
        ASSERT_TRUE(words.contains(word)) << word << " is a module but no subcommand";
        seen.insert(word);
        expect_options_exist(word, read_file(entry.path() / "main.nf"), entry.path());
    }
    EXPECT_EQ(seen.size(), words.size() - 3) << "every word but group, simulate and design has a module";
}

/// Cap and threads, before the user's own options: of an option given twice the last one holds.
TEST(Flags, both_engines_fit_the_cap_of_memory_to_the_task) {
    for (std::string const file : {"rules/consensus.smk", "rules/genotype.smk", "rules/cross.smk"}) {
        auto const text = read_file(source / "snakemake/workflow" / file);
        auto const cap = text.find("--max-memory $(({resources.mem_mb} / (2 * {threads})))");
        EXPECT_NE(cap, std::string::npos) << file;
        EXPECT_LT(cap, text.find("{params.options:q}")) << file;
    }
    for (std::string const word : {"consensus", "genotype"}) {
        auto const text = read_file(source / "workflows/modules" / word / "main.nf");
        EXPECT_NE(text.find("--max-memory ${task.memory.toMega().intdiv(2 * task.cpus)}"), std::string::npos) << word;
        auto const call = text.find("tidemark " + word + " ");
        EXPECT_LT(text.find(word == "consensus" ? "${cap}" : "${options}", call), text.find("${args}", call)) << word;
    }
}

TEST(Flags, both_engines_give_genotype_the_records_of_the_sheet) {
    auto const has = [](char const* file, std::string const& text) {
        return read_file(source / file).find(text) != std::string::npos;
    };
    EXPECT_TRUE(has("snakemake/workflow/common.smk", R"(option("--records", [row["records"]] if row["records"])"));
    EXPECT_TRUE(has("workflows/modules/genotype/main.nf", R"(records ? "--records ${records}" : '')"));
    EXPECT_TRUE(has("workflows/subworkflows/monitor_patient/main.nf", "row.records"));
}

TEST(Flags, every_option_of_a_word_is_on_its_docs_page_and_the_page_names_no_other) {
    for (auto const& word : words) {
        auto const page = read_file(source / "docs/commands" / (word + ".md"));
        ASSERT_FALSE(page.empty()) << "docs/commands/" << word << ".md is missing";
        auto const named = options_in(page);
        for (auto const& option : options_of(word)) {
            EXPECT_TRUE(option == "--help" || named.contains(option))
                << "docs/commands/" << word << ".md does not name " << option;
        }
        for (auto const& option : named) {
            EXPECT_TRUE(options_of(word).contains(option))
                << "docs/commands/" << word << ".md names " << option << ", which tidemark " << word << " does not know";
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
