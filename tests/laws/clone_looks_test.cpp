// How often a clone that holds its share shows a rise or fall at some draw: the verdicts are of one comparison each, and the
// docs say what that comes to.
#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "values/model/set_contrast.hpp"
#include "values/probability/random.hpp"

namespace tidemark::test {
namespace {

/// 60 molecules of the clone and 600 of the trunk in each draw, twelve follow-ups; shares of series with a move at some draw up to each.
std::vector<double> shares_with_a_move(int series) {
    Random random{83, "clone looks"};
    auto const draw = [&] {
        auto const counts = [&](double mean) { return PooledCounts{static_cast<double>(random.poisson(mean)), 60'000, 0.05}; };
        return SetCounts{counts(600), counts(60)};
    };
    auto const moved = [](SetCounts const& before, SetCounts const& after) {
        auto const change = set_ratio_change(before, after);
        return change.lo > 1 || (change.hi && *change.hi < 1);
    };
    std::vector<double> shares(13, 0);
    for (int each = 0; each < series; ++each) {
        auto const first = draw();
        auto previous = first;
        bool any = false;
        for (std::size_t follow_up = 1; follow_up <= 12; ++follow_up) {
            auto const now = draw();
            any = any || moved(first, now) || (follow_up > 1 && moved(previous, now));
            shares[follow_up] += any ? 1.0 / series : 0;
            previous = now;
        }
    }
    return shares;
}

double noise(double share, int series) { return 3 * std::sqrt(share * (1 - share) / series); }

}  // namespace

TEST(CloneLooks, one_comparison_keeps_its_level_and_many_add_up) {
    int const series = 300;
    auto const shares = shares_with_a_move(series);
    for (std::size_t const follow_ups : {1U, 4U, 8U, 12U}) {
        RecordProperty("moved_" + std::to_string(follow_ups), std::to_string(shares[follow_ups]));
    }
    EXPECT_LE(shares[1], 0.05 + noise(0.05, series));
    EXPECT_GT(shares[12], 0.05) << "docs/methods/track.md says that the verdicts are not corrected";
}

}  // namespace tidemark::test
