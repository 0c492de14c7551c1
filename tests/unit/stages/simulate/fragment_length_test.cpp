// Fragment lengths as a law and as draws.
#include "stages/simulate/fragment_length.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace tidemark::test {
namespace {

double share_below(FragmentLengthLaw const& law, int limit) {
    double sum = 0;
    for (int length = shortest_fragment; length < limit; ++length) {
        sum += law.probability(length);
    }
    return sum;
}

}  // namespace

TEST(FragmentLength, lengths_outside_the_range_never_occur) {
    FragmentLengthLaw const law{167};
    EXPECT_EQ(law.probability(59), 0);
    EXPECT_EQ(law.probability(421), 0);
    EXPECT_NEAR(share_below(law, 421), 1, 1e-12);
}

TEST(FragmentLength, the_mode_is_where_it_was_put_and_tumor_dna_is_shorter) {
    FragmentLengthLaw const normal{167};
    FragmentLengthLaw const tumor{145};
    int mode = shortest_fragment;
    for (int length = shortest_fragment; length <= longest_fragment; ++length) {
        mode = normal.probability(length) > normal.probability(mode) ? length : mode;
    }
    EXPECT_NEAR(mode, 167, 2);
    EXPECT_GT(share_below(tumor, 150), 2 * share_below(normal, 150));
}

TEST(FragmentLength, short_fragments_have_the_ten_base_rhythm) {
    FragmentLengthLaw const law{167};
    for (int peak : {113, 123, 133}) {
        EXPECT_GT(law.probability(peak), law.probability(peak + 5)) << peak;
        EXPECT_GT(law.probability(peak), 1.5 * law.probability(peak - 5)) << peak;
    }
}

TEST(FragmentLength, draws_follow_the_law) {
    FragmentLengthLaw const law{167};
    Random random{3, "length"};
    constexpr int draws = 100'000;
    std::vector<int> seen(longest_fragment + 1, 0);
    for (int count = 0; count < draws; ++count) {
        ++seen.at(static_cast<std::size_t>(law.draw(random)));
    }
    for (int length : {120, 143, 160, 167, 175, 334}) {
        double const p = law.probability(length);
        EXPECT_NEAR(seen[static_cast<std::size_t>(length)], draws * p, 5 * std::sqrt(draws * p) + 1) << length;
    }
}

}  // namespace tidemark::test
