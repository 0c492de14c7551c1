// Three policies on short series written by hand.
#include "values/model/series_policy.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>
#include <vector>

namespace tidemark {
namespace {

using Signals = std::vector<std::optional<bool>>;

std::vector<DrawEvidence> of_p(std::vector<std::optional<double>> const& values) {
    std::vector<DrawEvidence> draws;
    for (auto const& value : values) {
        draws.push_back({value, {}});
    }
    return draws;
}

}  // namespace

TEST(SeriesPolicy, an_alpha_outside_its_range_is_our_own_mistake) {
    for (double const alpha : {0.0, 1.0, -0.1, std::nan("")}) {
        EXPECT_THROW((void)series_signals(SeriesPolicy::per_sample, {}, alpha), std::logic_error);
    }
}

TEST(SeriesPolicy, a_draw_without_evidence_has_no_signal) {
    auto const draws = of_p({std::nullopt, std::nullopt});
    for (auto const policy : {SeriesPolicy::per_sample, SeriesPolicy::confirm_next, SeriesPolicy::anytime}) {
        EXPECT_EQ(series_signals(policy, draws, 0.01), (Signals{std::nullopt, std::nullopt}));
    }
}

TEST(SeriesPolicy, per_sample_follows_every_draw) {
    EXPECT_EQ(series_signals(SeriesPolicy::per_sample, of_p({0.01, 0.011, 1e-9}), 0.01), (Signals{true, false, true}));
}

TEST(SeriesPolicy, confirm_next_asks_for_two_evaluable_draws_in_a_row) {
    EXPECT_EQ(series_signals(SeriesPolicy::confirm_next, of_p({0.001, 0.5, 0.001, 0.002, 0.003}), 0.01),
              (Signals{false, false, false, true, true}));
    EXPECT_EQ(series_signals(SeriesPolicy::confirm_next, of_p({0.001, std::nullopt, 0.001}), 0.01),
              (Signals{false, std::nullopt, true}));
}

TEST(SeriesPolicy, anytime_keeps_its_signal) {
    std::vector<DrawEvidence> const draws{{0.5, std::log(99.0)}, {0.5, std::log(100.5)}, {}, {0.5, std::log(3.0)}};
    EXPECT_EQ(series_signals(SeriesPolicy::anytime, draws, 0.01), (Signals{false, true, std::nullopt, true}));
}

TEST(SeriesPolicy, words_are_those_of_the_setting) {
    EXPECT_STREQ(to_text(SeriesPolicy::per_sample), "per_sample");
    EXPECT_STREQ(to_text(SeriesPolicy::confirm_next), "confirm_next");
    EXPECT_STREQ(to_text(SeriesPolicy::anytime), "anytime");
}

}  // namespace tidemark
