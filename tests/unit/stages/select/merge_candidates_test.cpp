#include "stages/select/merge_candidates.hpp"

#include <algorithm>

#include "unit/stages/select/candidate_builder.hpp"
#include <gtest/gtest.h>

namespace tidemark::test {
namespace {

TumorCandidate candidate(Variant variant, Sighting sighting) {
    return {std::move(variant), "GAT", {}, std::move(sighting)};
}

}  // namespace

TEST(MergeCandidates, an_allele_twice_in_one_file_with_other_attributes_is_a_conflict) {
    auto const merged = merge_candidates({candidate(snv(7), seen(0, 0.1)), candidate(snv(7), seen(0, 0.2)),
                                          candidate(snv(7), seen(0, 0.3)), candidate(snv(9), seen(0, 0.2))});
    EXPECT_EQ(merged.conflicts, (std::vector<std::string>{"chr1:7:A>C"}));
}

TEST(MergeCandidates, an_exact_repetition_is_one_sighting) {
    auto const merged = merge_candidates({candidate(snv(7), seen(0, 0.1)), candidate(snv(7), seen(0, 0.1))});
    EXPECT_TRUE(merged.conflicts.empty());
    ASSERT_EQ(merged.loci.size(), 1U);
    EXPECT_EQ(merged.loci[0].sightings.size(), 1U);
}

TEST(MergeCandidates, other_files_are_other_sightings_and_no_conflict) {
    auto const merged = merge_candidates({candidate(snv(7), seen(1, 0.3)), candidate(snv(7), seen(0, 0.1))});
    EXPECT_TRUE(merged.conflicts.empty());
    ASSERT_EQ(merged.loci.size(), 1U);
    EXPECT_EQ(merged.loci[0].sightings, (std::vector{seen(0, 0.1), seen(1, 0.3)}));
}

TEST(MergeCandidates, two_alts_of_one_place_stay_two_loci_in_order) {
    auto const merged = merge_candidates({candidate(snv(7, "T"), seen(0)), candidate(snv(7, "C"), seen(0))});
    ASSERT_EQ(merged.loci.size(), 2U);
    EXPECT_EQ(to_text(merged.loci[0].variant), "chr1:7:A>C");
}

}  // namespace tidemark::test
