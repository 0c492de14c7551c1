#include "stages/group/umi_observations.hpp"

#include <gtest/gtest.h>

#include "unit/stages/group/umis.hpp"

namespace tidemark::test {
namespace {

TEST(ConsensusUmi, of_nothing_is_nothing) { EXPECT_EQ(consensus_umi({}), ""); }

TEST(ConsensusUmi, each_base_is_that_of_most_templates) {
    std::vector<UmiCount> const family{{umi("ACGT-TGGT"), 2}, {umi("ACGT-TGGG"), 1}, {umi("ACCT-TGGT"), 2}};
    EXPECT_EQ(consensus_umi(family), "ACGT-TGGT");
}

TEST(ConsensusUmi, a_tie_is_n) {
    EXPECT_EQ(consensus_umi(std::vector<UmiCount>{{umi("ACGT"), 2}, {umi("TCGA"), 2}}), "NCGN");
    EXPECT_EQ(consensus_umi(std::vector<UmiCount>{{umi("A"), 1}, {umi("C"), 1}, {umi("T"), 2}}), "T");
    EXPECT_EQ(consensus_umi(std::vector<UmiCount>{{umi("A"), 2}, {umi("C"), 2}, {umi("T"), 1}}), "N");
}

TEST(UmiObservations, halves_are_counted_one_by_one_after_correction) {
    // The example of fgbio's documentation: three of ACGT and TGGT, none of TGGG.
    UmiObservations observations;
    observations.add_family(std::vector<UmiCount>{{umi("ACGT-TGGT"), 2}, {umi("ACGT-TGGG"), 1}});
    UmiObservations other;
    other.add_family(std::vector<UmiCount>{{umi("ACGT-"), 1}});
    observations += other;
    auto const rows = observations.rows();
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0].umi, "ACGT");
    EXPECT_EQ(rows[0].raw_observations, 4);
    EXPECT_EQ(rows[0].raw_observations_with_errors, 0);
    EXPECT_EQ(rows[0].unique_observations, 2);
    EXPECT_DOUBLE_EQ(rows[0].fraction_raw_observations, 4.0 / 7);
    EXPECT_DOUBLE_EQ(rows[0].fraction_unique_observations, 2.0 / 3);
    EXPECT_EQ(rows[1].umi, "TGGT");
    EXPECT_EQ(rows[1].raw_observations, 3);
    EXPECT_EQ(rows[1].raw_observations_with_errors, 1);
    EXPECT_EQ(rows[1].unique_observations, 1);
}

}  // namespace
}  // namespace tidemark::test
