// The losses of extract as a file, written and read.
#include "io/tables/extract_summary.hpp"

#include <gtest/gtest.h>

#include "support/scratch.hpp"
#include "support/text_cells.hpp"
#include "values/failure/failure.hpp"

namespace tidemark::test {
namespace {

std::string summary() {
    ExtractCounts counts;
    counts.templates_in = 10;
    counts.templates_out = 8;
    counts.reads_in = 20;
    counts.reads_out = 16;
    counts.lost(ExtractLoss::umi_missing) = 4;
    counts.bases_in = 2000;
    counts.bases_out = 1500;
    counts.bases_umi = 60;
    counts.bases_skipped = 40;
    counts.bases_lost = 400;
    return extract_summary_json({.sample = "s1", .read_structure = "3M2S+T 3M2S+T", .umi_source = "bases", .umi_tag = "RX", .listed_umis = 0, .trim = "overlap"}, counts);
}

std::string refusal(std::string const& text) {
    Scratch const scratch;
    try {
        static_cast<void>(read_extract_summary(scratch.write("s1.extract.json", text)));
    } catch (InputError const& error) {
        return error.failure().rule + ": " + error.failure().what;
    }
    return {};
}

}  // namespace

TEST(ExtractSummary, what_is_written_is_read_again) {
    Scratch const scratch;
    auto const read = read_extract_summary(scratch.write("s1.extract.json", summary()));
    EXPECT_EQ(read.sample, "s1");
    EXPECT_EQ(read.counts.reads_in, 20);
    EXPECT_EQ(read.counts.reads_out, 16);
    EXPECT_EQ(read.counts.lost(ExtractLoss::umi_missing), 4);
    EXPECT_EQ(read.counts.bases_skipped, 40);
    EXPECT_TRUE(read.counts.conserved());
}

TEST(ExtractSummary, a_file_that_was_changed_or_is_another_is_refused) {
    EXPECT_EQ(refusal(replaced(summary(), "\"reads_out\": 16", "\"reads_out\": 17")),
              "extract_summary: s1.extract.json is no summary of extract: its reads or bases do not add up");
    EXPECT_EQ(refusal(replaced(summary(), "\"too_short\": 0,", "")),
              "extract_summary: s1.extract.json is no summary of extract: /losses/too_short: is missing");
    EXPECT_NE(refusal(replaced(summary(), "extract_summary/1", "molecule_summary/1")).find("/schema: is not tidemark.extract_summary/1"),
              std::string::npos);
    EXPECT_EQ(refusal("{").substr(0, 15), "extract_summary");
}

}  // namespace tidemark::test
