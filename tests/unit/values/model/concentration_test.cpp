#include "values/model/concentration.hpp"

#include <gtest/gtest.h>

namespace tidemark {

TEST(Concentration, without_mass_or_volume_there_is_none) {
    EXPECT_FALSE(plasma_yield(std::nullopt, 4.0, 303));
    EXPECT_FALSE(plasma_yield(42.5, std::nullopt, 303));
    EXPECT_FALSE(plasma_yield(42.5, 0.0, 303));
    EXPECT_FALSE(plasma_yield(0.0, 4.0, 303));
}

TEST(Concentration, a_nanogram_is_303_haploid_genomes_of_3_3_picograms) {
    EXPECT_EQ(default_hge_per_ng, 303.0);
    EXPECT_NEAR(default_hge_per_ng * 3.3e-3, 1.0, 0.001);
}

TEST(Concentration, a_vaf_of_one_percent_in_42_5_ng_from_4_ml) {
    auto const yield = plasma_yield(42.5, 4.0, 303.0);
    ASSERT_TRUE(yield);
    EXPECT_DOUBLE_EQ(genomes_per_ml(*yield), 3219.375);
    EXPECT_DOUBLE_EQ(hge_per_ml(0.01, *yield), 32.19375);
    EXPECT_DOUBLE_EQ(hge_per_ml(0.01, *plasma_yield(42.5, 4.0, 300.0)), 31.875);
}

}  // namespace tidemark
