#include "stages/group/cluster_umis.hpp"

#include <gtest/gtest.h>

#include <array>
#include <stdexcept>

#include "unit/stages/group/umis.hpp"

namespace tidemark::test {
namespace {

using Families = std::vector<std::uint32_t>;
using enum GroupingStrategy;

TEST(ClusterUmis, fewer_than_no_edits_are_our_own_mistake) {
    EXPECT_THROW((UmiClusterer{{.strategy = adjacency, .edits = -1}}), std::logic_error);
}

TEST(ClusterUmis, no_umi_gives_no_family) {
    EXPECT_EQ(families_of({.strategy = adjacency, .edits = 1}, {}), Families{});
    EXPECT_EQ(families_of({.strategy = edit, .edits = 2}, {{umi("ACGT"), 3}}), Families{0});
}

/// Largest child that a parent takes in: the table of docs/methods/group.md.
struct Golden {
    std::uint32_t parent;
    std::uint32_t by_adjacency;
    std::uint32_t by_directional;
};
constexpr std::array golden{Golden{1, 1, 1}, Golden{2, 2, 1}, Golden{3, 2, 2}, Golden{4, 3, 2}, Golden{5, 3, 3}, Golden{10, 6, 5}};

/// The largest child that joins a parent of that count, tried through the whole clusterer: the child must not be a root
/// before the parent is, so a grandparent takes the parent in first.
std::uint32_t largest_child(GroupingStrategy strategy, std::uint32_t parent) {
    std::uint32_t largest = 0;
    for (std::uint32_t child = 1; child <= 3 * parent; ++child) {
        auto const families = families_of({.strategy = strategy, .edits = 1},
                                          {{umi("AAAAAA"), 1000}, {umi("AAAAAC"), parent}, {umi("AAAACC"), child}});
        largest = families[2] == families[0] ? child : largest;
    }
    return largest;
}

TEST(ClusterUmis, parents_take_in_what_the_golden_table_says) {
    for (auto const& [parent, by_adjacency, by_directional] : golden) {
        EXPECT_EQ(largest_child(adjacency, parent), by_adjacency) << parent;
        EXPECT_EQ(largest_child(paired, parent), by_adjacency) << parent;
        EXPECT_EQ(largest_child(directional, parent), by_directional) << parent;
    }
}

TEST(ClusterUmis, two_umis_of_equal_count_are_joined_up_to_two_by_adjacency_and_at_one_by_directional) {
    auto const joined = [](GroupingStrategy strategy, std::uint32_t count) {
        return families_of({.strategy = strategy, .edits = 1}, {{umi("ACGTA"), count}, {umi("ACGTC"), count}}) ==
               Families{0, 0};
    };
    EXPECT_TRUE(joined(adjacency, 1) && joined(adjacency, 2));
    EXPECT_FALSE(joined(adjacency, 3) || joined(adjacency, 4));
    EXPECT_TRUE(joined(directional, 1));
    EXPECT_FALSE(joined(directional, 2));
}

TEST(ClusterUmis, the_count_that_decides_is_that_of_the_neighbour_not_of_the_root) {
    // 100 takes in 40; 40 takes in 21, not 22: 22 is a root of its own.
    std::vector<UmiCount> umis{{umi("AAAAA"), 100}, {umi("AAAAC"), 40}, {umi("AAACC"), 21}};
    EXPECT_EQ(families_of({.strategy = adjacency, .edits = 1}, umis), (Families{0, 0, 0}));
    umis[2].templates = 22;
    EXPECT_EQ(families_of({.strategy = adjacency, .edits = 1}, umis), (Families{0, 0, 1}));
}

TEST(ClusterUmis, families_are_numbered_by_count_then_sequence_of_their_roots) {
    std::vector<UmiCount> const umis{{umi("TTTTT"), 4}, {umi("GGGGG"), 9}, {umi("CCCCC"), 4}, {umi("GGGGC"), 1}};
    EXPECT_EQ(families_of({.strategy = adjacency, .edits = 1}, umis), (Families{2, 0, 1, 0}));
    EXPECT_EQ(families_of({.strategy = identity, .edits = 1}, umis), (Families{2, 0, 1, 3}));
    UmiClusterer clusterer{{.strategy = adjacency, .edits = 1}};
    auto const roots = clusterer.cluster(umis).roots;
    EXPECT_EQ((Families{roots.begin(), roots.end()}), (Families{1, 2, 0}));
}

TEST(ClusterUmis, edit_links_over_any_number_of_steps) {
    std::vector<UmiCount> const umis{{umi("AAAA"), 9}, {umi("AAAC"), 9}, {umi("AACC"), 9}, {umi("CCCC"), 9}};
    EXPECT_EQ(families_of({.strategy = edit, .edits = 1}, umis), (Families{0, 0, 0, 1}));
    EXPECT_EQ(families_of({.strategy = edit, .edits = 2}, umis), (Families{0, 0, 0, 0}));
    EXPECT_EQ(families_of({.strategy = edit, .edits = 0}, umis), (Families{0, 1, 2, 3}));
}

TEST(ClusterUmis, umis_of_different_length_or_halves_never_share_a_family) {
    std::vector<UmiCount> const umis{
        {umi("AAAAAA"), 9}, {umi("AAAAA"), 1}, {umi("AAA-AAA"), 1}, {umi("AAAA-AA"), 1}, {umi("AAAAAC"), 1}};
    EXPECT_EQ(families_of({.strategy = edit, .edits = 1}, umis), (Families{0, 1, 2, 3, 0}));
    EXPECT_EQ(families_of({.strategy = edit, .edits = 6}, umis), (Families{0, 1, 2, 3, 0}));
}

TEST(ClusterUmis, one_clusterer_serves_large_and_small_positions_in_turn) {
    UmiClusterer clusterer{{.strategy = adjacency, .edits = 1}};
    std::vector<UmiCount> all;
    for (std::uint64_t number = 0; number < 4096; ++number) {
        Umi each = umi("AAAAAA");
        for (int place = 0; place < 6; ++place) {
            auto const code = number >> (2 * place) & 3;
            each = code == 0 ? each : each.neighbour(place, code);
        }
        all.push_back({each, 1});
    }
    EXPECT_EQ(clusterer.cluster(all).roots.size(), 1U);   // every 6-mer once: ones take in ones
    std::vector<UmiCount> const small{{umi("AAAAAA"), 5}, {umi("TTTTTT"), 5}};
    EXPECT_EQ(clusterer.cluster(small).roots.size(), 2U);
    for (auto& each : all) {
        each.templates = 3;
    }
    EXPECT_EQ(clusterer.cluster(all).roots.size(), 4096U);   // threes take in twos at most
    EXPECT_EQ(clusterer.cluster(small).roots.size(), 2U);
}

TEST(ClusterUmis, counts_near_the_largest_number_do_not_overflow) {
    std::vector<UmiCount> const umis{{umi("AAAAA"), 0xffffffff}, {umi("AAAAC"), 0xfffffffe}};
    EXPECT_EQ(families_of({.strategy = directional, .edits = 1}, umis), (Families{0, 1}));
    EXPECT_EQ(families_of({.strategy = adjacency, .edits = 1}, umis), (Families{0, 1}));
}

}  // namespace
}  // namespace tidemark::test
