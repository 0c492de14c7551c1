#include "stages/select/possible_copies.hpp"

#include "unit/stages/select/candidate_builder.hpp"
#include <gtest/gtest.h>

#include <cmath>

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

}  // namespace

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
