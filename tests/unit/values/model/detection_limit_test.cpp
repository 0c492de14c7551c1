// LoD95 of a tube: the golden table of statistics.md 6, alone and with breadth.
#include "values/model/detection_limit.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "support/golden_molecules.hpp"
#include "values/probability/distributions.hpp"

namespace tidemark::test {
namespace {

struct Golden {
    double molecules;
    double background;
    double alpha;
    std::int64_t critical;
    double limit;
};

std::vector<WitnessUnit> equal_loci(double molecules, double background, std::size_t loci) {
    double const depth = molecules / static_cast<double>(loci);
    return std::vector<WitnessUnit>(
        loci, {{CountCell{.depth = depth, .background = depth * background, .dispersion = 0, .copies = {}}}});
}

double limit_with_breadth(double molecules, double background, double alpha, std::size_t loci) {
    auto const units = equal_loci(molecules, background, loci);
    StatisticLaw const law{units, pooled_scores(units), 0};
    return tube_limits(law, {.alpha = alpha}, static_cast<std::int64_t>(loci)).detection95.value() / 2;
}

}  // namespace

TEST(DetectionLimit, count_test_alone_gives_the_golden_table) {
    for (auto const& row : {Golden{1000, 1e-6, 0.01, 1, 2.995e-3}, Golden{1000, 1e-4, 0.01, 2, 4.644e-3},
                            Golden{5000, 1e-5, 0.01, 2, 9.388e-4}, Golden{20000, 1e-5, 0.01, 3, 3.048e-4},
                            Golden{20000, 1e-5, 0.001, 4, 3.777e-4}, Golden{100000, 1e-6, 0.01, 2, 4.644e-5},
                            Golden{100000, 1e-5, 0.01, 5, 8.154e-5}, Golden{100000, 1e-4, 0.01, 19, 1.669e-4},
                            Golden{1000000, 1e-6, 0.01, 5, 8.154e-6}, Golden{1000000, 1e-5, 0.001, 22, 2.024e-5}}) {
        EXPECT_EQ(critical_count(row.molecules * row.background, 0, row.alpha), row.critical);
        EXPECT_NEAR(pooled_detection_limit({row.molecules, row.background, row.alpha}) / row.limit, 1, 2e-4)
            << row.molecules << " " << row.background;
        auto const units = equal_loci(row.molecules, row.background, 1);
        StatisticLaw const law{units, pooled_scores(units), 0};
        EXPECT_EQ(law.critical_value(row.alpha), row.critical);
        EXPECT_NEAR(law.power(2 * row.limit, row.critical, Breadth::any), 0.95, 2e-4);
    }
}

TEST(DetectionLimit, breadth_costs_where_the_critical_count_is_one_or_loci_are_few) {
    EXPECT_NEAR(limit_with_breadth(1000, 1e-6, 0.01, 16), 4.902e-3, 5e-7);
    EXPECT_NEAR(limit_with_breadth(20000, 1e-5, 0.01, 4), 3.148e-4, 5e-8);
    EXPECT_NEAR(limit_with_breadth(20000, 1e-5, 0.01, 16), 3.052e-4, 5e-8);
    EXPECT_NEAR(limit_with_breadth(20000, 1e-5, 0.001, 16), 3.777e-4, 5e-8);
    EXPECT_NEAR(limit_with_breadth(100000, 1e-5, 0.01, 50), 8.154e-5, 5e-9);
}

TEST(DetectionLimit, two_thousand_molecules_a_locus_see_what_the_design_pages_say) {
    EXPECT_NEAR(2 * limit_with_breadth(8000, 1e-5, 0.01, 4), 0.0014, 5e-5);
    EXPECT_NEAR(2 * limit_with_breadth(32000, 1e-5, 0.01, 16), 0.00037, 5e-6);
    EXPECT_NEAR(2 * limit_with_breadth(400000, 1e-5, 0.01, 200), 0.000059, 5e-7);
}

TEST(DetectionLimit, thirty_percent_of_variation_take_eleven_net_molecules) {
    // Poisson without background: CV 30 % at 1/0.3^2 = 11.11 molecules; v = f/2.
    auto const limit = quantification_limit(equal_loci(1e6, 1e-12, 10), 0);
    EXPECT_NEAR(limit.value() / 2 * 1e6, 1 / 0.09, 0.01);
}

// Net molecules s at which a count of mean b + s has a coefficient of variation of 30 %: 0.09 s^2 = b + s + variance of the background.
TEST(DetectionLimit, quantification_pays_for_a_spread_of_rates_and_of_the_noise_level) {
    auto const net = [](double background, double variance) {
        return (1 + std::sqrt(1 + 4 * 0.09 * (background + variance))) / (2 * 0.09);
    };
    auto units = equal_loci(1e7, 1e-5, 1);   // 100 molecules of background, v = f/2
    EXPECT_NEAR(quantification_limit(units, 0).value() / 2 * 1e7, net(100, 0), 0.01);
    EXPECT_NEAR(quantification_limit(units, 0.25).value() / 2 * 1e7, net(100, 0.25 * 0.25 * 100 * 100), 0.01);
    units.front().cells.front().dispersion = 0.5;
    EXPECT_NEAR(quantification_limit(units, 0).value() / 2 * 1e7, net(100, 0.5 * 100 * 100), 0.01);
}

TEST(DetectionLimit, molecules_needed_are_exact_at_both_teeth_of_the_saw) {
    for (auto const& [target, background, alpha, first, safe] : golden_molecules) {
        auto const needed = molecules_needed(target, background, alpha);
        EXPECT_EQ(needed.first, first) << target << " " << background << " " << alpha;
        EXPECT_EQ(needed.safe, safe) << target << " " << background << " " << alpha;
    }
}

}  // namespace tidemark::test
