// Peaks of functions whose top is known by hand.
#include "values/probability/solve.hpp"

#include <gtest/gtest.h>

namespace tidemark::test {

TEST(PeakValue, is_that_of_the_top_inside_the_bracket_or_at_its_nearer_end) {
    auto const hill = [](double x) { return 2 - (x - 0.3) * (x - 0.3); };
    EXPECT_NEAR(peak(hill, -4, 7, 1e-6).value, 2, 1e-12);
    EXPECT_NEAR(peak(hill, 1, 2, 1e-6).value, 2 - 0.49, 1e-5);
    EXPECT_NEAR(peak(hill, -2, -1, 1e-6).value, 2 - 1.69, 1e-5);
}

}  // namespace tidemark::test
