// Labels of the two reads of a template: whose UMI counts, and what keeps templates of one place apart.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "stages/group/template_window.hpp"
#include "support/read_builder.hpp"
#include "unit/stages/group/umis.hpp"

namespace tidemark::test {
namespace {

TemplateLabel labelled(std::string const& text, std::uint64_t partition = 0) {
    TemplateLabel label;
    if (text.empty()) {
        label.umi_fault = UmiFault::empty;
    } else {
        label.umi = umi(text);
    }
    label.partition = partition;
    return label;
}

struct MatesOfOneTemplate {
    std::string name;
    TemplateLabel read_one;
    TemplateLabel read_two;
    bool read_one_forward = true;
};

/// UMIs by group ("-" where a template has none) of pairs that all lie at 1000 and 1167.
std::vector<std::vector<std::string>> groups_of(std::vector<MatesOfOneTemplate> const& pairs) {
    std::vector<std::vector<std::string>> groups;
    TemplateWindow window{{}, [&](TemplateEnds const&, std::span<Template const> templates) {
        auto& group = groups.emplace_back();
        for (auto const& each : templates) {
            group.push_back(each.label->umi_fault ? "-" : each.label->umi.to_text());
        }
    }};
    for (bool const forward : {true, false}) {
        for (auto const& pair : pairs) {
            bool const first = forward == pair.read_one_forward;
            ReadText text{.name = pair.name, .position = forward ? 1000 : 1117, .mate_contig = 0,
                          .mate_position = forward ? 1117 : 1000, .bases = std::string(50, 'A')};
            text.flags = static_cast<std::uint16_t>(0x1 | (forward ? 0x20 : 0x10) | (first ? 0x40 : 0x80));
            BuiltRead const built{text};
            window.add(built.read(), first ? pair.read_one : pair.read_two);
        }
    }
    window.finish();
    return groups;
}

using Groups = std::vector<std::vector<std::string>>;

}  // namespace

TEST(TemplateWindowUmi, a_UMI_on_one_mate_only_is_that_of_the_template_whichever_mate_it_is) {
    EXPECT_EQ(groups_of({{"a", labelled("ACG"), labelled("")}, {"b", labelled(""), labelled("ACG")},
                         {"c", labelled(""), labelled("ACG"), false}}),
              (Groups{{"ACG", "ACG", "ACG"}}));
}

TEST(TemplateWindowUmi, a_template_whose_mates_have_none_keeps_its_fault) {
    EXPECT_EQ(groups_of({{"a", labelled(""), labelled("")}}), (Groups{{"-"}}));
}

TEST(TemplateWindowUmi, where_mates_differ_read_1_speaks) {
    EXPECT_EQ(groups_of({{"a", labelled("ACG"), labelled("TTT")}, {"b", labelled("ACG"), labelled("TTT"), false}}),
              (Groups{{"ACG", "ACG"}}));
}

TEST(TemplateWindowUmi, templates_of_two_partitions_are_two_groups_at_one_place) {
    auto const groups = groups_of({{"a", labelled("ACG", 1), labelled("ACG", 1)}, {"b", labelled("ACG", 2), labelled("ACG", 2)},
                                   {"c", labelled("CCC", 1), labelled("CCC", 1)}});
    EXPECT_EQ(groups, (Groups{{"ACG", "CCC"}, {"ACG"}}));
}

}  // namespace tidemark::test
