// Templates of one position to families: by UMI, or by the molecule ids that a file brings along.
#include "stages/group/position_families.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <numeric>
#include <random>
#include <string>
#include <vector>

#include "unit/stages/group/umis.hpp"

namespace tidemark::test {
namespace {

GroupingParameters const identity{GroupingStrategy::identity, 0};
GroupingParameters const paired{GroupingStrategy::paired, 1};

/// Templates with labels of their own; reads are not looked at.
class BuiltTemplates {
public:
    BuiltTemplates& add(std::string const& text, bool first_is_lower = true, bool has_mate = true) {
        TemplateLabel label;
        auto const parsed = Umi::from_text(text);
        if (parsed) {
            label.umi = *parsed;
        } else {
            label.umi_fault = parsed.reason();
        }
        return put(label, first_is_lower, has_mate);
    }
    BuiltTemplates& add_molecule(std::uint64_t molecule, DuplexStrand strand, std::string const& text = {}) {
        TemplateLabel label;
        label.molecule = molecule;
        label.strand = strand;
        if (!text.empty()) {
            label.umi = umi(text);
        }
        if (molecule == 0) {
            label.umi_fault = UmiFault::empty;
        }
        return put(label, strand != DuplexStrand::b, true);
    }
    BuiltTemplates& one_of_far_pair() {
        templates_.back().one_of_far_pair = true;
        templates_.back().second = nullptr;
        return *this;
    }
    operator std::span<Template const>() const { return templates_; }
    std::vector<Template>& all() { return templates_; }

private:
    BuiltTemplates& put(TemplateLabel const& label, bool first_is_lower, bool has_mate) {
        labels_.push_back(label);
        templates_.push_back({.first = &read_, .second = has_mate ? &read_ : nullptr, .label = &labels_.back(),
                              .first_is_lower = first_is_lower});
        return *this;
    }
    Read read_;
    std::deque<TemplateLabel> labels_;
    std::vector<Template> templates_;
};

std::vector<std::uint32_t> numbers(std::span<std::uint32_t const> of) { return {of.begin(), of.end()}; }

using Numbers = std::vector<std::uint32_t>;

}  // namespace

TEST(PositionFamilies, templates_without_a_usable_UMI_are_in_no_family_and_their_reads_are_counted_by_fault) {
    PositionFamilies families{identity};
    BuiltTemplates position;
    position.add("").add("ACN").add("ACN", true, false).add("AC?").add("ACG");
    auto const found = families.split(position);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(numbers(found[0].templates), Numbers{4});
    EXPECT_EQ(families.reads_lost(), (std::array<std::int64_t, umi_fault_count>{2, 3, 2, 0, 0}));
    static_cast<void>(families.split(position));
    EXPECT_EQ(families.reads_lost()[0], 4) << "counts go on from position to position";
}

TEST(PositionFamilies, a_position_without_a_usable_template_has_no_family) {
    PositionFamilies families{identity};
    BuiltTemplates position;
    position.add("N");
    EXPECT_TRUE(families.split(position).empty());
    EXPECT_TRUE(families.split({}).empty());
}

TEST(PositionFamilies, the_larger_family_comes_first_then_the_lower_UMI) {
    PositionFamilies families{identity};
    BuiltTemplates position;
    position.add("TTT").add("GGG").add("CCC").add("GGG").add("AAA");
    auto const found = families.split(position);
    ASSERT_EQ(found.size(), 4U);
    EXPECT_EQ(numbers(found[0].templates), (Numbers{1, 3}));
    EXPECT_EQ(numbers(found[1].templates), Numbers{4});
    EXPECT_EQ(numbers(found[2].templates), Numbers{2});
    EXPECT_EQ(numbers(found[3].templates), Numbers{0});
    EXPECT_FALSE(found[0].two_strands);
    EXPECT_EQ(found[0].b().size(), 0U);
}

TEST(PositionFamilies, without_strands_the_two_directions_are_never_one_molecule) {
    for (auto const& by : {identity, GroupingParameters{GroupingStrategy::adjacency, 1}, GroupingParameters{GroupingStrategy::edit, 1}, paired}) {
        PositionFamilies families{by};
        BuiltTemplates position;   // one part: even paired cannot tell strands
        position.add("ACGTA", false).add("ACGTA").add("ACGTA", false).add("ACGTA", false);
        auto const found = families.split(position);
        ASSERT_EQ(found.size(), 2U);
        EXPECT_EQ(numbers(found[0].templates), Numbers{1}) << "read 1 at the lower end comes first";
        EXPECT_EQ(numbers(found[1].templates), (Numbers{0, 2, 3}));
        EXPECT_FALSE(found[0].two_strands || found[1].two_strands);
    }
}

TEST(PositionFamilies, the_two_strands_of_a_molecule_are_one_family_strand_A_first) {
    PositionFamilies families{paired};
    BuiltTemplates position;
    // Read 1 at the higher end with the halves swapped: strand B of ACG-TTA.
    position.add("TTA-ACG", false).add("ACG-TTA").add("TTA-ACG", false).add("TTA-ACG", true);
    auto const found = families.split(position);
    ASSERT_EQ(found.size(), 2U);
    EXPECT_TRUE(found[0].two_strands);
    EXPECT_EQ(numbers(found[0].a()), Numbers{1});
    EXPECT_EQ(numbers(found[0].b()), (Numbers{0, 2}));
    EXPECT_EQ(numbers(found[1].a()), Numbers{3}) << "the same halves at the other ends are another molecule";
}

TEST(PositionFamilies, templates_of_one_end_of_a_far_pair_know_which_half_lies_there) {
    PositionFamilies families{paired};
    BuiltTemplates position;
    position.add("ACG-TTA").one_of_far_pair().add("TTA-ACG", false).one_of_far_pair();
    auto const found = families.split(position);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(numbers(found[0].a()), Numbers{0});
    EXPECT_EQ(numbers(found[0].b()), Numbers{1});
}

TEST(PositionFamilies, molecule_ids_are_the_molecules_whatever_the_UMIs_say) {
    PositionFamilies families{std::nullopt};
    BuiltTemplates position;
    position.add_molecule(9, DuplexStrand::b, "AAA-CCC").add_molecule(4, DuplexStrand::none, "AAA-CCC");
    position.add_molecule(9, DuplexStrand::a, "GGG-TTT").add_molecule(0, DuplexStrand::none);
    auto const found = families.split(position);
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(numbers(found[0].a()), Numbers{1}) << "by the number of the id";
    EXPECT_FALSE(found[0].two_strands);
    EXPECT_EQ(numbers(found[1].a()), Numbers{2});
    EXPECT_EQ(numbers(found[1].b()), Numbers{0});
    EXPECT_TRUE(found[1].two_strands);
    EXPECT_EQ(families.reads_lost()[0], 2);
}

TEST(PositionFamilies, the_UMI_of_a_family_is_as_read_1_of_strand_A_shows_it) {
    PositionFamilies families{paired};
    BuiltTemplates both;
    both.add("TTA-ACG", false).add("TTA-ACG", false).add("ACG-TTA");
    EXPECT_EQ(families.umi_of(families.split(both)[0]), "ACG-TTA");
    BuiltTemplates only_b;
    only_b.add("TTA-ACG", false).add("TTA-ACG", false);
    EXPECT_EQ(families.umi_of(families.split(only_b)[0]), "TTA-ACG") << "there is no strand A: as strand B shows it";
}

TEST(PositionFamilies, the_UMI_of_a_family_goes_by_majority_of_each_base_and_is_N_where_bases_tie) {
    PositionFamilies families{GroupingParameters{GroupingStrategy::edit, 1}};
    BuiltTemplates majority;
    majority.add("ACG").add("ACG").add("ACT");
    EXPECT_EQ(families.umi_of(families.split(majority)[0]), "ACG");
    BuiltTemplates tie;
    tie.add("ACG").add("ACT");
    EXPECT_EQ(families.umi_of(families.split(tie)[0]), "ACN");
    PositionFamilies strands{paired};
    BuiltTemplates turned;   // ACG-TTA twice, once with an error in the half of the other end
    turned.add("ACG-TTA").add("ACG-TTC").add("TTA-ACG", false);
    auto const found = strands.split(turned);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(strands.umi_of(found[0]), "ACG-TTA");
}

TEST(PositionFamilies, UMIs_of_several_lengths_under_one_molecule_id_have_no_common_text) {
    PositionFamilies families{std::nullopt};
    BuiltTemplates position;
    position.add_molecule(9, DuplexStrand::none, "ACG").add_molecule(9, DuplexStrand::none, "ACGT");
    EXPECT_EQ(families.umi_of(families.split(position)[0]), "");
    BuiltTemplates bare;
    bare.add_molecule(9, DuplexStrand::none).add_molecule(9, DuplexStrand::none);
    EXPECT_EQ(families.umi_of(families.split(bare)[0]), "") << "no UMI at all";
}

TEST(PositionFamilies, no_order_of_templates_changes_a_family_its_strands_or_its_UMI) {
    BuiltTemplates position;
    std::mt19937 random{20261128};
    for (int number = 0; number < 300; ++number) {
        std::string const halves[]{"ACGTA", "CCATG", "GATTA", "TTTCA"};
        auto first = halves[random() % 4];
        auto second = halves[random() % 4];
        first[random() % 5] = "ACGT"[random() % 4];
        position.add(first + "-" + second, random() % 2 == 0);
    }
    auto const told = [&] {
        PositionFamilies families{paired};
        std::vector<std::tuple<std::size_t, std::size_t, std::string>> rows;
        for (auto const& family : families.split(position)) {
            rows.emplace_back(family.a().size(), family.b().size(), families.umi_of(family));
        }
        return rows;
    };
    auto const expected = told();
    for (int round = 0; round < 5; ++round) {
        std::ranges::shuffle(position.all(), random);
        EXPECT_EQ(told(), expected);
    }
}

}  // namespace tidemark::test
