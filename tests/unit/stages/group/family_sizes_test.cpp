#include "stages/group/family_sizes.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <random>

namespace tidemark::test {
namespace {

TEST(FamilySizes, no_family_gives_no_row) {
    EXPECT_TRUE(FamilySizes{}.rows().empty());
    EXPECT_TRUE(DuplexSizes{}.size_rows().empty());
    EXPECT_TRUE(DuplexSizes{}.duplex_rows().empty());
    EXPECT_EQ((DuplexSizes{}.yield_row(1.0, {}).ds_fraction_duplexes_ideal), 0.0);
}

TEST(FamilySizes, fractions_are_of_all_families) {
    FamilySizes sizes;
    for (auto const templates : {1, 1, 1, 1, 1, 3, 3, 12'924}) {
        sizes.add(templates);
    }
    FamilySizes more;
    more.add(2, 2);
    sizes += more;
    auto const rows = sizes.rows();
    ASSERT_EQ(rows.size(), 4U);
    EXPECT_EQ(rows[0].family_size, 1);
    EXPECT_EQ(rows[0].count, 5);
    EXPECT_DOUBLE_EQ(rows[0].fraction, 0.5);
    EXPECT_DOUBLE_EQ(rows[0].fraction_gt_or_eq_family_size, 1.0);
    EXPECT_DOUBLE_EQ(rows[1].fraction_gt_or_eq_family_size, 0.5);
    EXPECT_DOUBLE_EQ(rows[2].fraction_gt_or_eq_family_size, 0.3);
    EXPECT_EQ(rows[3].family_size, 12'924);
    EXPECT_DOUBLE_EQ(rows[3].fraction_gt_or_eq_family_size, 0.1);
    EXPECT_EQ(sizes.families(), 10);
    EXPECT_EQ(sizes.templates(), 5 + 6 + 4 + 12'924);
}

/// Two positions: 6 templates (a molecule of 3 + 2, one of 1 + 0) and 1 template.
DuplexSizes small() {
    DuplexSizes sizes;
    sizes.add_position(6);
    sizes.add_family(2, 3);
    sizes.add_family(0, 1);
    sizes.add_position(1);
    sizes.add_family(1, 0);
    return sizes;
}

TEST(DuplexSizes, positions_strands_and_molecules_are_counted_apart) {
    auto const rows = small().size_rows();
    std::vector<std::array<std::int64_t, 4>> counts;
    for (auto const& row : rows) {
        counts.push_back({row.family_size, row.cs.count, row.ss.count, row.ds.count});
    }
    std::vector<std::array<std::int64_t, 4>> const expected{{1, 1, 2, 2}, {2, 0, 1, 0}, {3, 0, 1, 0}, {5, 0, 0, 1}, {6, 1, 0, 0}};
    EXPECT_EQ(counts, expected);
    EXPECT_DOUBLE_EQ(rows[0].ss.fraction, 0.5);
    EXPECT_DOUBLE_EQ(rows[1].ss.fraction_gt_or_eq_size, 0.5);
    EXPECT_DOUBLE_EQ(rows[2].ss.fraction_gt_or_eq_size, 0.25);
    EXPECT_DOUBLE_EQ(rows[3].ds.fraction_gt_or_eq_size, 1.0 / 3);
    EXPECT_DOUBLE_EQ(rows[4].cs.fraction_gt_or_eq_size, 0.5);
}

TEST(DuplexSizes, the_strand_with_more_templates_is_ab) {
    auto const rows = small().duplex_rows();
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0].ab_size, 1);
    EXPECT_EQ(rows[0].ba_size, 0);
    EXPECT_EQ(rows[0].count, 2);
    EXPECT_DOUBLE_EQ(rows[0].fraction_gt_or_eq_size, 1.0);
    EXPECT_EQ(rows[1].ab_size, 3);
    EXPECT_EQ(rows[1].ba_size, 2);
    EXPECT_DOUBLE_EQ(rows[1].fraction, 1.0 / 3);
    EXPECT_DOUBLE_EQ(rows[1].fraction_gt_or_eq_size, 1.0 / 3);
}

TEST(DuplexSizes, cumulative_fractions_are_those_of_a_comparison_of_all_rows) {
    std::mt19937 random{20240601};
    DuplexSizes sizes;
    for (int family = 0; family < 2000; ++family) {
        sizes.add_family(random() % 30, 1 + random() % 30);
    }
    auto const rows = sizes.duplex_rows();
    for (auto const& row : rows) {
        std::int64_t at_least = 0;
        for (auto const& other : rows) {
            at_least += other.ab_size >= row.ab_size && other.ba_size >= row.ba_size ? other.count : 0;
        }
        EXPECT_DOUBLE_EQ(row.fraction_gt_or_eq_size, static_cast<double>(at_least) / 2000);
    }
}

TEST(DuplexSizes, yield_counts_molecules_that_pass_the_thresholds) {
    auto const any = small().yield_row(1.0, {});
    EXPECT_EQ(any.read_pairs, 7);
    EXPECT_EQ(any.cs_families, 2);
    EXPECT_EQ(any.ss_families, 4);
    EXPECT_EQ(any.ds_families, 3);
    EXPECT_EQ(any.ds_duplexes, 1);
    EXPECT_DOUBLE_EQ(any.ds_fraction_duplexes, 1.0 / 3);
    EXPECT_NEAR(any.ds_fraction_duplexes_ideal, (1 - 2.0 / 32) / 3, 1e-12);
    EXPECT_EQ(small().yield_row(0.5, {3, 3}).ds_duplexes, 0);
    EXPECT_EQ(small().yield_row(0.5, {3, 2}).ds_duplexes, 1);
    EXPECT_EQ(small().two_strand_families(), 1);
}

TEST(DuplexSizes, tallies_of_parts_add_up) {
    DuplexSizes twice = small();
    twice += small();
    EXPECT_EQ(twice.families(), 6);
    EXPECT_EQ(twice.yield_row(1.0, {}).read_pairs, 14);
    EXPECT_DOUBLE_EQ(twice.duplex_rows()[1].fraction, 1.0 / 3);
}

/// Every way to deal n templates to two strands, one by one.
double plain_chance(int templates, int better, int other) {
    int passing = 0;
    for (unsigned ways = 0; ways < 1U << templates; ++ways) {
        int const first = __builtin_popcount(ways);
        passing += std::max(first, templates - first) >= better && std::min(first, templates - first) >= other ? 1 : 0;
    }
    return passing / std::pow(2.0, templates);
}

TEST(IdealDuplexChance, is_the_share_of_all_ways_to_deal_templates_to_strands) {
    for (int templates = 1; templates <= 12; ++templates) {
        for (int better = 1; better <= 4; ++better) {
            for (int other = 0; other <= better; ++other) {
                EXPECT_NEAR((ideal_duplex_chance(templates, {better, other})), plain_chance(templates, better, other), 1e-12)
                    << templates << ' ' << better << ' ' << other;
            }
        }
    }
    EXPECT_EQ(ideal_duplex_chance(1, {}), 0.0);
    EXPECT_DOUBLE_EQ(ideal_duplex_chance(3, {}), 0.75);
    EXPECT_NEAR(ideal_duplex_chance(12'924, {}), 1.0, 1e-12);
}

}  // namespace
}  // namespace tidemark::test
