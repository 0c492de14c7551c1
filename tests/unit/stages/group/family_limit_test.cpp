// Which templates of a large family stay.
#include "stages/group/family_limit.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>

namespace tidemark::test {
namespace {

using Numbers = std::vector<std::uint32_t>;

/// Templates whose names have these hashes; a pair each.
std::vector<Template> with_names(std::vector<std::uint64_t> const& names) {
    static Read const read;
    std::vector<Template> templates;
    for (auto const name : names) {
        templates.push_back({.first = &read, .second = &read, .name = name});
    }
    return templates;
}

Numbers kept(FamilyLimit& limit, std::span<Template const> templates, Numbers const& of_family, std::size_t of_a) {
    auto const left = limit({.templates = of_family, .of_a = of_a, .two_strands = true}, templates);
    EXPECT_LE(left.of_a, left.templates.size());
    return {left.templates.begin(), left.templates.end()};
}

}  // namespace

TEST(FamilyLimit, the_lowest_hashes_of_either_strand_stay_in_the_order_of_the_input) {
    auto const templates = with_names({50, 10, 40, 20, 30, 5, 6, 7});
    FamilyLimit limit{2};
    EXPECT_EQ(kept(limit, templates, {0, 1, 2, 3, 4, 5, 6, 7}, 5), (Numbers{1, 3, 5, 6}));
    EXPECT_EQ(limit.reads_left_out(), 8);
}

TEST(FamilyLimit, a_strand_of_no_more_templates_stays_as_it_is_and_without_a_number_all_do) {
    auto const templates = with_names({50, 10, 40, 20});
    Numbers const all{0, 1, 2, 3};
    FamilyLimit none{0};
    EXPECT_EQ(kept(none, templates, all, 2), all);
    FamilyLimit two{2};
    EXPECT_EQ(kept(two, templates, all, 2), all);
    EXPECT_EQ(kept(two, templates, all, 4), (Numbers{1, 3}));
    EXPECT_EQ(none.reads_left_out(), 0);
    EXPECT_EQ(two.reads_left_out(), 4);
}

TEST(FamilyLimit, neither_the_order_of_reads_nor_a_lower_limit_chooses_others) {
    std::mt19937_64 random{7};
    std::vector<std::uint64_t> names(1000);
    std::ranges::generate(names, random);
    auto sorted = names;
    std::ranges::sort(sorted);
    for (std::size_t const most : {1U, 17U, 400U, 999U}) {
        std::ranges::shuffle(names, random);
        auto const templates = with_names(names);
        Numbers all(names.size());
        std::iota(all.begin(), all.end(), 0U);
        FamilyLimit limit{most};
        std::vector<std::uint64_t> stayed;
        for (auto const number : kept(limit, templates, all, all.size())) {
            stayed.push_back(names[number]);
        }
        std::ranges::sort(stayed);
        EXPECT_TRUE(std::ranges::equal(stayed, std::span{sorted}.first(most))) << most;
    }
}

}  // namespace tidemark::test
