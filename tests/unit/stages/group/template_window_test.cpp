#include "stages/group/template_window.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <tuple>
#include <vector>

#include "support/read_builder.hpp"

namespace tidemark::test {
namespace {

constexpr std::uint16_t paired = 0x1, reverse = 0x10, mate_reverse = 0x20, read_one = 0x40, read_two = 0x80;

/// Both reads of a pair, forward read first; `clip` soft-clips the forward read's first bases.
std::vector<ReadText> pair(std::string const& name, std::int64_t start, std::int64_t end, bool first_is_forward = true,
                           int clip = 0) {
    int const length = 50;
    auto const forward_cigar = clip == 0 ? std::string{} : std::to_string(clip) + "S" + std::to_string(length - clip) + "M";
    ReadText forward{.name = name, .position = start + clip, .cigar = forward_cigar, .bases = std::string(length, 'A')};
    ReadText backward{.name = name, .position = end - length, .bases = std::string(length, 'C')};
    forward.flags = paired | mate_reverse | (first_is_forward ? read_one : read_two);
    backward.flags = paired | reverse | (first_is_forward ? read_two : read_one);
    forward.mate_contig = backward.mate_contig = 0;
    forward.mate_position = backward.position;
    backward.mate_position = forward.position;
    return {forward, backward};
}

struct SeenGroup {
    TemplateEnds ends;
    std::vector<std::pair<bool, bool>> templates;   // has both reads, read 1 is lower
};

struct Run {
    std::vector<SeenGroup> groups;
    WindowLosses losses;
    std::size_t capacity = 0;
};

Run run(std::vector<ReadText> reads, std::vector<std::string> const& left_out = {}) {
    std::ranges::stable_sort(reads, {}, [](ReadText const& read) { return std::pair{read.contig, read.position}; });
    Run result;
    TemplateWindow window{{}, [&](TemplateEnds const& ends, std::span<Template const> templates) {
        SeenGroup group{ends, {}};
        for (auto const& each : templates) {
            EXPECT_NE(each.first, nullptr);
            group.templates.emplace_back(each.second != nullptr, each.first_is_lower);
        }
        result.groups.push_back(group);
    }};
    for (auto const& text : reads) {
        BuiltRead const built{text};
        if (std::ranges::find(left_out, text.name + (text.flags & read_two ? "/2" : "/1")) != left_out.end()) {
            window.leave_out(built.read());
        } else {
            window.add(built.read(), {});
        }
    }
    window.finish();
    result.losses = window.losses();
    result.capacity = window.capacity();
    return result;
}

std::vector<ReadText> together(std::vector<std::vector<ReadText>> const& parts) {
    std::vector<ReadText> all;
    for (auto const& part : parts) {
        all.insert(all.end(), part.begin(), part.end());
    }
    return all;
}

}  // namespace

TEST(TemplateWindow, templates_with_the_same_two_ends_are_one_group_whichever_read_is_first) {
    auto const seen = run(together({pair("a", 1000, 1167), pair("b", 1000, 1167, false), pair("c", 1000, 1168)}));
    ASSERT_EQ(seen.groups.size(), 2U);
    EXPECT_EQ(seen.groups[0].ends.lower, 1000);
    EXPECT_EQ(seen.groups[0].ends.upper, 1166);
    EXPECT_EQ(seen.groups[0].templates, (std::vector<std::pair<bool, bool>>{{true, true}, {true, false}}));
    EXPECT_EQ(seen.groups[1].ends.upper, 1167);
}

TEST(TemplateWindow, soft_clips_count_even_left_of_a_later_start) {
    auto const seen = run(together({pair("a", 1000, 1167), pair("b", 1000, 1167, true, 40), pair("early", 900, 1300)}));
    ASSERT_EQ(seen.groups.size(), 2U);
    EXPECT_EQ(seen.groups[0].templates.size() + seen.groups[1].templates.size(), 3U);
    EXPECT_EQ(std::max(seen.groups[0].templates.size(), seen.groups[1].templates.size()), 2U);
}

TEST(TemplateWindow, a_short_insert_whose_reads_start_in_the_other_order_is_found) {
    // 30 bases of insert read by 50: the reverse read starts before the forward one.
    auto const seen = run(together({pair("a", 1000, 1030), pair("b", 1000, 1030)}));
    ASSERT_EQ(seen.groups.size(), 1U);
    EXPECT_EQ(seen.groups[0].templates.size(), 2U);
    EXPECT_EQ(seen.groups[0].ends.lower, 1000);
    EXPECT_EQ(seen.groups[0].ends.upper, 1029);
}

TEST(TemplateWindow, a_mate_that_is_left_out_takes_the_other_along_in_either_order) {
    auto const seen = run(together({pair("a", 1000, 1167), pair("b", 1000, 1167), pair("c", 1000, 1167)}), {"a/1", "b/2"});
    ASSERT_EQ(seen.groups.size(), 1U);
    EXPECT_EQ(seen.groups[0].templates.size(), 1U);
    EXPECT_EQ(seen.losses.mate_left_out, 2);
    EXPECT_EQ(seen.losses.mate_missing, 0);
}

TEST(TemplateWindow, a_mate_that_never_comes_and_a_record_that_comes_twice_are_counted) {
    auto lonely = pair("a", 1000, 1167);
    lonely.pop_back();
    auto twice = pair("b", 1000, 1167);
    twice.push_back(twice.front());
    auto const seen = run(together({lonely, twice}));
    ASSERT_EQ(seen.groups.size(), 1U);
    EXPECT_EQ(seen.groups[0].templates.size(), 1U);
    EXPECT_EQ(seen.losses.mate_missing, 1);
    EXPECT_EQ(seen.losses.duplicate_record, 1);
}

TEST(TemplateWindow, single_ends_group_by_place_strand_and_kind) {
    ReadText const forward{.name = "f", .position = 500, .bases = std::string(50, 'A')};
    auto other = forward;
    other.name = "g";
    auto backward = forward;
    backward.name = "h";
    backward.flags = reverse;
    auto const seen = run({forward, other, backward});
    ASSERT_EQ(seen.groups.size(), 2U);
    for (auto const& group : seen.groups) {
        bool const is_reverse = (group.ends.kind & TemplateEnds::lower_reverse) != 0;
        EXPECT_EQ(group.templates.size(), is_reverse ? 1U : 2U);
        EXPECT_EQ(group.ends.lower, is_reverse ? 549 : 500);
    }
}

TEST(TemplateWindow, pairs_across_contigs_are_grouped_on_either_side_by_both_places) {
    std::vector<ReadText> reads;
    for (auto const* const name : {"a", "b"}) {
        ReadText here{.name = name, .flags = paired | read_one, .contig = 0, .position = 700, .mate_contig = 1,
                      .mate_position = 90, .bases = std::string(50, 'A')};
        ReadText there{.name = name, .flags = paired | read_two | reverse, .contig = 1, .position = 90, .mate_contig = 0,
                       .mate_position = 700, .bases = std::string(50, 'A')};
        here.flags |= mate_reverse;
        reads.push_back(here);
        reads.push_back(there);
    }
    auto const seen = run(reads);
    ASSERT_EQ(seen.groups.size(), 2U);
    EXPECT_EQ(seen.groups[0].templates, (std::vector<std::pair<bool, bool>>{{false, true}, {false, true}}));
    EXPECT_EQ(seen.groups[1].templates, (std::vector<std::pair<bool, bool>>{{false, true}, {false, true}}));
}

TEST(TemplateWindow, a_record_without_mate_that_comes_twice_is_one_template_and_counted) {
    ReadText const one{.name = "a", .position = 500, .bases = std::string(50, 'A')};
    auto other = one;
    other.name = "b";
    auto clipped = one;   // the same read of the same place, drawn otherwise
    clipped.position = 510;
    clipped.cigar = "10S40M";
    auto const seen = run({one, other, one, clipped});
    ASSERT_EQ(seen.groups.size(), 1U);
    EXPECT_EQ(seen.groups[0].templates.size(), 2U);
    EXPECT_EQ(seen.losses.duplicate_record, 2);
    ReadText far{.name = "f", .flags = paired | read_one, .position = 700, .mate_contig = 1, .mate_position = 90,
                 .bases = std::string(50, 'A')};
    auto const twice = run({far, far});
    ASSERT_EQ(twice.groups.size(), 1U);
    EXPECT_EQ(twice.groups[0].templates.size(), 1U);
    EXPECT_EQ(twice.losses.duplicate_record, 1);
}

// The slow plain way: a map over all templates of the file.
TEST(TemplateWindow, groups_of_many_random_pairs_are_those_of_a_map) {
    std::mt19937 random{20261128};
    std::vector<ReadText> reads;
    std::map<std::pair<std::int64_t, std::int64_t>, int> expected;
    for (int number = 0; number < 4000; ++number) {
        auto const start = static_cast<std::int64_t>(2000 + 7 * (random() % 900));
        auto const end = start + 60 + static_cast<std::int64_t>(9 * (random() % 40));
        auto const clip = static_cast<int>(random() % 3 == 0 ? random() % 40 : 0);
        auto const both = pair("r" + std::to_string(number), start, end, random() % 2 == 0, clip);
        reads.insert(reads.end(), both.begin(), both.end());
        ++expected[{start, end - 1}];
    }
    std::ranges::shuffle(reads, random);
    auto const seen = run(reads);
    std::map<std::pair<std::int64_t, std::int64_t>, int> found;
    for (auto const& group : seen.groups) {
        EXPECT_EQ(found.count({group.ends.lower, group.ends.upper}), 0U) << "one group was handed over twice";
        found[{group.ends.lower, group.ends.upper}] += static_cast<int>(group.templates.size());
    }
    EXPECT_EQ(found, expected);
    EXPECT_EQ(seen.losses.mate_missing + seen.losses.mate_left_out + seen.losses.duplicate_record, 0);
    EXPECT_LT(seen.capacity, 3U << 20U);
}

}  // namespace tidemark::test
