#include "stages/genotype/haplotype_score.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

namespace tidemark::test {
namespace {

constexpr int never = -1'000'000;

int pair_score(char haplotype, char stretch) {
    return haplotype == 'N' || stretch == 'N' ? 0 : haplotype == stretch ? 1 : -4;
}

/// Gotoh's three matrices, written out: the stretch whole, the ends of the haplotype free.
int plain_score(std::string const& haplotype, std::string const& stretch) {
    auto const columns = haplotype.size() + 1;
    std::vector<std::vector<int>> paired(stretch.size() + 1, std::vector<int>(columns, never));
    auto inserted = paired;
    auto deleted = paired;
    std::ranges::fill(paired[0], 0);
    for (std::size_t row = 1; row <= stretch.size(); ++row) {
        for (std::size_t column = 0; column < columns; ++column) {
            inserted[row][column] = std::max({paired[row - 1][column] - 7, inserted[row - 1][column] - 1,
                                              deleted[row - 1][column] - 7});
            if (column > 0) {
                deleted[row][column] = std::max({paired[row][column - 1] - 7, deleted[row][column - 1] - 1,
                                                 inserted[row][column - 1] - 7});
                paired[row][column] = pair_score(haplotype[column - 1], stretch[row - 1]) +
                                      std::max({paired[row - 1][column - 1], inserted[row - 1][column - 1],
                                                deleted[row - 1][column - 1]});
            }
        }
    }
    int best = never;
    for (std::size_t column = 0; column < columns; ++column) {
        best = std::max({best, paired.back()[column], inserted.back()[column], deleted.back()[column]});
    }
    return best;
}

int score(std::string const& haplotype, std::string const& stretch) {
    return haplotype_score(AlignableBases{haplotype}, AlignableBases{stretch});
}

TEST(HaplotypeScore, a_fit_loses_five_for_a_mismatch_and_one_for_what_cannot_be_read) {
    EXPECT_EQ(score("TTACGTACGTACGTT", "ACGTACGTAC"), 10);
    EXPECT_EQ(score("TTACGTACGTACGTT", "ACGTTCGTAC"), 5);
    EXPECT_EQ(score("TTACGTACGTACGTT", "ACGTNCGTAC"), 9);
    EXPECT_EQ(score("TTACGTNCGTACGTT", "ACGTACGTAC"), 9);
}

/// Short words of few letters: every kind of alignment, gaps and none, comes up.
TEST(HaplotypeScore, is_that_of_the_plain_matrix) {
    std::mt19937_64 random{5};
    auto const word = [&](std::size_t length) {
        std::string bases;
        while (bases.size() < length) {
            bases += random() % 20 == 0 ? 'N' : "ACGT"[random() % 4];
        }
        return bases;
    };
    for (int round = 0; round < 2000; ++round) {
        auto const haplotype = word(12 + random() % 30);
        auto stretch = haplotype.substr(random() % 6, 6 + random() % 24);
        for (auto change = random() % 3; change > 0; --change) {
            stretch[random() % stretch.size()] = "ACGTN"[random() % 5];
        }
        if (random() % 2 == 0) {
            stretch.erase(stretch.size() / 2, random() % 3);
        }
        auto const expected = plain_score(haplotype, stretch);
        EXPECT_EQ(score(haplotype, stretch), expected) << haplotype << ' ' << stretch;
        for (int const floor : {expected - 3, expected - 1, expected, expected + 2}) {
            auto const limited = haplotype_score(AlignableBases{haplotype}, AlignableBases{stretch}, floor);
            EXPECT_TRUE(expected > floor ? limited == expected : limited <= floor) << haplotype << ' ' << stretch;
        }
    }
}

/// Bases of a stretch that fits but for one mismatch are never moved by a gap.
TEST(HaplotypeScore, one_mismatch_opens_no_gap_and_a_missing_stretch_does) {
    std::string const haplotype = "TTACGATTGCATTGACCATGGATCCATTGA";
    AlignableBases const target{haplotype};
    EXPECT_FALSE(has_gap(target, AlignableBases{"ACGATTGCATTGTCCATGGATCCA"}, 0, 30));
    EXPECT_TRUE(has_gap(target, AlignableBases{"ACGATTGCATTGATGGATCCATTGA"}, 0, 30));
}

}  // namespace
}  // namespace tidemark::test
