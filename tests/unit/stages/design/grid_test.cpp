// Grids and what a drawing spreads of them.
#include "stages/design/grid.hpp"

#include <gtest/gtest.h>

#include "stages/design/grid_axes.hpp"
#include "stages/design/log_axis.hpp"

namespace tidemark::test {
namespace {

DesignGrid small_grid() {
    DesignGrid grid;
    grid.loci = {4, 16};
    grid.molecules = {1000, 2000, 5000};
    grid.backgrounds = {{1e-6, "duplex"}};
    grid.fractions = {1e-3, 1e-4};
    return grid;
}

}  // namespace

TEST(DesignGrid, holds_every_combination_with_the_last_list_changing_fastest) {
    auto const plans = plans_of(small_grid());
    ASSERT_EQ(plans.size(), 12U);
    EXPECT_EQ(plan_count(small_grid()), 12U);
    EXPECT_EQ(plans[0].loci, 4);
    EXPECT_EQ(plans[0].molecules, 1000);
    EXPECT_EQ(plans[0].fraction, 1e-3);
    EXPECT_EQ(plans[1].fraction, 1e-4);
    EXPECT_EQ(plans[2].molecules, 2000);
    EXPECT_EQ(plans[11].loci, 16);
    EXPECT_EQ(plans[11].evidence_class, "duplex");
    EXPECT_FALSE(plans[11].target);
}

TEST(DesignGrid, a_range_is_even_on_a_logarithmic_scale) {
    auto const values = values_of({.first = 2, .last = 64, .count = 6});
    ASSERT_EQ(values.size(), 6U);
    for (std::size_t index = 0; index < values.size(); ++index) {
        EXPECT_NEAR(values[index], 2 << index, 1e-9);
    }
}

TEST(DesignGrid, the_axis_is_what_has_most_values) {
    std::vector<TubeDesign> designs;
    for (auto const& plan : plans_of(small_grid())) {
        designs.emplace_back().plan = plan;
    }
    auto const spread = spread_of(designs);
    EXPECT_EQ(grid_quantities()[spread.axis.value()].name, "molecules at each locus");
    EXPECT_EQ(grid_quantities()[spread.lines.value()].name, "loci");
    EXPECT_TRUE(spread.fixed.empty());
    designs.resize(2);   // one tube, two questions
    EXPECT_FALSE(spread_of(designs).axis);
}

TEST(LogAxis, places_decades_evenly_and_labels_them_in_plain_numbers) {
    LogAxis const axis{.lowest = 1e-5, .highest = 1e-2, .start = 0, .end = 300};
    EXPECT_NEAR(axis.place(1e-4), 100, 1e-9);
    EXPECT_NEAR(axis.place(1e-9), 0, 1e-9);
    EXPECT_EQ(axis.ticks().size(), 4U);
    EXPECT_EQ(per_cent_tick(1e-4), "0.01 %");
    EXPECT_EQ(per_cent_tick(1e-6), "0.0001 %");
    EXPECT_EQ(number_tick(20000), "20,000");
    EXPECT_EQ(number_tick(1e-5), "1e-05");
}

}  // namespace tidemark::test
