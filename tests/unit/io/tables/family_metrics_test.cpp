#include "io/tables/family_metrics.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace tidemark {
namespace {

TEST(FamilyMetrics, a_table_without_rows_is_its_header) {
    EXPECT_EQ(family_size_text({}), "family_size\tcount\tfraction\tfraction_gt_or_eq_family_size\n");
}

TEST(FamilyMetrics, columns_are_those_of_fgbio) {
    EXPECT_EQ(family_size_text(std::vector<FamilySizeRow>{{1, 3, 0.75, 1.0}, {2, 1, 0.25, 0.25}}),
              "family_size\tcount\tfraction\tfraction_gt_or_eq_family_size\n"
              "1\t3\t0.75\t1\n"
              "2\t1\t0.25\t0.25\n");
    EXPECT_EQ(strand_family_size_text(std::vector<StrandFamilySizeRow>{
                  {.family_size = 1, .cs = {1, 0.5, 1}, .ss = {2, 0.25, 0.75}, .ds = {3, 0.125, 0.5}}}),
              "family_size\tcs_count\tcs_fraction\tcs_fraction_gt_or_eq_size\tss_count\tss_fraction\t"
              "ss_fraction_gt_or_eq_size\tds_count\tds_fraction\tds_fraction_gt_or_eq_size\n"
              "1\t1\t0.5\t1\t2\t0.25\t0.75\t3\t0.125\t0.5\n");
    EXPECT_EQ(duplex_family_size_text(std::vector<DuplexFamilySizeRow>{{3, 2, 7, 0.5, 0.25}}),
              "ab_size\tba_size\tcount\tfraction\tfraction_gt_or_eq_size\n3\t2\t7\t0.5\t0.25\n");
    EXPECT_EQ(duplex_yield_text(std::vector<DuplexYieldRow>{{0.05, 7, 6, 5, 4, 3, 0.75, 0.875}}),
              "fraction\tread_pairs\tcs_families\tss_families\tds_families\tds_duplexes\tds_fraction_duplexes\t"
              "ds_fraction_duplexes_ideal\n0.05\t7\t6\t5\t4\t3\t0.75\t0.875\n");
    EXPECT_EQ(umi_count_text(std::vector<UmiRow>{{"ACGT", 4, 1, 2, 0.5, 0.25}}),
              "umi\traw_observations\traw_observations_with_errors\tunique_observations\tfraction_raw_observations\t"
              "fraction_unique_observations\nACGT\t4\t1\t2\t0.5\t0.25\n");
}

}  // namespace
}  // namespace tidemark
