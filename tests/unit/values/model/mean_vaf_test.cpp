// The unweighted mean VAF: zero counts first, then equal depths (exact limits), then another program's numbers.
#include "values/model/mean_vaf.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace tidemark {
namespace {

/// The definition, term by term.
MeanVaf of(std::vector<double> const& depths, std::vector<double> const& alts) {
    MeanVaf vaf;
    for (std::size_t locus = 0; locus < depths.size(); ++locus) {
        double const weight = 1 / (static_cast<double>(depths.size()) * depths[locus]);
        vaf.mean += weight * alts[locus];
        vaf.variance += weight * weight * alts[locus];
        vaf.largest_weight = std::max(vaf.largest_weight, weight);
    }
    return vaf;
}

}  // namespace

TEST(MeanVaf, no_molecule_has_the_upper_bound_of_a_zero_count) {
    EXPECT_EQ(mean_vaf_limits(of({1000}, {0})).lower, 0);
    // -ln 0.05 and -ln 0.025 molecules.
    EXPECT_NEAR(mean_vaf_upper_bound(of({1000}, {0})), 2.995732274e-3, 1e-11);
    EXPECT_NEAR(mean_vaf_limits(of({1000}, {0})).upper, 3.688879454e-3, 1e-11);
}

TEST(MeanVaf, every_molecule_mutated_stays_a_fraction) { EXPECT_EQ(mean_vaf_limits(of({4}, {4})).upper, 1); }

TEST(MeanVaf, equal_depths_give_the_exact_poisson_limits) {
    // Garwood limits of 3 events: 0.618672 to 8.767273.
    auto const limits = mean_vaf_limits(of({250, 250, 250, 250}, {1, 0, 2, 0}));
    EXPECT_NEAR(limits.lower, 0.618672123e-3, 1e-10);
    EXPECT_NEAR(limits.upper, 8.767273069e-3, 1e-10);
}

TEST(MeanVaf, a_ratio_over_nothing_is_absent_and_unbounded) {
    auto const interval = mean_vaf_ratio(of({1000, 900}, {0, 0}), of({1000, 900}, {4, 1}));
    EXPECT_FALSE(interval.ratio);
    EXPECT_FALSE(interval.hi);
    EXPECT_NEAR(interval.lo, 0.8423880571241121, 1e-9);
}

TEST(MeanVaf, ratios_agree_with_scipy) {
    // tests/oracles/change_ratio.tsv, kind mean.
    struct Row { std::vector<double> d0, x0, d1, x1; double ratio, lo, hi; };
    for (auto const& row : {
             Row{{2000, 2000}, {6, 6}, {2000, 2000}, {2, 3}, 0.4166666666666667, 0.11499564987001282, 1.2705739365440663},
             Row{{2104, 1987, 350}, {33, 28, 6}, {2200, 1500, 410}, {3, 4, 1}, 0.13788329437145347, 0.040911506095531666, 0.41385900668170134},
             Row{{5000, 60}, {20, 0}, {4000, 80}, {3, 0}, 0.1875, 0.005525449243122868, 12.816634938591609},
             Row{{5000, 4000, 3000}, {9, 7, 5}, {5000, 4000, 3000}, {0, 0, 0}, 0, 0, 0.25871150023697514}}) {
        auto const interval = mean_vaf_ratio(of(row.d0, row.x0), of(row.d1, row.x1));
        EXPECT_NEAR(interval.ratio.value(), row.ratio, 1e-12);
        EXPECT_NEAR(interval.lo, row.lo, 1e-9);
        EXPECT_NEAR(interval.hi.value(), row.hi, 1e-7);
    }
}

TEST(MeanVaf, p_of_no_change_of_equal_depths_is_the_binomial_one) {
    // Ten or more of thirteen tosses: (286 + 78 + 13 + 1) / 8192.
    EXPECT_NEAR(mean_vaf_same_p(of({1000}, {3}), of({1000}, {10})), 2 * 378.0 / 8192, 1e-12);
    EXPECT_NEAR(mean_vaf_same_p(of({1000}, {10}), of({1000}, {3})), 2 * 378.0 / 8192, 1e-12);
    EXPECT_NEAR(mean_vaf_same_p(of({1000}, {0}), of({1000}, {6})), 2 * std::pow(0.5, 6), 1e-12);
    EXPECT_EQ(mean_vaf_same_p(of({1000}, {0}), of({1000}, {0})), 1);
    EXPECT_EQ(mean_vaf_same_p(of({1000}, {5}), of({1000}, {5})), 1);
}

TEST(MeanVaf, p_of_no_change_is_the_level_at_which_the_interval_touches_it) {
    // Depths of the follow-up scaled by a limit of scipy's interval above: that limit is then 1.
    for (double const limit : {0.040911506095531666, 0.41385900668170134}) {
        auto const after = of({2200 * limit, 1500 * limit, 410 * limit}, {3, 4, 1});
        EXPECT_NEAR(mean_vaf_same_p(of({2104, 1987, 350}, {33, 28, 6}), after), 0.05, 1e-8) << limit;
    }
}

}  // namespace tidemark
