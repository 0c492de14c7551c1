// Names of outputs decide their format; one that decides nothing ends the call before an input is opened.
#include <gtest/gtest.h>

#include "support/run_command.hpp"
#include "support/scratch.hpp"

namespace tidemark::test {
namespace {

/// A call whose inputs do not exist: 3 where its options are sound.
struct EndingCase {
    std::vector<std::string> call;
    std::string option;
    std::vector<std::string> known;
    std::vector<std::string> unknown;
};

std::vector<EndingCase> const cases{
    {{"detect", "--panel", "none.vcf", "none.tsv"}, "-o", {".json", ".tsv", ".json.gz", ".tsv.gz"}, {"", ".txt", ".csv", ".tsv.bz2", ".gz"}},
    {{"select", "-f", "none.fa", "--vcf", "none.vcf"}, "-o", {".tsv", ".tsv.gz"}, {"", ".json", ".vcf", ".bcf"}},
    {{"background", "none.tsv"}, "-o", {".tsv", ".tsv.gz"}, {"", ".json", ".txt"}},
    {{"genotype", "-f", "none.fa", "--panel", "none.vcf", "none.bam"}, "-o", {".tsv", ".tsv.gz"}, {"", ".json", ".vcf.gz"}},
    {{"genotype", "-f", "none.fa", "--panel", "none.vcf", "-o", "e.tsv", "none.bam"}, "--bcf", {".bcf", ".vcf", ".vcf.gz"}, {"", ".tsv", ".vcf.bz2"}},
    {{"consensus", "-f", "none.fa", "none.bam"}, "-o", {".bam"}, {"", ".sam", ".cram", ".bam.gz", ".fastq"}},
    {{"group", "none.bam"}, "-o", {".bam"}, {"", ".sam", ".cram", ".tsv"}},
    {{"extract", "--umi", "none", "none.fastq"}, "-o", {".bam", ".fastq", ".fq", ".fastq.gz", ".fq.gz"}, {"", ".sam", ".cram", ".gz"}},
};

CommandResult with_output(EndingCase const& ending_case, std::string const& output, std::string const& folder) {
    auto arguments = ending_case.call;
    arguments.insert(arguments.end(), {ending_case.option, output});
    return tidemark(arguments, {.folder = folder, .input = {}, .environment = {}});
}

}  // namespace

TEST(OutputEnding, an_ending_that_names_no_format_of_the_word_is_a_usage_error_that_lists_those_there_are) {
    Scratch const scratch;
    for (auto const& each : cases) {
        for (auto const& ending : each.unknown) {
            auto const result = with_output(each, "name" + ending, scratch.path().string());
            auto const call = each.call.front() + " " + each.option + " name" + ending;
            EXPECT_EQ(result.exit_code, 2) << call << result.err;
            EXPECT_NE(result.err.find("\"rule\":\"unknown_ending\""), std::string::npos) << call << result.err;
            for (auto const& known : each.known) {
                EXPECT_NE(result.err.find(known), std::string::npos) << call << result.err;
            }
            EXPECT_EQ(list_folder(scratch.path()), "") << call;
        }
    }
}

TEST(OutputEnding, an_ending_alone_is_no_name) {
    Scratch const scratch;
    EXPECT_EQ(with_output(cases.front(), ".tsv", scratch.path().string()).exit_code, 2);
}

TEST(OutputEnding, every_known_ending_and_standard_output_go_on_to_the_inputs) {
    Scratch const scratch;
    for (auto const& each : cases) {
        for (auto const& ending : each.known) {
            auto const result = with_output(each, "name" + ending, scratch.path().string());
            EXPECT_EQ(result.exit_code, 3) << each.call.front() << ending << result.err;
        }
        for (auto const* const output : {"-", "/dev/stdout", "/dev/null"}) {
            auto const result = with_output(each, output, scratch.path().string());
            EXPECT_EQ(result.exit_code, 3) << each.call.front() << output << result.err;
        }
    }
}

TEST(OutputEnding, a_word_that_asks_for_the_format_by_an_option_takes_any_name) {
    Scratch const scratch;
    auto call = cases.back();
    call.call.insert(call.call.end(), {"-O", "fastq"});
    EXPECT_EQ(with_output(call, "reads.txt", scratch.path().string()).exit_code, 3);
}

}  // namespace tidemark::test
