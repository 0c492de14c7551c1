#include "values/probability/chi_square.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace tidemark {

TEST(ChiSquare, agrees_with_scipy) {
    EXPECT_NEAR(chi_square_at_least(3.841458820694124, 1), 0.05, 1e-12);
    EXPECT_NEAR(chi_square_at_least(4.4, 4), 0.35457, 5e-6);
    EXPECT_EQ(chi_square_at_least(-1, 3), 1);
    EXPECT_THROW((void)chi_square_at_least(1, 0), std::logic_error);
}

}  // namespace tidemark
