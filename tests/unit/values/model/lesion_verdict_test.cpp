// The gates one by one, each on a case where only it can close.
#include "values/model/lesion_verdict.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace tidemark {
namespace {

using Loci = std::vector<LesionLocus>;

/// Two lesions with private loci of the given counts, and four trunk loci.
Loci counted(std::vector<double> const& first, std::vector<double> const& second, double trunk) {
    Loci loci;
    auto const add = [&](double alt, double one, double two) {
        loci.push_back({.depth = 3000, .alt = alt, .background = 0.03, .normal_copies = 2, .lesions = {{one, 2}, {two, 2}}});
    };
    for (double const alt : first) {
        add(alt, 1, 0);
    }
    for (double const alt : second) {
        add(alt, 0, 1);
    }
    for (int copy = 0; copy < 4; ++copy) {
        add(trunk, 1, 1);
    }
    return loci;
}

LesionJudgement judged(Loci const& before, Loci const& after, std::size_t lesion = 0) {
    LesionDraws const draws{before, after};
    return judge_lesion(draws, LesionChange{draws}, lesion);
}

using Reasons = std::vector<std::string>;

}  // namespace

TEST(LesionVerdict, draws_of_different_loci_are_our_own_mistake) {
    auto const before = counted({9, 9, 9}, {9}, 18);
    EXPECT_THROW((void)private_agreement({before, {}}, 0), std::logic_error);
}

TEST(LesionVerdict, molecules_name_the_fall_that_they_can_show) {
    for (auto const& [molecules, fall] : {std::pair{10.9, 0}, {11.0, 10}, {15.9, 10}, {16.0, 5}, {26.0, 3}, {49.0, 3}, {50.0, 2}}) {
        EXPECT_EQ(resolvable_fall(molecules), fall) << molecules;
    }
}

TEST(LesionVerdict, too_few_molecules_or_loci_are_not_evaluable) {
    auto const few = judged(counted({4, 3, 3}, {20, 20, 20}, 25), counted({0, 0, 0}, {20, 20, 20}, 20));
    EXPECT_EQ(few.answer, LesionAnswer::not_evaluable);
    EXPECT_EQ(few.reasons, Reasons{"low_molecules"});
    auto const two = judged(counted({40, 38}, {20, 20, 20}, 60), counted({0, 0}, {20, 20, 20}, 20));
    EXPECT_EQ(two.reasons, Reasons{"few_private_loci"});
    EXPECT_EQ(two.private_loci, 2U);
    EXPECT_NEAR(two.private_molecules, 78 - 0.06, 1e-9);
}

TEST(LesionVerdict, a_clear_fall_is_a_response_and_turned_round_a_progression) {
    auto const high = counted({20, 22, 18, 21}, {20, 19, 21}, 40);
    auto const low = counted({3, 2, 4, 3}, {21, 20, 18}, 23);
    auto const fall = judged(high, low);
    EXPECT_EQ(fall.answer, LesionAnswer::response) << fall.agreement_p << " " << fall.sharing_p;
    EXPECT_TRUE(fall.reasons.empty());
    EXPECT_EQ(judged(low, high).answer, LesionAnswer::progression);
    EXPECT_EQ(judged(high, low, 1).answer, LesionAnswer::stable);
}

TEST(LesionVerdict, few_molecules_that_fall_little_are_undetermined) {
    auto const open = judged(counted({5, 4, 6}, {20, 20, 20}, 25), counted({3, 4, 3}, {20, 20, 20}, 23));
    EXPECT_EQ(open.answer, LesionAnswer::undetermined);
    EXPECT_TRUE(open.reasons.empty());
    EXPECT_EQ(open.resolvable_fall, 10);
}

TEST(LesionVerdict, one_locus_that_falls_alone_carries_no_verdict) {
    auto const before = counted({60, 20, 20, 20}, {20, 20, 20}, 50);
    auto const after = counted({2, 20, 20, 20}, {20, 20, 20}, 36);
    auto const judgement = judged(before, after);
    EXPECT_EQ(judgement.answer, LesionAnswer::undetermined);
    EXPECT_LT(judgement.agreement_p, 1e-6);
    ASSERT_FALSE(judgement.reasons.empty());
    EXPECT_EQ(judgement.reasons.front(), "loci_disagree");
    EXPECT_EQ(judgement.reasons.back(), "fragile_locus");
}

TEST(LesionVerdict, loci_at_the_sum_of_two_lesions_look_shared) {
    // Level 15; the other lesion sheds 15 more: three loci at 30.
    auto const before = counted({15, 14, 16, 15, 15, 30, 31, 29}, {15, 14, 16, 15}, 30);
    auto const after = counted({15, 16, 14, 15, 15, 16, 17, 16}, {2, 1, 1, 2}, 17);
    LesionDraws const draws{before, after};
    LesionChange const fit{draws};
    EXPECT_LT(private_sharing(draws, 0, 1, fit).p, 0.005);
    auto const clean = counted({15, 14, 16, 15, 15, 13, 17, 15}, {15, 14, 16, 15}, 30);
    EXPECT_GT(private_sharing({clean, after}, 0, 1, LesionChange{{clean, after}}).p, 0.05);
}

TEST(LesionVerdict, agreement_is_the_statistic_of_pearson) {
    // One level before (20) and after (10), background nearly none: sum (x - m)^2/m by hand.
    auto const before = counted({14, 26, 20}, {5}, 25);
    auto const after = counted({8, 12, 10}, {5}, 15);
    auto const test = private_agreement({before, after}, 0);
    EXPECT_NEAR(test.statistic, 36.0 / 20 + 36.0 / 20 + 4.0 / 10 + 4.0 / 10, 0.02);
    EXPECT_NEAR(test.degrees, 4, 1e-12);
    // Close to the plain chi-square of SciPy at these counts: chi2.sf(4.4, 4) = 0.3546.
    EXPECT_NEAR(test.p, 0.3546, 0.01);
}

TEST(LesionVerdict, of_many_private_loci_the_one_that_decides_is_found) {
    // 39 loci without a change, and the last one alone falls from 40 molecules to none: all together 79 to 39.
    std::vector<LesionLocus> before;
    std::vector<LesionLocus> after;
    for (int index = 0; index < 40; ++index) {
        LesionLocus locus{.depth = 2000, .alt = index < 39 ? 1.0 : 40.0, .background = 0.02, .normal_copies = 2, .lesions = {{1, 2}, {0, 2}}};
        before.push_back(locus);
        locus.alt = index < 39 ? 1 : 0;
        after.push_back(locus);
    }
    for (int index = 0; index < 4; ++index) {
        LesionLocus const other{.depth = 2000, .alt = 20, .background = 0.02, .normal_copies = 2, .lesions = {{0, 2}, {1, 2}}};
        before.push_back(other);
        after.push_back(other);
    }
    LesionDraws const draws{before, after};
    auto const judgement = judge_lesion(draws, LesionChange{draws}, 0);
    EXPECT_LT(judgement.ratio.hi.value(), 1) << "a fall, were it not for that locus";
    EXPECT_EQ(judgement.answer, LesionAnswer::undetermined);
    EXPECT_NE(std::find(judgement.reasons.begin(), judgement.reasons.end(), "fragile_locus"), judgement.reasons.end());
}

}  // namespace tidemark
