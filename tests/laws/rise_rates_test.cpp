// How often an unchanged series has a confirmed progression, by simulation with fixed seeds, and whether real rises are found.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fmt/format.h>
#include <ostream>
#include <string>
#include <vector>

#include "stages/track/milestones.hpp"
#include "support/simulated_draw.hpp"

namespace tidemark::test {
namespace {

/// A draw every three weeks, the first of them detected: what is detected for the first time is an emergence, and no rise. `levels`: molecules expected in each at depth 1; `scatter`: standard deviation of their logarithm beside counting;
/// `depths`: how many times deeper each draw was read, 1 where left out.
struct World {
    std::string name;
    std::vector<double> levels;
    double scatter = 0;
    std::vector<double> depths{};
};

/// The name of a world is the name of its test.
void PrintTo(World const& world, std::ostream* out) { *out << world.name; }

Draw drawn(Random& random, World const& world, std::size_t number) {
    double const depth = number < world.depths.size() ? world.depths[number] : 1;
    double const level = world.levels[number] * std::exp(world.scatter * random.normal());
    auto made = simulated(random, fmt::format("d{:02}", number), 21 * static_cast<int>(number), level * depth, 0.5 * depth);
    for (auto& locus : made.result.variants) {
        locus.depth = static_cast<std::int64_t>(std::llround(2000 * depth));
    }
    for (auto* const limit : {&made.result.tumor_fraction_cell_lo, &made.result.tumor_fraction_cell_hi}) {
        *limit = limit->value() / depth;
    }
    return made;
}

struct Shares {
    double met = 0;           ///< of series with a confirmed progression
    double by_counts = 0;     ///< with one that is confirmed, or would be but for the scatter
};

Shares shares_of(World const& world, int patients) {
    Random random{51, world.name};
    Shares shares;
    for (int patient = 0; patient < patients; ++patient) {
        Timeline timeline;
        timeline.anchor = "pre_io";
        for (std::size_t number = 0; number < world.levels.size(); ++number) {
            auto made = drawn(random, world, number);
            while (number == 0 && made.result.status != SampleStatus::detected) {
                made = drawn(random, world, number);
            }
            timeline.draws.push_back(made);
        }
        auto const rows = milestones_of(timeline, {});
        auto const row = std::ranges::find(rows, MilestoneKind::molecular_progression, &Milestone::kind);
        bool const met = row->verdict == Verdict::met;
        shares.met += met ? 1.0 / patients : 0;
        shares.by_counts += met || (row->reason.find("within_scatter") != std::string::npos && row->reason.find("not_confirmed") == std::string::npos)
                                ? 1.0 / patients
                                : 0;
    }
    ::testing::Test::RecordProperty("met_by_counts", fmt::format("{:.4f} {:.4f}", shares.met, shares.by_counts));
    return shares;
}

std::vector<double> shallow_first(std::size_t draws, std::size_t shallow, double deeper) {
    std::vector<double> depths(draws, deeper);
    std::fill_n(depths.begin(), shallow, 1.0);
    return depths;
}

std::vector<double> ever_deeper(std::size_t draws) {
    std::vector<double> depths;
    for (std::size_t number = 0; number < draws; ++number) {
        depths.push_back(std::pow(1.3, static_cast<double>(number)));
    }
    return depths;
}

constexpr int unchanged_patients = 400;

class UnchangedLevel : public ::testing::TestWithParam<World> {};

std::vector<World> unchanged_worlds() {
    std::vector<World> worlds;
    for (double const scatter : {0.0, 0.3}) {
        for (double const level : {10.0, 1000.0}) {
            auto const add = [&](std::string const& depths, std::size_t draws, std::vector<double> deep) {
                worlds.push_back({fmt::format("{} molecules, {} draws, {}{}", level, draws, depths, scatter > 0 ? ", scatter 0.3" : ""),
                                  std::vector<double>(draws, level), scatter, std::move(deep)});
            };
            add("equal depth", 8, {});
            add("equal depth", 12, {});
            add("baseline shallow", 12, shallow_first(12, 1, 10));
            add("ten shallow", 12, shallow_first(12, 10, 10));
            add("ever deeper", 12, ever_deeper(12));
        }
    }
    return worlds;
}

}  // namespace

TEST_P(UnchangedLevel, has_a_confirmed_progression_as_seldom_as_promised) {
    auto const& world = GetParam();
    auto const shares = shares_of(world, unchanged_patients);
    double const promise = world.scatter > 0 ? 0.05 : 0.025;
    EXPECT_LE(shares.met, promise + monte_carlo_error(promise, unchanged_patients));
    if (world.scatter == 0) {
        EXPECT_LE(shares.by_counts, promise + monte_carlo_error(promise, unchanged_patients));
    }
}

INSTANTIATE_TEST_SUITE_P(RiseRates, UnchangedLevel, ::testing::ValuesIn(unchanged_worlds()));

namespace {

/// A rise after a fall to a tenth and three more draws there; the table of docs/methods/track.md, in %.
struct Rising {
    char const* name;
    std::vector<double> after;    ///< the draws that rise, as multiples of the low level
    double low;                   ///< molecules at the low
    double met;                   ///< confirmed, by counting alone
    double scattered;             ///< confirmed, the level scattering by 0.3
    double by_counts;             ///< shown by counts, whatever the scatter: what is undetermined or met, by counting alone
};

void PrintTo(Rising const& rising, std::ostream* out) { *out << rising.name << " from " << rising.low; }

constexpr int rising_patients = 400;

class RealRise : public ::testing::TestWithParam<Rising> {};

}  // namespace

TEST_P(RealRise, is_confirmed_as_often_as_the_page_says) {
    auto const& rising = GetParam();
    std::vector<double> levels{10 * rising.low, rising.low, rising.low, rising.low, rising.low};
    for (double const times : rising.after) {
        levels.push_back(times * rising.low);
    }
    auto const exact = shares_of({fmt::format("{} {}", rising.name, rising.low), levels, 0}, rising_patients);
    auto const scattered = shares_of({fmt::format("{} {} scatter", rising.name, rising.low), levels, 0.3}, rising_patients);
    std::printf("%s from %g: %.0f, %.0f, %.0f\n", rising.name, rising.low, 100 * exact.met, 100 * scattered.met, 100 * exact.by_counts);
    auto const near = [](double found, double documented) {
        EXPECT_NEAR(100 * found, documented, 100 * monte_carlo_error(documented / 100, rising_patients) + 0.5);
    };
    near(exact.met, rising.met);
    near(scattered.met, rising.scattered);
    near(exact.by_counts, rising.by_counts);
}

INSTANTIATE_TEST_SUITE_P(
    RiseRates, RealRise,
    ::testing::Values(Rising{"two-fold, three draws", {2, 2, 2}, 10, 7, 18, 20},
                      Rising{"two-fold, three draws", {2, 2, 2}, 100, 0, 23, 100},
                      Rising{"two-fold, three draws", {2, 2, 2}, 1000, 0, 28, 100},
                      Rising{"three-fold, two draws", {3, 3}, 10, 31, 46, 75},
                      Rising{"three-fold, two draws", {3, 3}, 100, 55, 65, 100},
                      Rising{"three-fold, two draws", {3, 3}, 1000, 44, 64, 100},
                      Rising{"three-fold, three draws", {3, 3, 3}, 100, 59, 65, 100},
                      Rising{"three-fold, three draws", {3, 3, 3}, 1000, 50, 73, 100},
                      Rising{"five-fold, two draws", {5, 5}, 10, 97, 87, 100},
                      Rising{"five-fold, two draws", {5, 5}, 100, 100, 97, 100},
                      Rising{"ten-fold, two draws", {10, 10}, 10, 100, 100, 100},
                      Rising{"ten-fold, two draws", {10, 10}, 100, 100, 100, 100},
                      Rising{"ten-fold, two draws", {10, 10}, 1000, 100, 100, 100},
                      Rising{"doubling at each of three draws", {2, 4, 8}, 10, 81, 78, 98},
                      Rising{"doubling at each of three draws", {2, 4, 8}, 100, 100, 91, 100},
                      Rising{"doubling at each of three draws", {2, 4, 8}, 1000, 100, 95, 100}));

}  // namespace tidemark::test
