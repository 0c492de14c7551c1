// Yields at 5 % to 100 % of the templates against a recount from nothing.
#include "stages/group/duplex_yield.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <numeric>
#include <random>
#include <string>

#include "values/probability/murmur3.hpp"

namespace tidemark::test {
namespace {

/// Share of 2^31 - 1 as fgbio computes it.
double score(std::string const& name) {
    auto const hash = static_cast<std::int32_t>(murmur3_of_characters(name, 42));
    return std::abs(static_cast<double>(hash)) / 2147483647.0;
}

struct Position {
    std::deque<std::string> names;
    std::deque<TemplateLabel> labels;
    std::vector<Template> templates;
    std::deque<std::vector<std::uint32_t>> members;
    std::vector<PositionFamily> families;

    void add_family(int a, int b) {
        auto& numbers = members.emplace_back();
        for (int each = 0; each < a + b; ++each) {
            names.push_back("read:" + std::to_string(counter++));
            labels.emplace_back().yield_level = yield_level(names.back());
            numbers.push_back(static_cast<std::uint32_t>(templates.size()));
            templates.push_back({.label = &labels.back()});
        }
        families.push_back({.templates = numbers, .of_a = static_cast<std::size_t>(a), .two_strands = true});
    }
    inline static int counter = 0;
};

}  // namespace

TEST(DuplexYield, levels_are_the_shares_that_fgbio_draws) {
    std::array<int, yield_levels> of_level{};
    for (int number = 0; number < 20'000; ++number) {
        auto const name = "A0:1:H:1:" + std::to_string(number);
        auto const level = yield_level(name);
        ASSERT_LT(level, yield_levels);
        ++of_level[level];
        EXPECT_LE(score(name), static_cast<double>(level + 1) * 0.05);
        EXPECT_TRUE(level == 0 || score(name) > static_cast<double>(level) * 0.05);
    }
    // 1,000 each are expected; four standard deviations are 123.
    EXPECT_GT(*std::ranges::min_element(of_level), 870);
    EXPECT_LT(*std::ranges::max_element(of_level), 1130);
}

TEST(DuplexYield, every_row_is_what_a_recount_of_its_templates_gives) {
    std::mt19937 random{20261128};
    std::deque<Position> positions;
    DuplexYield all, first_half, second_half;
    for (int number = 0; number < 60; ++number) {
        auto& position = positions.emplace_back();
        for (auto families = 1 + random() % 4; families > 0; --families) {
            position.add_family(1 + static_cast<int>(random() % 9), static_cast<int>(random() % 7));
        }
        all.add_position(position.templates, position.families);
        (number < 30 ? first_half : second_half).add_position(position.templates, position.families);
    }
    second_half += first_half;
    auto const rows = all.rows({2, 1});
    ASSERT_EQ(rows.size(), 20U);
    for (std::size_t level = 0; level < rows.size(); ++level) {
        auto const share = static_cast<double>(level + 1) * 0.05;
        std::int64_t pairs = 0, cs = 0, ss = 0, ds = 0, duplexes = 0;
        for (auto const& position : positions) {
            std::int64_t here = 0;
            for (auto const& family : position.families) {
                std::int64_t a = 0, b = 0;
                for (std::size_t place = 0; place < family.templates.size(); ++place) {
                    bool const drawn = score(position.names[family.templates[place]]) <= share;
                    (place < family.of_a ? a : b) += drawn ? 1 : 0;
                }
                here += a + b;
                ss += (a > 0 ? 1 : 0) + (b > 0 ? 1 : 0);
                ds += a + b > 0 ? 1 : 0;
                duplexes += std::max(a, b) >= 2 && std::min(a, b) >= 1 ? 1 : 0;
            }
            pairs += here;
            cs += here > 0 ? 1 : 0;
        }
        auto const& row = rows[level];
        EXPECT_DOUBLE_EQ(row.fraction, static_cast<double>(level + 1) / 20) << level;
        EXPECT_EQ(row.read_pairs, pairs) << level;
        EXPECT_EQ(row.cs_families, cs) << level;
        EXPECT_EQ(row.ss_families, ss) << level;
        EXPECT_EQ(row.ds_families, ds) << level;
        EXPECT_EQ(row.ds_duplexes, duplexes) << level;
        EXPECT_EQ(second_half.rows({2, 1})[level].ds_duplexes, duplexes) << "parts add up";
    }
    EXPECT_LT(rows[0].read_pairs, rows[10].read_pairs);
}

}  // namespace tidemark::test
