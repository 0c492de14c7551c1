// How often a series claims that a clone, or tagged variants, moved where they held, and what the confirmation costs: through the stage,
// fixed seeds, beside a plain formula, with bounds by Monte-Carlo error.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <string>
#include <vector>

#include "stages/track/variant_sets.hpp"
#include "unit/stages/track/clone_builder.hpp"
#include "values/probability/random.hpp"

namespace tidemark::test {
namespace {

/// Mean molecules at the baseline, and how many times as deep each follow-up is. `change`: the clone's level there over the baseline's.
struct Tubes {
    double clone = 60;
    double trunk = 600;
    double depth = 1;
    double change = 1;
};

// The plain formula: logarithms of ratios are normal with variance 1/clone + 1/trunk in each draw, the baseline's is in every comparison,
// and given the baseline the follow-ups are independent.

double normal_below(double z) { return 0.5 * std::erfc(-z / std::sqrt(2.0)); }

/// Given the baseline's error of `baseline` standard deviations, the chance that one follow-up shows a fall (a rise: `side` 1).
double shows_one(Tubes const& tubes, int side, double baseline) {
    double const before = 1 / tubes.clone + 1 / tubes.trunk;
    double const after = 1 / (tubes.clone * tubes.depth * tubes.change) + 1 / (tubes.trunk * tubes.depth);
    double const moved = side * std::log(tubes.change) - side * baseline * std::sqrt(before);
    return normal_below((moved - 1.959964 * std::sqrt(before + after)) / std::sqrt(after));
}

/// Chance of two in a row among `follow_ups`, each of chance p: without a pair so far, ending with one that shows it or not.
double pair_in_a_row(double p, int follow_ups) {
    double ends_without = 1;
    double ends_with = 0;
    for (int draw = 0; draw < follow_ups; ++draw) {
        double const next_without = (ends_without + ends_with) * (1 - p);
        ends_with = ends_without * p;
        ends_without = next_without;
    }
    return 1 - ends_without - ends_with;
}

double once_at_all(double p, int follow_ups) { return 1 - std::pow(1 - p, follow_ups); }

/// Over the baseline's error, by the midpoint rule.
double expected(Tubes const& tubes, int side, int follow_ups, std::function<double(double, int)> const& chance) {
    constexpr double step = 0.01;
    double sum = 0;
    for (double baseline = -8 + step / 2; baseline < 8; baseline += step) {
        sum += step * std::exp(-baseline * baseline / 2) / std::sqrt(2 * std::acos(-1.0)) * chance(shows_one(tubes, side, baseline), follow_ups);
    }
    return sum;
}

/// Shares of series, by the number of follow-ups.
struct Shares {
    double single_fall = 0;   ///< some draw shows a fall against the first
    double fall = 0;          ///< the claim is met
    double rise = 0;
};

/// Trunk at loci 1-4 and clone at 5-8 of equal depth; a trunk of 600 molecules is 1 % of the cells.
Draw simulated(Tubes const& tubes, std::size_t number, Random& random) {
    double const depth = number == 0 ? 1 : tubes.depth;
    double const change = number == 0 ? 1 : tubes.change;
    Draw made;
    made.row.sample = "d" + std::to_string(number);
    made.day = 21 * static_cast<int>(number);
    made.result.status = SampleStatus::detected;
    for (int place = 1; place <= 8; ++place) {
        double const mean = place <= 4 ? tubes.trunk * depth / 4 : tubes.clone * depth * change / 4;
        auto& row = made.result.variants.emplace_back(locus(place, random.poisson(mean), std::lround(tubes.trunk * depth / 4 * 200)));
        row.background = 0.01;
    }
    return made;
}

using Sets = std::function<SetSeries(std::vector<Draw> const&)>;

SetSeries clone_of(std::vector<Draw> const& draws) { return clone_series(panel(), draws)->at(0); }

/// Loci 5-8 are tagged and clonal.
SetSeries tagged_of(std::vector<Draw> const& draws) {
    auto all = panel();
    std::vector<NeoantigenRow> tags;
    for (auto& each : all.entries) {
        if (!each.trunk.value_or(false)) {
            tags.push_back({.line = 2, .patient = "", .variant = each.variant, .neoantigen = true});
        }
        each.trunk = true;
    }
    Findings findings;
    return neoantigen_series(all, "P1", tags, draws, findings);
}

/// The rule written out: two neighbors of the changes against the first draw.
bool two_in_a_row(SetSeries const& series, std::string const& verdict) {
    int run = 0;
    for (auto const& change : series.changes) {
        if (change.from == "d0") {
            run = change.verdict == verdict ? run + 1 : 0;
            if (run == 2) {
                return true;
            }
        }
    }
    return false;
}

Shares simulate(std::string const& name, Tubes const& tubes, std::size_t follow_ups, int series, Sets const& sets = clone_of) {
    Random random{19, "clone claims"};
    Shares sum;
    double const one = 1.0 / series;
    for (int each = 0; each < series; ++each) {
        std::vector<Draw> draws;
        for (std::size_t number = 0; number <= follow_ups; ++number) {
            draws.push_back(simulated(tubes, number, random));
        }
        auto const found = sets(draws);
        bool const fall = found.claims.at(0).verdict == Verdict::met;
        bool const rise = found.claims.at(1).verdict == Verdict::met;
        EXPECT_EQ(fall, two_in_a_row(found, "fall"));
        EXPECT_EQ(rise, two_in_a_row(found, "rise"));
        sum.fall += fall ? one : 0;
        sum.rise += rise ? one : 0;
        sum.single_fall += std::ranges::any_of(found.changes, [](SetRatioChange const& change) {
                               return change.from == "d0" && change.verdict == "fall";
                           }) ? one : 0;
    }
    // For docs/methods/track.md: --gtest_output=json:FILE.
    testing::Test::RecordProperty(name + "_single_fall", std::to_string(sum.single_fall));
    testing::Test::RecordProperty(name + "_fall", std::to_string(sum.fall));
    testing::Test::RecordProperty(name + "_rise", std::to_string(sum.rise));
    return sum;
}

double noise(double share, int series) { return 3 * std::sqrt(share * (1 - share) / series); }

}  // namespace

TEST(CloneClaimRates, by_formula_two_in_a_row_err_in_less_than_one_series_of_twenty_in_a_direction_at_any_depth) {
    struct Row {
        int follow_ups = 0;
        double equal = 0;   ///< as docs/methods/track.md has them
        double worst = 0;
    };
    for (auto const& row : {Row{2, 0.005, 0.022}, Row{4, 0.011, 0.025}, Row{8, 0.020, 0.029}, Row{12, 0.028, 0.034}, Row{24, 0.045, 0.047}}) {
        double worst = 0;
        for (double const depth : {0.1, 0.3, 1.0, 2.0, 3.0, 4.0, 5.0, 8.0, 20.0, 100.0}) {
            worst = std::max(worst, expected({.depth = depth}, -1, row.follow_ups, pair_in_a_row));
        }
        EXPECT_NEAR(worst, row.worst, 0.0006) << row.follow_ups;
        EXPECT_NEAR(expected({}, -1, row.follow_ups, pair_in_a_row), row.equal, 0.0006) << row.follow_ups;
        EXPECT_NEAR(expected({}, 1, row.follow_ups, pair_in_a_row), row.equal, 0.0006) << row.follow_ups;
        EXPECT_LE(worst, 0.05) << row.follow_ups;
    }
    EXPECT_NEAR(expected({}, 1, 1, once_at_all), 0.025, 0.0001) << "one comparison keeps its level";
}

TEST(CloneClaimRates, a_clone_that_holds_its_share_has_a_confirmed_fall_or_rise_in_at_most_one_series_of_twenty_each) {
    int const series = 800;
    for (std::size_t const follow_ups : {4U, 12U}) {
        auto const found = simulate("held_" + std::to_string(follow_ups), {}, follow_ups, series);
        double const bound = expected({}, -1, static_cast<int>(follow_ups), pair_in_a_row);
        EXPECT_LE(found.fall, bound + noise(bound, series)) << follow_ups;
        EXPECT_LE(found.rise, bound + noise(bound, series)) << follow_ups;
        EXPECT_LE(found.fall + noise(found.fall, series), 0.05) << follow_ups;
        EXPECT_LE(found.rise + noise(found.rise, series), 0.05) << follow_ups;
    }
}

TEST(CloneClaimRates, a_shallow_baseline_that_every_follow_up_shares_keeps_the_level_too) {
    // Twelve follow-ups four times as deep, where the formula is worst; from few molecules to many.
    int const series = 400;
    for (double const clone : {12.0, 200.0}) {
        Tubes const tubes{.clone = clone, .trunk = 10 * clone, .depth = 4};
        auto const found = simulate("shallow_12_" + std::to_string(std::lround(clone)), tubes, 12, series);
        double const bound = expected(tubes, -1, 12, pair_in_a_row);
        double const single = expected(tubes, -1, 12, once_at_all);
        EXPECT_LE(found.fall, bound + noise(bound, series)) << clone;
        EXPECT_LE(found.rise, bound + noise(bound, series)) << clone;
        EXPECT_LE(found.single_fall, single + noise(single, series)) << clone;
        EXPECT_GE(found.single_fall, single / 2) << clone << ": the bounds above are of something";
        EXPECT_LT(found.fall, found.single_fall) << clone;
    }
}

TEST(CloneClaimRates, tagged_variants_that_hold_their_level_are_claimed_by_the_same_law) {
    int const series = 300;
    auto const found = simulate("tagged_12", {}, 12, series, tagged_of);
    double const bound = expected({}, -1, 12, pair_in_a_row);
    EXPECT_LE(found.fall, bound + noise(bound, series));
    EXPECT_LE(found.rise, bound + noise(bound, series));
}

TEST(CloneClaimRates, the_confirmation_costs_what_the_formula_says_and_less_with_every_further_draw) {
    int const series = 400;
    Tubes const halved{.clone = 60, .trunk = 600, .depth = 1, .change = 0.5};
    for (std::size_t const follow_ups : {1U, 2U, 4U}) {
        auto const found = simulate("halved_" + std::to_string(follow_ups), halved, follow_ups, series);
        double const claimed = expected(halved, -1, static_cast<int>(follow_ups), pair_in_a_row);
        double const single = expected(halved, -1, static_cast<int>(follow_ups), once_at_all);
        // Exact limits are wider than the formula's at 30 molecules: by no more than 0.05 of the series.
        EXPECT_LE(found.fall, claimed + noise(claimed, series)) << follow_ups;
        EXPECT_GE(found.fall, (follow_ups > 1 ? claimed - 0.05 : 0) - noise(claimed, series)) << follow_ups;
        EXPECT_LE(found.single_fall, single + noise(single, series)) << follow_ups;
        EXPECT_EQ(found.rise, 0) << follow_ups;
    }
    EXPECT_NEAR(expected(halved, -1, 1, pair_in_a_row), 0, 1e-12) << "one follow-up confirms nothing";
    EXPECT_NEAR(expected(halved, -1, 8, pair_in_a_row), 0.972, 0.0006) << "docs/methods/track.md";
    EXPECT_NEAR(expected({.change = 2}, 1, 2, pair_in_a_row), 0.973, 0.0006);
    EXPECT_NEAR(expected({.change = 0.3}, -1, 2, pair_in_a_row), 0.985, 0.0006);
}

}  // namespace tidemark::test
