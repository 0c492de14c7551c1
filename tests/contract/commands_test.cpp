// The surface that users script against: the two commands, the keys of both engines, the shortest call of each word, and
// what a call that fails leaves behind. The lists are those that were promised; more may be there, none may go.
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "support/places.hpp"
#include "support/run_command.hpp"
#include "support/scratch.hpp"

namespace tidemark::test {
namespace {

using Words = std::vector<std::string>;

std::filesystem::path const source{source_folder()};

/// Options of the shortest useful form of each word.
std::map<std::string, Words> const promised{
    {"check", {"--samples", "--reference", "--events", "-o", "--base", "--sample", "--deep"}},
    {"extract", {"--read-structure", "-o", "-O"}},
    {"group", {"-o", "--metrics"}},
    {"consensus", {"-f", "--min-reads", "--filter-min-reads", "-o", "--metrics"}},
    {"select", {"-f", "--vcf", "--white-cells", "--segments", "-o"}},
    {"genotype", {"-f", "--panel", "--targets", "--evidence", "--sample", "--rg-sample", "--umi-tag", "--umi-from-name", "--umi-pattern",
                  "--umi", "--family-size-from-name", "--trust-cram", "--allow-missing-eof", "-@", "-o"}},
    {"background", {"-f", "--chemistry", "-o"}},
    {"detect", {"--panel", "--background", "-f", "--use", "--alpha", "--required-lod95", "--minimum-molecules", "--method",
                "--signatures", "-o"}},
    {"track", {"--samples", "--patient", "--events", "--verdicts", "-o"}},
    {"report", {"-o", "--strict", "--verdicts", "--samples"}},
    {"simulate", {"--seed", "-o", "--evidence"}},
    {"design", {"--loci", "--molecules", "--background-rate", "--alpha", "-o"}}};

/// A call of each word whose inputs do not exist. `design` has none.
std::map<std::string, Words> const without_inputs{
    {"check", {"--samples", "none.csv", "--reference", "none.fa", "-o", "out"}},
    {"extract", {"--read-structure", "3M2S+T 3M2S+T", "-o", "out.bam", "none_R1.fastq.gz", "none_R2.fastq.gz"}},
    {"group", {"-o", "out.bam", "none.bam"}},
    {"consensus", {"-f", "none.fa", "-o", "out.bam", "none.bam"}},
    {"select", {"-f", "none.fa", "--vcf", "none.vcf.gz", "-o", "panel.tsv"}},
    {"genotype", {"-f", "none.fa", "--panel", "none.tsv", "-o", "evidence.tsv.gz", "none.bam"}},
    {"background", {"-o", "background.tsv", "none.tsv.gz"}},
    {"detect", {"--panel", "none.tsv", "-o", "detection.json", "none.tsv.gz"}},
    {"track", {"--samples", "none.csv", "--patient", "P1", "-o", "track/P1", "none.json"}},
    {"report", {"-o", "report", "none.json"}},
    {"simulate", {"none.json", "--seed", "1", "-o", "out"}}};

Words joined(std::string const& word, Words const& arguments) {
    Words call{word};
    call.insert(call.end(), arguments.begin(), arguments.end());
    return call;
}

/// The machine-readable line of a failed call.
nlohmann::json failure_of(CommandResult const& result) {
    auto const begin = result.err.find("{\"tidemark\":");
    return begin == std::string::npos ? nlohmann::json::object()
                                      : nlohmann::json::parse(result.err.substr(begin, result.err.find('\n', begin) - begin), nullptr, false);
}

}  // namespace

TEST(Commands, every_option_of_the_shortest_forms_is_in_the_help) {
    for (auto const& [word, options] : promised) {
        auto const help = tidemark({word, "--help"}).out;
        for (auto const& option : options) {
            auto const at_start = "\n  " + option;
            auto const behind_short = "," + option + " ";
            bool const there = help.find(at_start + " ") != std::string::npos || help.find(at_start + ",") != std::string::npos ||
                               help.find(behind_short) != std::string::npos;
            EXPECT_TRUE(there) << "tidemark " << word << " has lost " << option << "\n" << help;
        }
    }
}

TEST(Commands, a_missing_input_is_3_for_every_word_with_one_machine_line_and_nothing_written) {
    for (auto const& [word, arguments] : without_inputs) {
        Scratch const scratch;
        auto const result = tidemark(joined(word, arguments), {.folder = scratch.path().string(), .input = {}, .environment = {}});
        EXPECT_EQ(result.exit_code, 3) << word << result.err;
        EXPECT_EQ(result.out, "") << word;
        auto const failure = failure_of(result);
        for (auto const* const key : {"tidemark", "code", "rule", "where", "message"}) {
            EXPECT_TRUE(failure.contains(key)) << word << " says no " << key << ": " << result.err;
        }
        EXPECT_EQ(failure.value("code", 0), 3) << word;
        EXPECT_EQ(list_folder(scratch.path()), "") << word << " left something behind";
    }
}

TEST(Commands, a_wrong_call_is_2_for_every_word_before_an_input_is_opened) {
    for (auto const& [word, arguments] : without_inputs) {
        Scratch const scratch;
        auto wrong = joined(word, arguments);
        wrong.emplace_back("--no-such-option");
        auto const result = tidemark(wrong, {.folder = scratch.path().string(), .input = {}, .environment = {}});
        EXPECT_EQ(result.exit_code, 2) << word << result.err;
        EXPECT_EQ(failure_of(result).value("code", 0), 2) << word << result.err;
        EXPECT_EQ(list_folder(scratch.path()), "") << word;
    }
    EXPECT_EQ(tidemark({"design", "--loci", "0"}).exit_code, 2);
}

TEST(Commands, both_engines_know_every_key_of_the_contract) {
    auto const snakemake = read_file(source / "snakemake/workflow/schemas/config.schema.yaml");
    auto const nextflow = nlohmann::json::parse(read_file(source / "workflows/nextflow_schema.json"));
    std::set<std::string> parameters;
    for (auto const& [group, content] : nextflow.at("$defs").items()) {
        for (auto const& [name, meaning] : content.at("properties").items()) {
            parameters.insert(name);
        }
    }
    std::map<std::string, std::string> const renamed{{"samples", "input"}, {"reference", "fasta"}};
    for (std::string const key : {"samples", "reference", "outdir", "patients", "events", "lesions", "lesion_map", "clonotypes", "neoantigens",
                                  "required_lod95", "background", "targets", "common_sites", "tidemark", "trust_cram"}) {
        EXPECT_NE(snakemake.find("\n  " + key + ":"), std::string::npos) << "Snakemake has lost the key " << key;
        auto const name = renamed.contains(key) ? renamed.at(key) : key;
        EXPECT_TRUE(parameters.contains(name)) << "Nextflow has lost --" << name;
    }
    EXPECT_NE(snakemake.find("required: [samples, reference]"), std::string::npos) << "a run needs these two only";
    for (auto const& [word, options] : promised) {
        bool const a_step = word != "group" && word != "simulate" && word != "design";
        EXPECT_EQ(snakemake.find("|" + word + "|") != std::string::npos || snakemake.find("(" + word + "|") != std::string::npos ||
                      snakemake.find("|" + word + ")") != std::string::npos, a_step) << "args_" << word;
    }
}

TEST(Commands, the_two_commands_are_there_explain_themselves_and_refuse_what_they_do_not_know) {
    auto const demo = (source / "snakemake/demo").string();
    auto const tests = (source / "tests/run").string();
    Scratch const scratch;
    CommandSetting const here{.folder = scratch.path().string(), .input = {}, .environment = {}};
    auto const help = run({demo, "--help"}, here);
    EXPECT_EQ(help.exit_code, 0) << help.err;
    EXPECT_NE(help.out.find("[--engine snakemake|nextflow] [--outdir DIR]"), std::string::npos) << help.out;
    for (auto const& wrong : std::vector<Words>{{demo, "--engine", "cromwell"}, {demo, "--engine"}, {demo, "--frobnicate"}, {tests, "--frobnicate"}}) {
        EXPECT_EQ(run(wrong, here).exit_code, 2) << wrong.front() << " " << wrong.back();
    }
    EXPECT_NE(run({tests, "--frobnicate"}, here).out.find("--quick"), std::string::npos);
    EXPECT_EQ(list_folder(scratch.path()), "");
    auto const readme = read_file(source / "README.md");
    EXPECT_NE(readme.find("./snakemake/demo"), std::string::npos);
    EXPECT_NE(readme.find("./tests/run"), std::string::npos);
    EXPECT_NE(read_file(tests).find("echo \"$passed passed, $failed failed, $skipped skipped\""), std::string::npos);
}

}  // namespace tidemark::test
