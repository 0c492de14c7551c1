#include "values/probability/false_discovery.hpp"

#include <gtest/gtest.h>

namespace tidemark::test {

TEST(FalseDiscovery, q_values_are_those_of_scipy_in_the_order_given) {
    // scipy.stats.false_discovery_control([0.01, 0.04, 0.03, 0.005, 0.2])
    std::vector<double> const p{0.01, 0.04, 0.03, 0.005, 0.2};
    std::vector<double> const expected{0.025, 0.05, 0.05, 0.025, 0.2};
    auto const q = false_discovery_rates(p);
    ASSERT_EQ(q.size(), expected.size());
    for (std::size_t index = 0; index < q.size(); ++index) {
        EXPECT_NEAR(q[index], expected[index], 1e-15) << index;
    }
    EXPECT_TRUE(false_discovery_rates({}).empty());
}

}  // namespace tidemark::test
