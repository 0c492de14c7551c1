// The ratio of two counts: what cannot be known first, then published numbers, other programs' numbers, and laws.
#include "values/model/change_ratio.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "support/places.hpp"

namespace tidemark {
namespace {

/// Rows of the table that SciPy made: tests/oracles/change_ratio.py.
struct OracleRow {
    std::string kind;
    std::vector<double> baseline;
    std::vector<double> follow_up;
    std::optional<double> ratio;
    std::optional<double> lo;
    std::optional<double> hi;
};

std::vector<double> numbers(std::string text) {
    std::vector<double> values;
    std::istringstream stream{text};
    for (std::string cell; std::getline(stream, cell, ',');) {
        values.push_back(std::stod(cell));
    }
    return values;
}

std::optional<double> number(std::string const& cell) {
    return cell.empty() ? std::nullopt : std::optional{std::stod(cell)};
}

std::vector<OracleRow> oracle_rows(std::string const& kind) {
    std::ifstream file{test::source_folder() + "/tests/oracles/change_ratio.tsv"};
    std::vector<OracleRow> rows;
    std::string line;
    std::getline(file, line);
    while (std::getline(file, line)) {
        std::vector<std::string> cells;
        std::istringstream stream{line + "\t"};
        for (std::string cell; std::getline(stream, cell, '\t');) {
            cells.push_back(cell);
        }
        if (cells.at(0) == kind) {
            rows.push_back({kind, numbers(cells.at(1)), numbers(cells.at(2)), number(cells.at(3)), number(cells.at(4)),
                            number(cells.at(5))});
        }
    }
    return rows;
}

PooledCounts counts(std::vector<double> const& cells) {
    return {cells.at(0), cells.at(1), cells.size() > 2 ? cells[2] : 0};
}

void expect_near(std::optional<double> found, std::optional<double> expected, double tolerance,
                 std::string const& what) {
    ASSERT_EQ(found.has_value(), expected.has_value()) << what;
    if (found) {
        EXPECT_NEAR(*found, *expected, tolerance * std::max(1e-12, std::abs(*expected))) << what;
    }
}

double poisson_probability(int count, double mean) {
    return std::exp(count * std::log(mean) - mean - std::lgamma(count + 1.0));
}

}  // namespace

TEST(ChangeRatio, nothing_at_either_draw_says_nothing) {
    for (double const background : {0.0, 0.3}) {
        auto const interval = change_ratio({0, 20'000, background}, {0, 20'000, background});
        EXPECT_FALSE(interval.ratio);
        EXPECT_EQ(interval.lo, 0);
        EXPECT_FALSE(interval.hi);
    }
}

TEST(ChangeRatio, a_baseline_within_its_background_bounds_nothing_from_above) {
    auto const interval = change_ratio({4, 20'000, 6}, {9, 20'000, 6});
    EXPECT_FALSE(interval.ratio);
    EXPECT_FALSE(interval.hi);
}

TEST(ChangeRatio, the_published_table_is_met_without_background) {
    // statistics.md 8.1, printed digits.
    struct Row { double x0, n0, x1, n1, r, lo, hi, tolerance; };
    for (auto const& row : {Row{12, 20'000, 5, 20'000, 0.417, 0.115, 1.27, 0.005}, {50, 20'000, 20, 20'000, 0.400, 0.226, 0.684, 0.0005},
                            {200, 50'000, 80, 50'000, 0.400, 0.305, 0.521, 0.0005}, {500, 50'000, 10, 50'000, 0.020, 0.0095, 0.0371, 0.00005},
                            {12, 20'000, 0, 20'000, 0, 0, 0.360, 0.0005}, {12, 20'000, 0, 4'000, 0, 0, 1.80, 0.005},
                            {3, 20'000, 0, 20'000, 0, 0, 2.42, 0.005}, {5, 20'000, 15, 20'000, 3.0, 1.04, 10.6, 0.05}}) {
        auto const interval = change_ratio({row.x0, row.n0}, {row.x1, row.n1});
        EXPECT_NEAR(interval.ratio.value(), row.r, row.tolerance) << row.x0 << " to " << row.x1;
        EXPECT_NEAR(interval.lo, row.lo, row.tolerance) << row.x0 << " to " << row.x1;
        EXPECT_NEAR(interval.hi.value(), row.hi, row.tolerance) << row.x0 << " to " << row.x1;
    }
}

TEST(ChangeRatio, a_fall_to_zero_proves_half_from_ten_baseline_molecules_on) {
    EXPECT_NEAR(change_ratio({9, 20'000}, {0, 20'000}).hi.value(), 0.507, 0.0005);
    EXPECT_NEAR(change_ratio({10, 20'000}, {0, 20'000}).hi.value(), 0.446, 0.0005);
}

TEST(ChangeRatio, exact_limits_agree_with_scipy) {
    auto const rows = oracle_rows("exact");
    ASSERT_EQ(rows.size(), 13U);
    for (auto const& row : rows) {
        auto const interval = exact_ratio(counts(row.baseline), counts(row.follow_up));
        auto const what = std::to_string(row.baseline[0]) + " to " + std::to_string(row.follow_up[0]);
        expect_near(interval.ratio, row.ratio, 1e-9, what);
        expect_near(interval.lo, row.lo, 1e-9, what);
        expect_near(interval.hi, row.hi, 1e-9, what);
    }
}

TEST(ChangeRatio, profile_limits_agree_with_scipy) {
    auto const rows = oracle_rows("profile");
    ASSERT_EQ(rows.size(), 10U);
    for (auto const& row : rows) {
        auto const interval = profile_ratio(counts(row.baseline), counts(row.follow_up));
        auto const what = std::to_string(row.baseline[0]) + " to " + std::to_string(row.follow_up[0]);
        expect_near(interval.ratio, row.ratio, 1e-9, what);
        expect_near(interval.lo, row.lo, 1e-6, what);
        expect_near(interval.hi, row.hi, 1e-6, what);
    }
}

TEST(ChangeRatio, a_background_that_vanishes_changes_nothing_that_matters) {
    auto const without = change_ratio({12, 20'000}, {5, 20'000});
    auto const with = change_ratio({12, 20'000, 1e-9}, {5, 20'000, 1e-9});
    // The share of the error spent on the baseline level widens the limits by less than 0.2 %.
    EXPECT_NEAR(with.lo, without.lo, 0.002 * without.lo);
    EXPECT_NEAR(*with.hi, *without.hi, 0.002 * *without.hi);
    EXPECT_LE(with.lo, without.lo);
    EXPECT_GE(*with.hi, *without.hi);
}

TEST(ChangeRatio, swapping_the_draws_inverts_the_interval) {
    for (double const background : {0.0, 0.7}) {
        for (auto const [x0, x1] : {std::pair{12.0, 5.0}, {200.0, 80.0}, {9.0, 31.0}}) {
            PooledCounts const one{x0, 20'000, background};
            PooledCounts const two{x1, 35'000, 2 * background};
            for (auto const law : {&exact_ratio, &profile_ratio}) {
                auto const forth = law(one, two);
                auto const back = law(two, one);
                EXPECT_NEAR(*forth.ratio * *back.ratio, 1, 1e-9);
                EXPECT_NEAR(forth.lo * *back.hi, 1, 1e-6);
                EXPECT_NEAR(*forth.hi * back.lo, 1, 1e-6);
            }
        }
    }
}

TEST(ChangeRatio, more_molecules_at_follow_up_never_lower_a_limit) {
    for (double const background : {0.0, 1.5}) {
        auto before = change_ratio({15, 20'000, background}, {0, 20'000, background});
        for (int alt = 1; alt <= 60; ++alt) {
            auto const now = change_ratio({15, 20'000, background}, {static_cast<double>(alt), 20'000, background});
            EXPECT_GE(now.lo, before.lo) << alt;
            EXPECT_GE(*now.hi, *before.hi) << alt;
            EXPECT_GE(*now.ratio, *before.ratio) << alt;
            EXPECT_LE(now.lo, *now.ratio) << alt;
            EXPECT_GE(*now.hi, *now.ratio) << alt;
            before = now;
        }
    }
}

TEST(ChangeRatio, large_counts_stay_finite_and_close_to_the_profile) {
    PooledCounts const one{2.5e6, 1e7, 12};
    PooledCounts const two{1.0e6, 1e7, 12};
    auto const whole = change_ratio(one, two);
    auto const profile = profile_ratio(one, two);
    EXPECT_NEAR(whole.lo, profile.lo, 1e-4);
    EXPECT_NEAR(*whole.hi, *profile.hi, 1e-4);
}

TEST(ChangeRatio, a_true_halving_is_called_met_by_chance_in_at_most_2_5_percent) {
    // Every outcome weighed by its Poisson probability: exact, no simulation noise. Release gate of statistics.md 14.
    for (double const background : {0.0, 0.05, 1.0, 6.0}) {
        for (double const signal : {3.0, 6.0, 12.0, 30.0}) {
            double false_met = 0;
            double false_rise = 0;
            for (int x0 = 0; x0 <= 80; ++x0) {
                for (int x1 = 0; x1 <= 60; ++x1) {
                    double const probability = poisson_probability(x0, signal + background + 1e-300) *
                                               poisson_probability(x1, signal / 2 + background + 1e-300);
                    auto const interval = change_ratio({static_cast<double>(x0), 20'000, background},
                                                       {static_cast<double>(x1), 20'000, background});
                    false_met += interval.hi && *interval.hi <= 0.5 ? probability : 0;
                    false_rise += interval.lo > 0.5 ? probability : 0;
                }
            }
            EXPECT_LE(false_met, 0.025) << "signal " << signal << " background " << background;
            EXPECT_LE(false_rise, 0.025) << "signal " << signal << " background " << background;
        }
    }
}

TEST(ChangeRatio, the_profile_alone_would_break_that_promise) {
    // Five molecules to none: its upper limit is below 0.5, yet a true half shows this in (1/1.5)^5 = 13 % of patients.
    EXPECT_LT(profile_ratio({5, 20'000, 1e-6}, {0, 20'000, 1e-6}).hi.value(), 0.5);
    EXPECT_GT(change_ratio({5, 20'000, 1e-6}, {0, 20'000, 1e-6}).hi.value(), 1.0);
}

}  // namespace tidemark
