// Limits of a fraction by the law of the statistic, and by the counts that bound it the closest.
#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "stages/detect/estimate.hpp"
#include "stages/detect/statistic.hpp"

namespace tidemark::test {
namespace {

/// Clean molecules beside noisy ones whose rate hardly anything tells, at each of so many places.
std::vector<Witness> mixed_places(std::size_t places, std::int64_t clean_each, std::int64_t noisy_each) {
    std::vector<Witness> list(places);
    for (std::size_t index = 0; index < places; ++index) {
        list[index].loci = {index};
        list[index].unit.cells = {CountCell{.depth = 2000, .background = 1e-6, .dispersion = 0, .copies = {}},
                                  CountCell{.depth = 2000, .background = 20, .dispersion = 2, .copies = {}}};
        list[index].alt = {clean_each, noisy_each};
        list[index].shown_places = 1;
    }
    return list;
}

constexpr double clean_molecules = 4000;   // v = f/2

}  // namespace

// 4 molecules: P(X >= 4 | 1.0899) = P(X <= 4 | 10.2416) = 0.025.
TEST(StatisticLimits, molecules_that_weigh_nothing_leave_the_limits_of_the_others) {
    auto const places = mixed_places(2, 2, 20);
    auto const limits = statistic_limits(places, 1e-3, {.method = TestMethod::exact, .rule = {}, .sample_dispersion = 0.5});
    ASSERT_TRUE(limits);
    EXPECT_NEAR(limits->lower / 2 * clean_molecules, 1.0899, 1e-3);
    EXPECT_NEAR(limits->upper / 2 * clean_molecules, 10.2416, 1e-3);
}

TEST(StatisticLimits, nothing_seen_has_no_lower_limit) {
    auto const limits = statistic_limits(mixed_places(2, 0, 20), 1e-3, {.method = TestMethod::exact, .rule = {}, .sample_dispersion = 0.5});
    ASSERT_TRUE(limits);
    EXPECT_EQ(limits->lower, 0);
    EXPECT_NEAR(limits->upper / 2 * clean_molecules, -std::log(0.025), 1e-3);
}

TEST(StatisticLimits, equal_weights_are_left_to_the_count) {
    auto places = mixed_places(3, 1, 0);
    for (auto& place : places) {
        place.unit.cells.resize(1);
        place.alt.resize(1);
    }
    EXPECT_FALSE(statistic_limits(places, 1e-3, {}));
}

TEST(StatisticLimits, a_bound_counts_the_clean_molecules_alone_where_that_is_closer) {
    FractionLikelihood const likelihood{mixed_places(2, 0, 18), {.sample_dispersion = 0.5}};
    EXPECT_EQ(likelihood.clear().alt, 0);
    EXPECT_NEAR(likelihood.clear().background, 2e-6, 1e-12);
    EXPECT_NEAR(fraction_upper_bound(likelihood) / 2 * clean_molecules, -std::log(0.05), 1e-4);
}

TEST(StatisticLimits, places_of_one_rate_all_count) {
    auto places = mixed_places(3, 1, 0);
    for (auto& place : places) {
        place.unit.cells.resize(1);
        place.alt.resize(1);
    }
    FractionLikelihood const likelihood{places};
    EXPECT_EQ(likelihood.clear().alt, 3);
    EXPECT_NEAR(likelihood.clear_signal(1e-3), likelihood.signal(1e-3), 1e-12);
}

}  // namespace tidemark::test
