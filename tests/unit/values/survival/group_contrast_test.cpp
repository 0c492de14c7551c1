// Log-rank and hazard ratio: what cannot be told first, then a published trial, another program and a public cohort.
#include "values/survival/group_contrast.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "support/places.hpp"
#include "support/text_cells.hpp"

namespace tidemark::test {
namespace {

using Group = std::vector<FollowUp>;

Group with_events(std::vector<double> const& times) {
    Group group;
    for (double const time : times) {
        group.push_back({time, true});
    }
    return group;
}

/// Partial likelihood by the letter, without ties: every event against all who are still followed.
double plain_log_likelihood(Group const& reference, Group const& compared, double log_ratio) {
    double sum = 0;
    for (auto const* group : {&reference, &compared}) {
        for (auto const& subject : *group) {
            if (!subject.event) {
                continue;
            }
            double at_risk = 0;
            for (auto const& other : reference) {
                at_risk += other.time >= subject.time ? 1 : 0;
            }
            for (auto const& other : compared) {
                at_risk += other.time >= subject.time ? std::exp(log_ratio) : 0;
            }
            sum += (group == &compared ? log_ratio : 0) - std::log(at_risk);
        }
    }
    return sum;
}

}  // namespace

TEST(GroupContrast, a_time_that_is_no_time_is_our_own_mistake) {
    EXPECT_THROW((void)risk_table(Group{{-1, true}}, {}), std::logic_error);
    EXPECT_THROW((void)risk_table({}, Group{{std::nan(""), true}}), std::logic_error);
}

TEST(GroupContrast, groups_that_never_meet_are_not_compared) {
    EXPECT_FALSE(log_rank({}, {}));
    EXPECT_FALSE(hazard_ratio({}, {}));
    EXPECT_FALSE(log_rank(with_events({1, 2}), {}));
    EXPECT_FALSE(hazard_ratio({}, with_events({1, 2})));
    // The reference was followed for a week, all events of the others came later.
    EXPECT_FALSE(log_rank(Group{{1, false}, {1, false}}, with_events({2, 3})));
    EXPECT_FALSE(hazard_ratio(Group{{1, false}, {1, false}}, with_events({2, 3})));
}

TEST(GroupContrast, without_events_nothing_is_said) {
    Group const group{{3, false}, {5, false}};
    EXPECT_FALSE(log_rank(group, group));
    EXPECT_FALSE(hazard_ratio(group, group));
}

TEST(GroupContrast, events_of_one_group_only_have_a_test_and_no_ratio) {
    Group const none{{10, false}, {11, false}, {12, false}};
    auto const some = with_events({1, 2, 3});
    EXPECT_GT(log_rank(none, some).value().chi_square, 3);
    EXPECT_FALSE(hazard_ratio(none, some));
    EXPECT_FALSE(hazard_ratio(some, none));
}

TEST(GroupContrast, equal_groups_have_ratio_one) {
    Group const group{{1, true}, {2, true}, {2, false}, {4, true}};
    auto const ratio = hazard_ratio(group, group);
    ASSERT_TRUE(ratio);
    EXPECT_NEAR(ratio->ratio, 1, 1e-9);
    EXPECT_NEAR(ratio->p, 1, 1e-9);
    EXPECT_NEAR(log_rank(group, group).value().chi_square, 0, 1e-12);
}

TEST(GroupContrast, the_maximum_is_that_of_the_plain_likelihood) {
    Group const reference{{1.5, true}, {3.25, true}, {4, false}, {7, true}, {9.5, true}, {12, false}};
    Group const compared{{2, true}, {2.5, true}, {3, true}, {5, false}, {6, true}};
    auto const found = hazard_ratio(reference, compared);
    ASSERT_TRUE(found);
    double const best = plain_log_likelihood(reference, compared, std::log(found->ratio));
    for (double const aside : {-0.01, 0.01}) {
        EXPECT_GT(best, plain_log_likelihood(reference, compared, std::log(found->ratio) + aside));
    }
    // Second difference against the reported error.
    double const width = 1e-3;
    double const curvature = (plain_log_likelihood(reference, compared, std::log(found->ratio) + width) - 2 * best +
                              plain_log_likelihood(reference, compared, std::log(found->ratio) - width)) / (width * width);
    EXPECT_NEAR(found->standard_error, 1 / std::sqrt(-curvature), 1e-4);
}

TEST(GroupContrast, swapping_the_groups_inverts_the_ratio) {
    Group const one{{1, true}, {2, true}, {2, false}, {4, true}, {6, true}};
    Group const two{{2, true}, {3, true}, {5, true}, {8, false}};
    auto const forth = hazard_ratio(one, two);
    auto const back = hazard_ratio(two, one);
    ASSERT_TRUE(forth && back);
    EXPECT_NEAR(forth->ratio * back->ratio, 1, 1e-9);
    EXPECT_NEAR(forth->lo * back->hi, 1, 1e-9);
    EXPECT_NEAR(log_rank(one, two).value().chi_square, log_rank(two, one).value().chi_square, 1e-12);
}

TEST(GroupContrast, ratio_and_test_agree_with_lifelines) {
    struct Set {
        Group groups[2];
        std::vector<double> log_rank;
        std::vector<double> cox;
    };
    std::map<std::string, Set> sets;
    std::ifstream file{source_folder() + "/tests/oracles/survival.tsv"};
    for (std::string line; std::getline(file, line);) {
        auto const cells = cells_of(line, '\t');
        auto& set = sets[cells.at(1)];
        if (cells[0] == "subject") {
            set.groups[std::stoi(cells.at(2))].push_back({std::stod(cells.at(3)), cells.at(4) == "1"});
        } else if (cells[0] == "log_rank") {
            set.log_rank = {std::stod(cells.at(2)), std::stod(cells.at(3))};
        } else if (cells[0] == "cox") {
            for (std::size_t column = 2; column < 7; ++column) {
                set.cox.push_back(std::stod(cells.at(column)));
            }
        }
    }
    sets.erase("set");
    ASSERT_EQ(sets.size(), 5U);
    for (auto const& [name, set] : sets) {
        auto const test = log_rank(set.groups[0], set.groups[1]);
        auto const ratio = hazard_ratio(set.groups[0], set.groups[1]);
        ASSERT_TRUE(test && ratio) << name;
        EXPECT_NEAR(test->chi_square, set.log_rank.at(0), 1e-9 * set.log_rank[0]) << name;
        EXPECT_NEAR(test->p, set.log_rank.at(1), 1e-8 * set.log_rank[1]) << name;
        std::vector<double> const found{ratio->ratio, ratio->lo, ratio->hi, ratio->standard_error, ratio->p};
        for (std::size_t column = 0; column < found.size(); ++column) {
            EXPECT_NEAR(found[column], set.cox.at(column), 1e-5 * set.cox[column]) << name << " column " << column;
        }
    }
}

TEST(GroupContrast, the_pembrolizumab_cohort_shows_its_published_ratios) {
    auto const path = source_folder() + "/../shared/data/inspire_pembrolizumab/pembrolizumab.tsv";
    if (!std::filesystem::exists(path)) {
        GTEST_SKIP() << "the folder inspire_pembrolizumab is not there";
    }
    std::ifstream file{path};
    std::string line;
    std::getline(file, line);
    Group overall[2];
    Group progression[2];
    while (std::getline(file, line)) {
        auto const cells = cells_of(line, '\t');
        if (cells.at(6).empty()) {
            continue;
        }
        int const rising = cells[6] == "Increase from baseline" ? 1 : 0;
        overall[rising].push_back({std::stod(cells.at(10)), cells.at(9) == "1"});
        progression[rising].push_back({std::stod(cells.at(12)), cells.at(11) == "1"});
    }
    ASSERT_EQ(overall[0].size() + overall[1].size(), 73U);
    // Printed digits of R survival, then all of lifelines.
    auto const of = [](auto const& groups) { return hazard_ratio(groups[0], groups[1]).value(); };
    EXPECT_NEAR(of(overall).ratio, 3.06, 0.005);
    EXPECT_NEAR(of(overall).lo, 1.62, 0.005);
    EXPECT_NEAR(of(overall).hi, 5.77, 0.005);
    EXPECT_NEAR(of(progression).ratio, 3.40, 0.005);
    EXPECT_NEAR(of(progression).lo, 1.98, 0.005);
    EXPECT_NEAR(of(progression).hi, 5.83, 0.005);
    EXPECT_NEAR(of(overall).ratio, 3.058179, 1e-5);
    EXPECT_NEAR(of(progression).ratio, 3.399992, 1e-5);
    EXPECT_NEAR(log_rank(overall[0], overall[1]).value().chi_square, 13.085020303611406, 1e-8);
    EXPECT_NEAR(log_rank(progression[0], progression[1]).value().chi_square, 21.241270885002113, 1e-8);
}

}  // namespace tidemark::test
