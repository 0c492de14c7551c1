// Each way of finding neighbours, on enough UMIs that it is the one taken, against the plain rules.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

#include "unit/stages/group/plain_clusters.hpp"
#include "unit/stages/group/umis.hpp"

namespace tidemark::test {
namespace {

using enum GroupingStrategy;

/// `centres` random UMIs, most with errors and errors of errors round them.
std::vector<PlainUmi> crowd(std::size_t number, int length, std::size_t joint, std::uint32_t largest, unsigned seed) {
    std::mt19937 random{seed};
    std::map<std::string, std::uint32_t> seen;
    std::string text;
    while (seen.size() < number) {
        if (text.empty() || random() % 3 == 0) {
            text.clear();
            for (int base = 0; base < length; ++base) {
                text += "ACGT"[random() % 4];
            }
        } else {
            text[random() % text.size()] = "ACGT"[random() % 4];
        }
        auto jointed = text;
        if (joint > 0) {
            jointed.insert(joint, "-");
        }
        seen[jointed] = 1 + static_cast<std::uint32_t>(random()) % (random() % 4 == 0 ? largest : 2);
    }
    std::vector<PlainUmi> umis;
    for (auto const& [jointed, templates] : seen) {
        umis.push_back({jointed, templates});
    }
    std::ranges::shuffle(umis, random);
    return umis;
}

TEST(ManyUmis, as_bits_they_form_the_families_of_the_plain_rules) {
    for (auto const length : {4, 5, 6, 9}) {
        // 2000 as the largest count: bins; 70,000: sorted.
        for (std::uint32_t const largest : {3U, 2000U, 70'000U}) {
            auto const umis = crowd(length == 4 ? 200 : 500, length, 0, largest, 7);
            ASSERT_TRUE(DenseClusterer::pays(length, umis.size()));
            for (auto const strategy : {edit, adjacency, directional, paired}) {
                auto const expected = plain_families(umis, {.strategy = strategy, .edits = 1});
                DenseClusterer dense;
                auto const families = dense.cluster(packed(umis), strategy).family;
                EXPECT_EQ((std::vector<std::uint32_t>{families.begin(), families.end()}), expected) << length;
                EXPECT_EQ(families_of({.strategy = strategy, .edits = 1}, packed(umis)), expected) << length;
            }
        }
    }
}

TEST(ManyUmis, by_table_they_form_the_families_of_the_plain_rules) {
    for (auto const& [length, joint] : {std::pair{16, std::size_t{0}}, {12, std::size_t{6}}, {40, std::size_t{20}}}) {
        auto const umis = crowd(400, length, joint, 30, 11);
        ASSERT_FALSE(DenseClusterer::pays(length, umis.size()));
        for (auto const strategy : {edit, adjacency, directional, paired}) {
            GroupingParameters const parameters{.strategy = strategy, .edits = 1};
            EXPECT_EQ(families_of(parameters, packed(umis)), plain_families(umis, parameters)) << length;
        }
    }
}

TEST(ManyUmis, by_pieces_they_form_the_families_of_the_plain_rules) {
    for (auto const edits : {2, 3, 5}) {
        auto const umis = crowd(300, 12, 6, 30, 13);
        for (auto const strategy : {edit, adjacency, directional, paired}) {
            GroupingParameters const parameters{.strategy = strategy, .edits = edits};
            EXPECT_EQ(families_of(parameters, packed(umis)), plain_families(umis, parameters)) << edits;
        }
    }
}

TEST(ManyUmis, of_one_length_are_not_taken_for_bits_where_one_has_another) {
    auto umis = crowd(300, 6, 0, 30, 17);
    umis.push_back({"ACGTA", 3});
    umis.push_back({"ACG-TAC", 3});
    GroupingParameters const parameters{.strategy = adjacency, .edits = 1};
    EXPECT_EQ(families_of(parameters, packed(umis)), plain_families(umis, parameters));
}

}  // namespace
}  // namespace tidemark::test
