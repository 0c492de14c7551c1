// Many draws under three policies, and the e-values of a series.
#include "stages/track/surveillance.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "unit/stages/track/series_builder.hpp"

namespace tidemark::test {
namespace {

std::string signals(std::vector<Draw> draws, SeriesPolicy policy, bool anchored = false) {
    add_series_signals(draws, policy, anchored);
    std::string text;
    for (auto const& draw : draws) {
        text += draw.series_signal.empty() ? "-" : draw.series_signal.substr(0, 1);
    }
    return text;
}

/// The mean over the grid as statistics.md 8.3 writes it.
double slow_e_value(std::vector<double> const& counts, double molecules, double background) {
    double sum = 0;
    for (int j = 0; j <= 16; ++j) {
        double const g = std::pow(10.0, -6 + j / 4.0);
        double product = 1;
        for (double const x : counts) {
            product *= std::exp(-molecules * g) * std::pow(1 + molecules * g / background, x);
        }
        sum += product / 17;
    }
    return sum;
}

}  // namespace

TEST(SeriesSignals, each_policy_asks_for_its_own_evidence) {
    std::vector<Draw> const draws{not_detected("a", 0), detected("b", 21, 4), not_evaluable("c", 30), not_detected("d", 42),
                                  detected("e", 63, 4), not_evaluable("f", 70), detected("g", 84, 4)};
    EXPECT_EQ(signals(draws, SeriesPolicy::per_sample), "ns-ns-s");
    EXPECT_EQ(signals(draws, SeriesPolicy::confirm_next), "nn-nn-s");
}

TEST(SeriesSignals, e_values_are_the_products_of_the_plain_formula) {
    std::vector<Draw> draws{not_detected("a", 1, 1), not_detected("b", 21, 0), not_detected("c", 42, 2)};
    add_series_signals(draws, SeriesPolicy::anytime, false);
    double const background = 4 * 2000e-6;
    EXPECT_NEAR(*draws[0].e_value, slow_e_value({1}, 8000, background), 1e-9 * *draws[0].e_value);
    EXPECT_NEAR(*draws[1].e_value, slow_e_value({1, 0}, 8000, background), 1e-9 * *draws[1].e_value);
    EXPECT_NEAR(*draws[2].e_value, slow_e_value({1, 0, 2}, 8000, background), 1e-9 * *draws[2].e_value);
}

TEST(SeriesSignals, days_up_to_the_landmark_are_no_evidence_about_what_came_after) {
    std::vector<Draw> draws{detected("a", 0, 400), not_detected("b", 21), not_detected("c", 42)};
    add_series_signals(draws, SeriesPolicy::anytime, true);
    EXPECT_FALSE(draws[0].e_value);
    EXPECT_EQ(draws[0].series_signal, "");
    EXPECT_LT(*draws[1].e_value, 1);
    EXPECT_EQ(draws[2].series_signal, "none");
    EXPECT_EQ(draws[2].series_policy, "anytime");
}

TEST(SeriesSignals, a_later_draw_changes_no_earlier_one) {
    std::vector<Draw> draws{not_detected("a", 1, 1), detected("b", 21, 5)};
    add_series_signals(draws, SeriesPolicy::anytime, false);
    auto longer = draws;
    longer.push_back(detected("c", 42, 50));
    add_series_signals(longer, SeriesPolicy::anytime, false);
    EXPECT_EQ(longer[0], draws[0]);
    EXPECT_EQ(longer[1], draws[1]);
    EXPECT_EQ(*longer[2].e_value, 1e12) << "a cell says no more than this";
}

}  // namespace tidemark::test
