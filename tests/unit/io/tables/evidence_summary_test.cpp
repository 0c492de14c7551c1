#include "io/tables/evidence_summary.hpp"

#include <gtest/gtest.h>

#include "io/tables/evidence_table.hpp"
#include "support/scratch.hpp"
#include "support/text_cells.hpp"
#include "values/failure/failure.hpp"

namespace tidemark::test {
namespace {

SampleEvidence counted() {
    SampleEvidence evidence;
    evidence.facts.sample = "P1_d0";
    evidence.losses = {{"elsewhere", 5}, {"qc_fail", 1}, {"raw_umi_missing", 40}};
    evidence.totals = {{"reads_seen", 20}, {"reads_used", 14}, {"molecules", 8}, {"molecules_paired", 5}, {"copies_collapsed", 1},
                       {"molecules_at_loci", 6}, {"molecules_off_loci", 2}, {"molecules_informative", 4},
                       {"molecules_unreadable", 1}, {"molecules_mate_disagreement", 1}};
    return evidence;
}

}  // namespace

TEST(EvidenceSummary, what_is_written_is_read_again) {
    Scratch const scratch;
    auto const read = read_evidence_summary(scratch.write("s.json", evidence_summary_json(counted())));
    EXPECT_EQ(read.sample, "P1_d0");
    EXPECT_EQ(read.losses, counted().losses);
    EXPECT_EQ(read.totals, counted().totals);
    EXPECT_EQ(read.total("molecules"), 8);
    EXPECT_EQ(read.total("unheard"), 0);
}

TEST(EvidenceSummary, a_step_that_does_not_close_or_another_file_is_refused) {
    Scratch const scratch;
    auto const text = evidence_summary_json(counted());
    for (auto const& [from, to] : {std::pair{"\"elsewhere\": 5", "\"elsewhere\": 6"}, std::pair{"\"molecules_paired\": 5", "\"molecules_paired\": 4"},
                                   std::pair{"\"molecules_off_loci\": 2", "\"molecules_off_loci\": 3"},
                                   std::pair{"\"molecules_informative\": 4", "\"molecules_informative\": 5"},
                                   std::pair{"\"qc_fail\": 1", "\"qc_fail\": -1"}, std::pair{"\"losses\"", "\"lost\""},
                                   std::pair{"evidence_summary/1", "evidence_summary/2"}}) {
        ASSERT_NE(text.find(from), std::string::npos) << from;
        EXPECT_THROW(static_cast<void>(read_evidence_summary(scratch.write("t.json", replaced(text, from, to)))), InputError) << to;
    }
    // Raw reads before the molecules have sums of their own.
    EXPECT_NO_THROW(static_cast<void>(read_evidence_summary(scratch.write("r.json", replaced(text, "\"raw_umi_missing\": 40", "\"raw_umi_missing\": 41")))));
}

}  // namespace tidemark::test
