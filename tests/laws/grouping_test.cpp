// The fast clustering against the rules written as slow plain code, for every strategy, size and way of finding
// neighbours; and that no order of input ever shows.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <map>
#include <set>

#include "unit/stages/group/plain_clusters.hpp"
#include "unit/stages/group/umis.hpp"

namespace tidemark::test {
namespace {

using enum GroupingStrategy;

/// Distinct UMIs round a few centres, so that there are errors of errors; `letters` below 4 crowds them more.
std::vector<PlainUmi> random_umis(int most, std::vector<std::vector<int>> const& shapes) {
    auto const wanted = *rc::gen::inRange(0, most);
    auto const letters = *rc::gen::inRange(2, 5);
    auto const changed = *rc::gen::inRange(1, 5);
    auto const largest = *rc::gen::element(1, 2, 5, 40);
    std::map<std::string, std::uint32_t> seen;
    std::vector<std::string> centres;
    for (int number = 0; number < wanted; ++number) {
        auto text = std::string{};
        if (centres.empty() || *rc::gen::inRange(0, 4) == 0) {
            bool is_first = true;
            for (auto const length : *rc::gen::elementOf(shapes)) {
                text += is_first ? "" : "-";
                is_first = false;
                for (int base = 0; base < length; ++base) {
                    text += "ACGT"[*rc::gen::inRange(0, letters)];
                }
            }
        } else {
            text = *rc::gen::elementOf(centres);
            for (int change = 0; change < changed; ++change) {
                auto& base = text[*rc::gen::inRange<std::size_t>(0, text.size())];
                base = base == '-' ? '-' : "ACGT"[*rc::gen::inRange(0, letters)];
            }
        }
        centres.push_back(text);
        seen[text] = *rc::gen::inRange<std::uint32_t>(1, static_cast<std::uint32_t>(largest) + 1);
    }
    std::vector<PlainUmi> umis;
    for (auto const& [text, templates] : seen) {
        umis.push_back({text, templates});
    }
    auto const turn = *rc::gen::inRange<std::size_t>(0, umis.size() + 1);
    std::ranges::rotate(umis, umis.begin() + static_cast<std::ptrdiff_t>(turn));
    return umis;
}

void expect_plain_families(int most, std::vector<std::vector<int>> const& shapes, int most_edits = 4) {
    EXPECT_TRUE(rc::check([&] {
        auto const umis = random_umis(most, shapes);
        GroupingParameters const parameters{.strategy = *rc::gen::element(identity, edit, adjacency, directional, paired),
                                            .edits = *rc::gen::inRange(0, most_edits)};
        RC_ASSERT(families_of(parameters, packed(umis)) == plain_families(umis, parameters));
    }));
}

TEST(GroupingLaws, few_umis_form_the_families_of_the_plain_rules) { expect_plain_families(9, {{6}}); }

TEST(GroupingLaws, many_umis_form_the_families_of_the_plain_rules) { expect_plain_families(150, {{8}, {8}, {7}}); }

TEST(GroupingLaws, umis_crowded_as_bits_form_the_families_of_the_plain_rules) {
    expect_plain_families(200, {{4}}, 2);
    expect_plain_families(200, {{6}}, 2);
}

TEST(GroupingLaws, long_and_jointed_umis_form_the_families_of_the_plain_rules) {
    expect_plain_families(120, {{33}, {64}, {12, 12}, {20, 20}, {30, 34}, {5, 7}, {6, 0}, {0, 6}, {3, 3, 3}});
}

TEST(GroupingLaws, paired_umis_without_ends_form_the_families_of_the_plain_rules) {
    EXPECT_TRUE(rc::check([] {
        std::map<std::string, std::uint32_t> canonical;
        for (auto const& [text, templates] : random_umis(90, {{4, 4}, {2, 6}, {6, 2}, {8, 0}})) {
            auto const form = lexical_orientation(umi(text)).to_text();
            canonical[form] += templates;
        }
        std::vector<PlainUmi> umis;
        for (auto const& [text, templates] : canonical) {
            umis.push_back({text, templates});
        }
        GroupingParameters const parameters{.strategy = paired, .edits = *rc::gen::inRange(0, 4)};
        UmiClusterer clusterer{parameters};
        auto const fast = clusterer.cluster(packed(umis), UmiOrientation::either).family;
        RC_ASSERT((std::vector<std::uint32_t>{fast.begin(), fast.end()}) == plain_families(umis, parameters, true));
    }));
}

/// Templates of one position, drawn from a few UMIs of two halves.
std::vector<TemplateUmi> random_templates() {
    auto const umis = random_umis(20, {{3, 3}, {2, 4}});
    std::vector<TemplateUmi> templates;
    for (auto const& [text, count] : umis) {
        for (std::uint32_t copy = 0; copy < count; ++copy) {
            templates.push_back({umi(text), *rc::gen::element(FirstHalf::lower_end, FirstHalf::higher_end)});
        }
    }
    return templates;
}

TEST(GroupingLaws, the_order_of_templates_never_shows) {
    EXPECT_TRUE(rc::check([] {
        auto const templates = random_templates();
        TemplateGrouper grouper{{.strategy = *rc::gen::element(identity, edit, adjacency, directional, paired), .edits = 1}};
        auto const families = grouper.group(templates);
        std::map<std::pair<Umi, FirstHalf>, TemplateFamily> expected;
        for (std::size_t number = 0; number < templates.size(); ++number) {
            expected[{templates[number].umi, templates[number].first_half}] = families[number];
        }
        auto turned = templates;
        std::ranges::reverse(turned);
        std::ranges::rotate(turned, turned.begin() + static_cast<std::ptrdiff_t>(turned.size() / 3));
        auto const again = grouper.group(turned);
        for (std::size_t number = 0; number < turned.size(); ++number) {
            RC_ASSERT(again[number] == expected.at({turned[number].umi, turned[number].first_half}));
        }
    }));
}

TEST(GroupingLaws, reading_the_other_strand_swaps_halves_ends_and_strands_and_nothing_else) {
    EXPECT_TRUE(rc::check([] {
        auto const templates = random_templates();
        TemplateGrouper grouper{{.strategy = paired, .edits = 1}};
        auto const once = grouper.group(templates);
        std::vector<TemplateFamily> const families{once.begin(), once.end()};
        auto other = templates;
        for (auto& each : other) {
            each = {each.umi.swapped(),
                    each.first_half == FirstHalf::lower_end ? FirstHalf::higher_end : FirstHalf::lower_end};
        }
        auto const swapped = grouper.group(other);
        for (std::size_t number = 0; number < other.size(); ++number) {
            RC_ASSERT(swapped[number].family == families[number].family);
            RC_ASSERT(swapped[number].strand == opposite(families[number].strand));
        }
    }));
}

TEST(GroupingLaws, doubling_every_template_changes_no_family_of_identity_and_edit) {
    EXPECT_TRUE(rc::check([] {
        auto umis = packed(random_umis(60, {{6}}));
        GroupingParameters const parameters{.strategy = *rc::gen::element(identity, edit), .edits = 1};
        auto const once = families_of(parameters, umis);
        for (auto& each : umis) {
            each.templates *= 2;
        }
        RC_ASSERT(families_of(parameters, umis) == once);
    }));
}

TEST(GroupingLaws, doubling_does_change_adjacency_where_two_takes_in_two_but_four_not_four) {
    std::vector<UmiCount> const twos{{umi("AAAAA"), 2}, {umi("AAAAC"), 2}};
    std::vector<UmiCount> const fours{{umi("AAAAA"), 4}, {umi("AAAAC"), 4}};
    EXPECT_NE(families_of({adjacency, 1}, twos), families_of({adjacency, 1}, fours));
}

TEST(GroupingLaws, families_grow_with_edits) {
    EXPECT_TRUE(rc::check([] {
        auto const umis = packed(random_umis(60, {{6}}));
        auto const of = [&](int edits) { return families_of({edit, edits}, umis); };
        auto const narrow = of(1);
        auto const wide = of(2);
        std::map<std::uint32_t, std::uint32_t> wide_of;
        for (std::size_t number = 0; number < umis.size(); ++number) {
            RC_ASSERT(wide_of.try_emplace(narrow[number], wide[number]).first->second == wide[number]);
        }
    }));
}

}  // namespace
}  // namespace tidemark::test
