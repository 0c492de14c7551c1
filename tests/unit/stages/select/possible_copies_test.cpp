#include "stages/select/possible_copies.hpp"

#include "unit/stages/select/candidate_builder.hpp"
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace tidemark::test {
namespace {

TumorTissue tissue(double major, double minor, std::optional<double> purity,
                   std::optional<double> cell_fraction = std::nullopt) {
    return {"", {{"chr1", Interval{Position{0}, Position{100}}, major, minor, cell_fraction}}, purity};
}

Sighting at_depth(double vaf, std::int64_t depth) {
    auto sighting = seen(0, vaf);
    sighting.tumor_depth = depth;
    return sighting;
}

std::vector<PossibleCopies> states(Sighting const& sighting, TumorTissue const& of) {
    std::vector const tissues{of};
    return possible_copies(locus(snv(7), {sighting}), tissues);
}

/// The same as a sum over every pair of copy numbers up to 20 and every multiplicity; weight by (m, C), of states from 0.01 on.
std::map<std::pair<double, double>, double> plain_sum(CopySegment const& segment, std::optional<double> vaf, double depth,
                                                      double purity) {
    auto const normal_law = [](double at, double mean, double sd) {
        return sd > 0 ? (std::abs(at - mean) <= 3 * sd || at == std::round(mean) ? std::exp(-std::pow((at - mean) / sd, 2) / 2) : 0.0)
                      : (at == mean ? 1.0 : 0.0);
    };
    std::map<std::pair<double, double>, double> weights;
    for (int major = 1; major <= 20; ++major) {
        for (int minor = 0; minor <= major; ++minor) {
            for (int mutated = 1; mutated <= major; ++mutated) {
                double const total = major + minor;
                double weight = normal_law(major, segment.major_copies, segment.major_copies_sd) *
                                normal_law(minor, segment.minor_copies, segment.minor_copies_sd) / major;
                if (vaf) {
                    double const expected = purity * mutated / (purity * total + 2 * (1 - purity));
                    double const variance = std::pow(0.05 * expected, 2) + expected * (1 - expected) / depth;
                    weight *= std::exp(-std::pow(*vaf - expected, 2) / (2 * variance)) / std::sqrt(variance);
                }
                weights[{mutated, total}] += weight;
            }
        }
    }
    auto const scale = [&] {
        double sum = 0;
        for (auto const& [state, weight] : weights) {
            sum += weight;
        }
        for (auto& [state, weight] : weights) {
            weight /= sum;
        }
    };
    scale();
    std::erase_if(weights, [](auto const& each) { return each.second < 0.01; });
    scale();
    return weights;
}

}  // namespace

TEST(PossibleCopies, copy_numbers_that_are_not_sure_are_averaged_over_too_as_by_a_plain_sum) {
    int compared = 0;
    for (auto const& [major, major_sd, minor, minor_sd] :
         std::vector<std::array<double, 4>>{{2, 0.5, 1, 0}, {2, 0, 1, 0.6}, {2.4, 0.4, 0.8, 0.3}, {4, 1.5, 2, 1}, {1, 0.5, 0, 0.4}}) {
        for (auto const vaf : {std::optional<double>{}, std::optional{0.3}, std::optional{0.55}}) {
            auto of = tissue(major, minor, 0.7);
            of.segments.front().major_copies_sd = major_sd;
            of.segments.front().minor_copies_sd = minor_sd;
            auto sighting = vaf ? at_depth(*vaf, 150) : seen(0);
            auto const expected = plain_sum(of.segments.front(), vaf, 150, 0.7);
            auto const list = states(sighting, of);
            if (std::ranges::any_of(expected, [](auto const& each) { return each.second >= 0.99; })) {
                continue;
            }
            ++compared;
            ASSERT_EQ(list.size(), expected.size()) << major << " " << minor;
            double sum = 0;
            for (auto const& state : list) {
                // Rounded to four digits, the first takes what rounding leaves.
                EXPECT_NEAR(state.weight, expected.at({state.multiplicity, state.total_copies}),
                            5.1e-5 * static_cast<double>(&state == &list.front() ? list.size() : 1));
                sum += state.weight;
            }
            EXPECT_NEAR(sum, 1, 1e-9);
        }
    }
    EXPECT_GE(compared, 10) << "the others are sure";
}

TEST(PossibleCopies, a_state_that_the_vaf_settles_is_listed_where_the_segment_says_another) {
    // 1.6+1 at p 0.9: 1+1 gives a VAF of 0.9/2 = 0.45, 2+1 one of 0.31 or 0.62; of 5,000 reads 0.45 is one of two copies.
    auto of = tissue(1.6, 1, 0.9);
    of.segments.front().major_copies_sd = 0.3;
    EXPECT_EQ(states(at_depth(0.45, 5000), of), (std::vector<PossibleCopies>{{1, 2, 1}}));
    EXPECT_TRUE(states(at_depth(0.56, 2000), tissue(2, 1, 0.8)).empty()) << "the segment's own state needs no list";
}

TEST(PossibleCopies, a_sure_state_needs_no_list) {
    EXPECT_TRUE(states(at_depth(0.5, 200), TumorTissue{}).empty()) << "no segments";
    EXPECT_TRUE(states(at_depth(0.5, 200), tissue(1, 1, 0.8)).empty()) << "one major copy";
    // Expected 0.286 and 0.571 of 2000 reads: 0.56 is m = 2.
    EXPECT_TRUE(states(at_depth(0.56, 2000), tissue(2, 1, 0.8)).empty());
}

TEST(PossibleCopies, a_vaf_between_two_states_is_weighed_by_its_depth) {
    // p 0.4, C 3: all = 0.4·3 + 0.6·2 = 2.4; expected 0.4/2.4 = 1/6 and 1/3, seen 0.24 of 50 reads.
    double const one = 1.0 / 6;
    double const two = 1.0 / 3;
    auto const density = [](double expected) {
        double const variance = std::pow(0.05 * expected, 2) + expected * (1 - expected) / 50;
        return std::exp(-std::pow(0.24 - expected, 2) / (2 * variance)) / std::sqrt(variance);
    };
    auto const list = states(at_depth(0.24, 50), tissue(2, 1, 0.4));
    ASSERT_EQ(list.size(), 2U);
    double const weight = density(one) / (density(one) + density(two));
    double const of_one = list[0].multiplicity == 1 ? list[0].weight : list[1].weight;
    EXPECT_NEAR(of_one, weight, 1e-4);
    EXPECT_NEAR(list[0].weight + list[1].weight, 1, 1e-12);
    EXPECT_GE(list[0].weight, list[1].weight);
    EXPECT_EQ(list[0].total_copies, 3);
}

TEST(PossibleCopies, without_purity_every_multiplicity_is_as_likely) {
    EXPECT_EQ(states(at_depth(0.5, 200), tissue(2, 1, std::nullopt)),
              (std::vector<PossibleCopies>{{1, 3, 0.5}, {2, 3, 0.5}}));
}

TEST(PossibleCopies, a_segment_of_part_of_the_cells_averages_mutated_copies_over_the_cells) {
    // Half of the cells 3+1, half 1+1: C = 3; m = 1, 1.5, 2.
    EXPECT_EQ(states(seen(0), tissue(3, 1, 0.8, 0.5)),
              (std::vector<PossibleCopies>{{1, 3, 0.3334}, {1.5, 3, 0.3333}, {2, 3, 0.3333}}));
}

TEST(PossibleCopies, tissues_that_disagree_are_averaged) {
    std::vector const tissues{tissue(1, 1, std::nullopt), tissue(1, 0, std::nullopt)};
    EXPECT_EQ(possible_copies(locus(snv(7), {seen(0), seen(1)}), tissues),
              (std::vector<PossibleCopies>{{1, 1, 0.5}, {1, 2, 0.5}}));
}

}  // namespace tidemark::test
