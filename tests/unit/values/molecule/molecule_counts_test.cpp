#include "values/molecule/molecule_counts.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace tidemark::test {

TEST(MoleculeCounts, reads_seen_are_reads_lost_and_reads_of_families) {
    MoleculeCounts counts;
    EXPECT_TRUE(counts.conserved());
    counts.reads_seen = 10;
    EXPECT_FALSE(counts.conserved());
    counts.lost(GroupLoss::unmapped) = 3;
    counts.reads_of_families[static_cast<std::size_t>(ConsensusOutcome::called)] = 5;
    counts.reads_of_families[static_cast<std::size_t>(ConsensusOutcome::filtered_quality)] = 2;
    EXPECT_TRUE(counts.conserved());
    ++counts.lost(GroupLoss::duplicate_record);
    EXPECT_FALSE(counts.conserved());
}

TEST(MoleculeCounts, parts_of_a_file_add_up_in_every_number) {
    MoleculeCounts one;
    one.reads_seen = 1;
    one.reads_lost.fill(2);
    one.families.fill(3);
    one.reads_of_families.fill(4);
    one.templates_of_families.fill(11);
    one.umi_on_one_mate = 12;
    one.umi_differs = 13;
    one.duplex = 5;
    one.single_read = 6;
    one.reads_other_alignment = 7;
    one.reads_clipped_away = 8;
    one.reads_low_quality = 9;
    one.records = 10;
    auto sum = one;
    sum += one;
    sum += one;
    EXPECT_EQ(sum.reads_seen, 3);
    for (auto const lost : sum.reads_lost) {
        EXPECT_EQ(lost, 6);
    }
    EXPECT_EQ(sum.families_of(ConsensusOutcome::called), 9);
    EXPECT_EQ(sum.families_of(ConsensusOutcome::filtered_quality), 9);
    EXPECT_EQ(sum.reads_of(ConsensusOutcome::strand_collision), 12);
    EXPECT_EQ(sum.templates_of(ConsensusOutcome::called), 33);
    EXPECT_EQ(sum.umi_on_one_mate, 36);
    EXPECT_EQ(sum.umi_differs, 39);
    EXPECT_EQ(sum.duplex, 15);
    EXPECT_EQ(sum.single_read, 18);
    EXPECT_EQ(sum.reads_other_alignment, 21);
    EXPECT_EQ(sum.reads_clipped_away, 24);
    EXPECT_EQ(sum.reads_low_quality, 27);
    EXPECT_EQ(sum.records, 30);
}

TEST(MoleculeCounts, reads_in_molecules_are_those_that_a_consensus_rests_on) {
    MoleculeCounts counts;
    counts.reads_of_families[static_cast<std::size_t>(ConsensusOutcome::called)] = 20;
    counts.reads_of_families[static_cast<std::size_t>(ConsensusOutcome::too_few_reads)] = 5;
    counts.reads_other_alignment = 3;
    counts.reads_clipped_away = 2;
    counts.reads_low_quality = 1;
    EXPECT_EQ(counts.reads_in_molecules(), 14);
}

TEST(MoleculeCounts, every_reason_and_every_outcome_has_a_name_of_its_own) {
    std::set<std::string> names;
    for (std::size_t loss = 0; loss < group_loss_count; ++loss) {
        names.emplace(to_text(static_cast<GroupLoss>(loss)));
    }
    for (std::size_t outcome = 0; outcome < consensus_outcome_count; ++outcome) {
        names.emplace(to_text(static_cast<ConsensusOutcome>(outcome)));
    }
    EXPECT_EQ(names.size(), group_loss_count + consensus_outcome_count);
    EXPECT_FALSE(names.contains(""));
}

}  // namespace tidemark::test
