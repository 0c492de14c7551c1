// Places of several samples add up, also those where only one sample shows an error.
#include "stages/background/off_panel_places.hpp"

#include <gtest/gtest.h>

namespace tidemark::test {
namespace {

constexpr MoleculeGroup duplex{EvidenceClass::duplex, MoleculeStrand::none};

Variant snv(std::int64_t position) { return {"chr1", Position{position}, "C", "T"}; }

PooledSample sample(std::vector<DepthRun> depths, std::vector<OffPanelAllele> mismatches) {
    PooledSample pool;
    pool.depths = std::move(depths);
    pool.mismatches = std::move(mismatches);
    return pool;
}

}  // namespace

TEST(OffPanelPlaces, depths_of_overlapping_runs_add_up) {
    std::vector<PooledSample> const samples{
        sample({{"chr1", Position{0}, Position{100}, duplex, 1000}}, {{snv(50), duplex, 1000, 2}}),
        sample({{"chr1", Position{40}, Position{140}, duplex, 3000}}, {{snv(50), duplex, 3000, 1}, {snv(120), duplex, 3000, 1}}),
        sample({{"chr1", Position{0}, Position{60}, duplex, 500}}, {})};
    auto const places = off_panel_places(samples).at(duplex);
    ASSERT_EQ(places.mismatches.size(), 2U);
    EXPECT_EQ(places.mismatches[0].errors, 3);
    EXPECT_EQ(places.mismatches[0].depth, 4500);
    EXPECT_EQ(places.mismatches[1].depth, 3000);
    // 1,500 at 40 places, 4,500 at 20, 4,000 at 40, 3,000 at 40.
    double positions = 0;
    double molecules = 0;
    for (auto const& [bin, counts] : places.depths) {
        positions += counts.positions;
        molecules += counts.molecules;
    }
    EXPECT_DOUBLE_EQ(positions, 140);
    EXPECT_DOUBLE_EQ(molecules, 1500 * 40 + 4500 * 20 + 4000 * 40 + 3000 * 40);
    EXPECT_DOUBLE_EQ(places.depths.at(depth_bin(1500)).positions, 40);
}

TEST(OffPanelPlaces, a_foreign_row_is_one_allele_of_three) {
    PooledSample pool;
    pool.rows = {{snv(5), duplex, 2000, 0}, {snv(6), duplex, 2000, 4}};
    auto const places = off_panel_places({&pool, 1}).at(duplex);
    EXPECT_NEAR(places.depths.at(depth_bin(2000)).positions, 2.0 / 3, 1e-12);
    ASSERT_EQ(places.mismatches.size(), 1U);
    EXPECT_EQ(places.mismatches[0].errors, 4);
}

}  // namespace tidemark::test
