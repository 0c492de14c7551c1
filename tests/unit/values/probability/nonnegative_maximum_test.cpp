// Maxima that are known by hand: inside, in a corner, and of nothing.
#include "values/probability/nonnegative_maximum.hpp"

#include <gtest/gtest.h>

namespace tidemark {

TEST(NonnegativeMaximum, a_corner_and_an_inner_point_of_a_parabola) {
    // -(x - 2)^2 - (y + 1)^2 - (x - 2)(y + 1)/2: highest without bound at (2, -1), with it at y = 0, x = 2 - 1/4.
    auto const parabola = [](std::span<double const> at) {
        double const x = at[0] - 2;
        double const y = at[1] + 1;
        return LocalShape{-x * x - y * y - x * y / 2, {-2 * x - y / 2, -2 * y - x / 2}, {2, 0.5, 0.5, 2}};
    };
    auto const corner = nonnegative_maximum(parabola, {5, 5});
    EXPECT_NEAR(corner.at[0], 1.75, 1e-6);
    EXPECT_EQ(corner.at[1], 0);
    auto const inner = nonnegative_maximum([](std::span<double const> at) {
        return LocalShape{-(at[0] - 3) * (at[0] - 3), {-2 * (at[0] - 3)}, {2}};
    }, {0});
    EXPECT_NEAR(inner.at[0], 3, 1e-9);
    EXPECT_TRUE(nonnegative_maximum([](std::span<double const>) { return LocalShape{}; }, {}).at.empty());
}

}  // namespace tidemark
