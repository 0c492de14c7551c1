#include "values/model/clone_expansion.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "values/probability/random.hpp"

namespace tidemark::test {
namespace {

/// Two blood samples of one repertoire: shares fall like 1/rank, both samples scatter by gamma noise of squared variation
/// `variation`, and the first `expanded` clonotypes of every tenth rank grow by `fold`.
struct World {
    std::vector<TemplatePair> pairs;
    std::vector<bool> expanded;
    TemplatePair totals;
};

World world(std::uint64_t seed, double variation, int expanded = 0, double fold = 1, double depth_after = 60'000) {
    Random random{seed, "repertoire"};
    World made;
    int const clonotypes = 3000;
    double const norm = std::log(clonotypes) + 0.5772;
    for (int rank = 1; rank <= clonotypes; ++rank) {
        double const share = 1 / (rank * norm);
        bool const grows = rank % 10 == 5 && rank / 10 < expanded;
        auto const noise = [&] { return variation > 0 ? random.gamma(1 / variation, 1) : 1; };
        made.pairs.push_back({random.poisson(60'000 * share * noise()),
                              random.poisson(depth_after * share * noise() * (grows ? fold : 1))});
        made.expanded.push_back(grows);
        made.totals.before += made.pairs.back().before;
        made.totals.after += made.pairs.back().after;
    }
    return made;
}

}  // namespace

TEST(CloneExpansion, too_few_clonotypes_tell_nothing_about_the_scatter) {
    std::vector<TemplatePair> const pairs(19, {10, 10});
    EXPECT_FALSE(estimate_overdispersion(pairs, {190, 190}, {}));
    EXPECT_FALSE(estimate_overdispersion({}, {0, 0}, {}));
}

TEST(CloneExpansion, without_overdispersion_the_test_is_Fishers) {
    // R: fisher.test(matrix(c(9, 9991, 2, 9998), 2), alternative = "greater")$p.value; by the terms of the table below.
    double tail = 0;
    for (int count = 9; count <= 11; ++count) {
        double chance = 1;   // choose(11, count) (10000)_count (10000)_(11-count) / (20000)_11
        for (int drawn = 0; drawn < 11; ++drawn) {
            chance *= drawn < count ? (10'000.0 - drawn) / (20'000.0 - drawn) * (11.0 - drawn) / (drawn + 1.0)
                                    : (10'000.0 - (drawn - count)) / (20'000.0 - drawn);
        }
        tail += chance;
    }
    EXPECT_NEAR(expansion_p_value({2, 9}, {10'000, 10'000}, 0), tail, 1e-9 * tail);
    EXPECT_GT(expansion_p_value({2, 9}, {10'000, 10'000}, 0.05), tail);
    EXPECT_NEAR(expansion_p_value({2, 9}, {10'000, 10'000}, 1.1e-6), tail, 1e-3 * tail + 1e-4);
}

TEST(CloneExpansion, five_templates_a_doubling_and_the_false_discovery_rate_are_all_asked_for) {
    ExpansionParameters const parameters;
    std::vector<TemplatePair> const pairs{{0, 4}, {0, 30}, {100, 190}, {3, 2}, {2, 2}};
    auto const tests = expansion_tests(pairs, {100'000, 100'000}, 0, parameters);
    ASSERT_EQ(tests.size(), 3U);   // {0, 4} and {2, 2} have fewer than five templates in both together
    EXPECT_EQ(tests[0].index, 1U);
    EXPECT_TRUE(tests[0].expanded);
    EXPECT_NEAR(tests[0].fold, 60, 1e-9);
    EXPECT_LT(tests[1].q, 0.05);
    EXPECT_FALSE(tests[1].expanded) << "it did not double";
    EXPECT_FALSE(tests[2].expanded);
}

TEST(CloneExpansion, what_could_be_found_expanded_is_asked_of_the_strongest_later_sample) {
    std::vector<TemplatePair> const pairs(30, {50, 0});
    EXPECT_FALSE(expansion_possible(pairs, {1'500, 4}, 0, {})) << "a clone needs five templates";
    // One new clone of five: (5/1505)(4/1504)(3/1503)(2/1502)(1/1501) = 1.6e-14, and 0.05 / 31 would do.
    EXPECT_TRUE(expansion_possible(pairs, {1'500, 5}, 0, {}));
    // All five of five with equal shares: at a correlation of 0.9 nearly as likely as one of one, 1/2.
    std::vector<TemplatePair> const even(30, {50, 50});
    EXPECT_FALSE(expansion_possible(even, {1'500, 1'500}, 0.9, {}));
    EXPECT_TRUE(expansion_possible(even, {1'500, 1'500}, 0.01, {}));
    EXPECT_FALSE(expansion_possible({}, {0, 0}, 0, {}));
}

TEST(CloneExpansion, samples_without_a_common_clone_end_at_the_cap) {
    std::vector<TemplatePair> pairs(40, {30, 0});
    pairs.insert(pairs.end(), 40, {0, 30});
    auto const found = estimate_overdispersion(pairs, {1'200, 1'200}, {});
    ASSERT_TRUE(found);
    EXPECT_DOUBLE_EQ(found->upper, largest_overdispersion);
}

TEST(CloneExpansion, overdispersion_is_found_again_and_expanded_clones_do_not_hide_it) {
    for (double const variation : {0.0, 0.05, 0.2}) {
        double const truth = variation / (2 + variation);   // exact at equal depth
        for (int const expanded : {0, 40}) {
            auto const made = world(7, variation, expanded, 8);
            auto const found = estimate_overdispersion(made.pairs, made.totals, {});
            ASSERT_TRUE(found);
            // 40 of some 1,500 clonotypes that all stand outside the cut raise a variance by 7 %: 0.003 at twenty templates.
            EXPECT_NEAR(found->estimate, truth, 0.25 * truth + 0.004) << variation << " " << expanded;
            EXPECT_GE(found->upper, found->estimate);
            EXPECT_LE(found->upper, 1.6 * truth + 0.006) << variation << " " << expanded;
        }
    }
}

TEST(CloneExpansion, the_test_keeps_its_size_under_overdispersion_where_Fishers_does_not) {
    for (double const variation : {0.0, 0.1, 0.3}) {
        std::int64_t tests = 0;
        std::int64_t small = 0;
        std::int64_t fisher_small = 0;
        int families = 0;
        int const repeats = 20;
        for (int repeat = 0; repeat < repeats; ++repeat) {
            auto const made = world(100 + static_cast<std::uint64_t>(repeat), variation, 0, 1, 40'000);
            auto const scatter = estimate_overdispersion(made.pairs, made.totals, {});
            ASSERT_TRUE(scatter);
            bool any = false;
            for (auto const& test : expansion_tests(made.pairs, made.totals, scatter->upper, {})) {
                ++tests;
                small += test.p <= 0.01 ? 1 : 0;
                fisher_small += expansion_p_value(made.pairs[test.index], made.totals, 0) <= 0.01 ? 1 : 0;
                any = any || test.expanded;
            }
            families += any ? 1 : 0;
        }
        double const allowed = 0.01 * static_cast<double>(tests) + 3 * std::sqrt(0.01 * static_cast<double>(tests));
        EXPECT_LE(static_cast<double>(small), allowed) << variation;
        if (variation > 0.2) {
            EXPECT_GT(static_cast<double>(fisher_small), 2 * allowed);
        }
        // Without any expansion a finding is a false family: at most a twentieth, here 1 of 20 with its Monte-Carlo error.
        EXPECT_LE(families, 4) << variation;
    }
}

TEST(CloneExpansion, false_findings_among_true_expansions_stay_at_a_twentieth) {
    std::int64_t found = 0;
    std::int64_t wrong = 0;
    std::int64_t truly = 0;
    for (int repeat = 0; repeat < 15; ++repeat) {
        auto const made = world(500 + static_cast<std::uint64_t>(repeat), 0.03, 40, 6);
        auto const scatter = estimate_overdispersion(made.pairs, made.totals, {});
        ASSERT_TRUE(scatter);
        for (auto const& test : expansion_tests(made.pairs, made.totals, scatter->upper, {})) {
            found += test.expanded ? 1 : 0;
            wrong += test.expanded && !made.expanded[test.index] ? 1 : 0;
            truly += test.expanded && made.expanded[test.index] ? 1 : 0;
        }
    }
    EXPECT_LE(static_cast<double>(wrong), 0.05 * static_cast<double>(found) + 3 * std::sqrt(0.05 * static_cast<double>(found)));
    EXPECT_GE(truly, 15 * 20) << "40 clones of 18 templates and more grew six-fold: most are found";
}

TEST(CloneExpansion, the_chance_to_have_seen_an_absent_clone_is_that_of_one_template) {
    EXPECT_NEAR(absence_power(1e-4, 20'000, 0), 1 - std::exp(-2.0), 1e-12);
    // Gamma noise of squared variation c: 1 - (1 + c mean)^(-1/c), c = 2 rho / (1 - rho).
    double const c = 2 * 0.05 / 0.95;
    EXPECT_NEAR(absence_power(1e-4, 20'000, 0.05), 1 - std::pow(1 + c * 2, -1 / c), 1e-12);
}

}  // namespace tidemark::test
