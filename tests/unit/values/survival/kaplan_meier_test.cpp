// The survival curve: empty and fully censored groups first, then a published trial and another program.
#include "values/survival/kaplan_meier.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "support/places.hpp"
#include "support/text_cells.hpp"

namespace tidemark::test {
namespace {

using Group = std::vector<FollowUp>;

/// Freireich 1963: weeks of remission of 21 patients on 6-MP.
Group mercaptopurine() {
    return {{6, true},   {6, true},   {6, true},   {7, true},   {10, true},  {13, true},  {16, true},
            {22, true},  {23, true},  {6, false},  {9, false},  {10, false}, {11, false}, {17, false},
            {19, false}, {20, false}, {25, false}, {32, false}, {32, false}, {34, false}, {35, false}};
}

}  // namespace

TEST(KaplanMeier, nobody_has_no_curve) {
    auto const curve = kaplan_meier({});
    EXPECT_TRUE(curve.steps.empty());
    EXPECT_FALSE(curve.median);
    EXPECT_EQ(survival_at(curve, 5), 1);
}

TEST(KaplanMeier, without_events_the_curve_stays_at_one_and_has_no_median) {
    auto const curve = kaplan_meier(Group{{2, false}, {2, false}, {7, false}});
    ASSERT_EQ(curve.steps.size(), 2U);
    EXPECT_EQ(curve.steps[0].censored, 2U);
    EXPECT_EQ(curve.steps[1].at_risk, 1U);
    EXPECT_EQ(curve.steps[1].survival, 1);
    EXPECT_EQ(curve.steps[1].lo, 1);
    EXPECT_FALSE(curve.median || curve.median_lo || curve.median_hi);
}

TEST(KaplanMeier, a_curve_at_zero_has_no_interval_and_a_median) {
    auto const curve = kaplan_meier(Group{{3, true}});
    ASSERT_EQ(curve.steps.size(), 1U);
    EXPECT_EQ(curve.steps[0].survival, 0);
    EXPECT_FALSE(curve.steps[0].lo || curve.steps[0].hi);
    EXPECT_EQ(curve.median, 3);
    EXPECT_EQ(curve.median_lo, 3);
    EXPECT_FALSE(curve.median_hi);
}

TEST(KaplanMeier, one_half_is_the_median_however_it_is_rounded) {
    // 9/10 x 8/9 x 7/8 x 6/7 x 5/6.
    Group group;
    for (int week = 1; week <= 10; ++week) {
        group.push_back({static_cast<double>(week), true});
    }
    EXPECT_EQ(kaplan_meier(group).median, 5);
}

TEST(KaplanMeier, the_published_trial_shows_its_printed_curve) {
    auto const curve = kaplan_meier(mercaptopurine());
    for (auto const& [week, share] : {std::pair{6.0, 0.857}, {7.0, 0.807}, {10.0, 0.753}, {13.0, 0.690}, {16.0, 0.627},
                                      {22.0, 0.538}, {23.0, 0.448}, {30.0, 0.448}, {5.9, 1.0}}) {
        EXPECT_NEAR(survival_at(curve, week), share, 0.0005) << week;
    }
    EXPECT_EQ(curve.median, 23);
    // R, survfit(conf.type = "log-log"): 23, 13 to NA.
    EXPECT_EQ(curve.median_lo, 13);
    EXPECT_FALSE(curve.median_hi);
}

TEST(KaplanMeier, curves_and_intervals_agree_with_lifelines) {
    std::map<std::pair<std::string, std::string>, Group> groups;
    std::ifstream file{source_folder() + "/tests/oracles/survival.tsv"};
    std::map<std::pair<std::string, std::string>, std::size_t> seen;
    int steps = 0;
    for (std::string line; std::getline(file, line);) {
        auto const cells = cells_of(line, '\t');
        std::pair const key{cells.at(1), cells.at(2)};
        if (cells[0] == "subject") {
            groups[key].push_back({std::stod(cells.at(3)), cells.at(4) == "1"});
        } else if (cells[0] == "curve") {
            auto const curve = kaplan_meier(groups.at(key));
            auto const& step = curve.steps.at(seen[key]++);
            EXPECT_EQ(step.time, std::stod(cells.at(3))) << line;
            EXPECT_NEAR(step.survival, std::stod(cells.at(4)), 1e-12) << line;
            if (step.survival > 0) {
                EXPECT_NEAR(step.lo.value(), std::stod(cells.at(5)), 1e-9) << line;
                EXPECT_NEAR(step.hi.value(), std::stod(cells.at(6)), 1e-9) << line;
            }
            ++steps;
        } else if (cells[0] == "median") {
            auto const median = kaplan_meier(groups.at(key)).median;
            EXPECT_EQ(median.has_value(), !cells.at(3).empty()) << line;
            EXPECT_TRUE(!median || *median == std::stod(cells.at(3))) << line;
        }
    }
    EXPECT_GT(steps, 100);
}

}  // namespace tidemark::test
