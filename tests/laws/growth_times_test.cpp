// How often a series gets a doubling or halving time that is not there, by simulation with fixed seeds, and whether real ones are found.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <ostream>
#include <string>
#include <vector>

#include "stages/track/growth_so_far.hpp"
#include "support/simulated_draw.hpp"

namespace tidemark::test {
namespace {

/// A draw every three weeks. `levels`: molecules expected in each; `scatter`: standard deviation of their logarithm beside counting.
struct World {
    char const* name;
    std::vector<double> levels;
    double scatter = 0;
    std::vector<std::size_t> flares{};   ///< draws in the flare window, at four times their level
};

/// The name of a world is the name of its test.
void PrintTo(World const& world, std::ostream* out) { *out << world.name; }

struct Shares {
    double doubling = 0;   ///< of series with a doubling time at any draw
    double halving = 0;
    double either = 0;
};

constexpr int patients = 400;

Shares shares_of(World const& world) {
    Random random{41, world.name};
    Shares shares;
    for (int patient = 0; patient < patients; ++patient) {
        std::vector<Draw> draws;
        for (std::size_t number = 0; number < world.levels.size(); ++number) {
            bool const flare = std::ranges::find(world.flares, number) != world.flares.end();
            double const level = world.levels[number] * std::exp(world.scatter * random.normal()) * (flare ? 4 : 1);
            draws.push_back(simulated(random, fmt::format("d{}", number), 21 * static_cast<int>(number), level, 0.5));
            draws.back().flare_window = flare;
            draws.back().result.critical_count = critical_count(0.5, 0.001);
        }
        add_growth(draws);
        bool const doubles = std::ranges::any_of(draws, [](Draw const& draw) { return draw.growth.doubling_days.has_value(); });
        bool const halves = std::ranges::any_of(draws, [](Draw const& draw) { return draw.growth.halving_days.has_value(); });
        shares.doubling += doubles ? 1.0 / patients : 0;
        shares.halving += halves ? 1.0 / patients : 0;
        shares.either += doubles || halves ? 1.0 / patients : 0;
    }
    ::testing::Test::RecordProperty(fmt::format("doubling_halving_either {}", world.name),
                                    fmt::format("{:.3f} {:.3f} {:.3f}", shares.doubling, shares.halving, shares.either));
    return shares;
}

/// Highest share that a true 5 % shows, three standard errors off.
double const allowed = 0.05 + monte_carlo_error(0.05, patients);

class UnchangedGrowth : public ::testing::TestWithParam<World> {};

}  // namespace

TEST_P(UnchangedGrowth, of_unchanged_series_at_most_one_in_twenty_gets_a_time) {
    EXPECT_LE(shares_of(GetParam()).either, allowed) << GetParam().name;
}

INSTANTIATE_TEST_SUITE_P(GrowthTimes, UnchangedGrowth,
                         ::testing::Values(World{"20 molecules", std::vector<double>(8, 20), 0}, World{"100 molecules", std::vector<double>(8, 100), 0},
                                           World{"20 molecules, scatter 0.3", std::vector<double>(8, 20), 0.3},
                                           World{"100 molecules, scatter 0.3", std::vector<double>(8, 100), 0.3},
                                           World{"2000 molecules, scatter 0.3", std::vector<double>(8, 2000), 0.3},
                                           World{"100 molecules, flares", std::vector<double>(8, 100), 0, {1, 2}}));

namespace {

std::vector<double> const plateau{2000, 270, 100, 100, 100, 100, 100, 100};
std::vector<double> const valley{2000, 450, 100, 200, 400, 800, 1600, 3200};

}  // namespace

TEST(GrowthTimes, after_a_fall_a_level_series_gets_no_doubling_time) { EXPECT_LE(shares_of({"fall and plateau", plateau, 0}).doubling, allowed); }
TEST(GrowthTimes, nor_where_the_level_scatters) { EXPECT_LE(shares_of({"fall and plateau, scatter 0.3", plateau, 0.3}).doubling, allowed); }

TEST(GrowthTimes, what_doubles_every_three_weeks_is_found) { EXPECT_GE(shares_of({"valley", valley, 0}).doubling, 0.95); }
TEST(GrowthTimes, and_the_fall_before_it_where_the_level_scatters) {
    auto const shares = shares_of({"valley, scatter 0.3", valley, 0.3});
    EXPECT_GE(shares.doubling, 0.8);
    EXPECT_GE(shares.halving, 0.8);
}

}  // namespace tidemark::test
