// A loss of places is stated where it is a fact: how often it is stated where nothing was lost, and that half of the places lost is seen.
#include <gtest/gtest.h>

#include "stages/detect/fraction_estimate.hpp"
#include "support/fraction_tube.hpp"

namespace tidemark::test {
namespace {

/// Whether a draw states a loss, as add_fraction does.
bool states_loss(std::vector<Witness> const& places) {
    FractionLikelihood const likelihood{places};
    auto const estimate = estimate_fraction(likelihood);
    return estimate.dropout ? estimate.dropout->shows_loss() : loss_is_shown(likelihood, estimate.fraction);
}

/// Share of draws that state a loss. `molecules`: expected at each place that is there.
double stated(int loci, double molecules, double lost, int draws) {
    constexpr double depth = 2000;
    FractionTubeMaker maker{{.fraction = 2 * molecules / depth, .loci = loci, .depth = depth, .dropout = lost,
                             .copies = TubeCopies::heterozygous}, 11};
    double count = 0;
    for (int draw = 0; draw < draws; ++draw) {
        count += states_loss(maker.draw().witnesses) ? 1 : 0;
    }
    return count / draws;
}

std::vector<Witness> places(std::vector<std::int64_t> const& alt) {
    std::vector<Witness> list;
    for (auto const count : alt) {
        auto& witness = list.emplace_back();
        witness.loci = {list.size() - 1};
        witness.unit.cells.push_back({.depth = 2000, .background = 0.002, .dispersion = 0, .copies = {}});
        witness.alt = {count};
    }
    return list;
}

}  // namespace

TEST(LossClaims, are_made_in_at_most_five_per_cent_of_draws_that_lost_nothing) {
    constexpr int draws = 300;
    double all = 0;
    int tubes = 0;
    for (int const loci : {8, 20, 50, 150}) {
        for (double const molecules : {0.7, 1.5, 4.2, 8.0}) {
            double const share = stated(loci, molecules, 0, draws);
            EXPECT_LE(share, 0.05) << loci << " loci, " << molecules << " molecules each";
            all += share;
            ++tubes;
        }
    }
    // As docs/methods/detect.md has it; standard error 0.2 %.
    EXPECT_NEAR(all / tubes, 0.020, 0.006);
}

TEST(LossClaims, are_made_where_half_of_the_places_are_lost) {
    EXPECT_GE(stated(20, 8, 0.5, 100), 0.98);
    EXPECT_GE(stated(50, 5.5, 0.5, 100), 0.98);
}

TEST(LossClaims, one_empty_place_among_twenty_is_chance_at_four_molecules_and_a_loss_at_twelve) {
    // Chance of an empty place: 20 exp(-4.2) = 0.30 of one is expected, 20 exp(-12) = 0.0001 of one.
    std::vector<std::int64_t> alt{0, 4, 5, 3, 4, 6, 4, 2, 5, 4, 4, 3, 7, 4, 5, 4, 3, 6, 4, 7};
    EXPECT_FALSE(states_loss(places(alt)));
    for (auto& count : alt) {
        count = count * 3;
    }
    EXPECT_TRUE(states_loss(places(alt)));
}

TEST(LossClaims, three_molecules_on_forty_four_places_say_nothing_of_a_loss) {
    std::vector<std::int64_t> alt(44, 0);
    alt[3] = alt[20] = alt[31] = 1;
    EXPECT_FALSE(states_loss(places(alt)));
}

}  // namespace tidemark::test
