#include "values/molecule/molecule_class.hpp"

#include <gtest/gtest.h>

#include <regex>

#include "support/read_builder.hpp"

namespace tidemark::test {
namespace {

constexpr std::uint16_t paired = 0x1;
constexpr std::uint16_t mate_unmapped = 0x8;
constexpr std::uint16_t reverse = 0x10;
constexpr std::uint16_t mate_reverse = 0x20;
constexpr std::uint16_t read_one = 0x40;
constexpr std::uint16_t read_two = 0x80;

MoleculeKind kind_of(std::vector<std::vector<std::uint8_t>> const& tags, std::uint16_t flags = 0,
                     DeclaredEvidence declared = DeclaredEvidence::unknown,
                     std::optional<std::int32_t> in_name = std::nullopt) {
    BuiltRead const built{{.flags = flags, .bases = "ACGT", .tags = joined(tags)}};
    auto const parsed = molecule_tags(built.read().tags);
    EXPECT_TRUE(parsed);
    return classify(built.read(), parsed ? *parsed : MoleculeTags{}, declared, in_name);
}

TEST(MoleculeTags, damaged_fields_are_nothing) {
    auto cut = tag("cD", 3);
    cut.pop_back();
    EXPECT_FALSE(molecule_tags(cut));
    EXPECT_FALSE(molecule_tags(std::vector<std::uint8_t>{'R', 'X', 'Z', 'A', 'C'})) << "text without its end";
    EXPECT_FALSE(molecule_tags(std::vector<std::uint8_t>{'R', 'X', '?', 'A'})) << "unknown type";
    EXPECT_FALSE(molecule_tags(std::vector<std::uint8_t>{'a', 'd', 'B', 'S', 255, 255, 255, 255})) << "array bomb";
}

TEST(MoleculeTags, arrays_and_texts_before_the_wanted_tags_are_stepped_over) {
    std::vector<std::uint8_t> const array{'a', 'd', 'B', 'S', 2, 0, 0, 0, 1, 0, 2, 0};
    auto const tags = molecule_tags(joined({array, tag("RX", "ACG-TTT"), tag("MI", "7/A"), tag("cD", 5)}));
    ASSERT_TRUE(tags);
    EXPECT_EQ(tags->total_depth, 5);
    EXPECT_FALSE(tags->umi.empty());
    EXPECT_TRUE(tags->has_grouped_strand);
}

TEST(MoleculeClass, duplex_needs_support_on_both_strands) {
    EXPECT_EQ(kind_of({tag("aD", 2), tag("bD", 1), tag("cD", 3)}),
              (MoleculeKind{EvidenceClass::duplex, MoleculeStrand::none, 3}));
    EXPECT_EQ(kind_of({tag("aD", 2), tag("bD", 0), tag("cD", 2)}).evidence_class, EvidenceClass::simplex_forward);
    EXPECT_EQ(kind_of({tag("aD", 2)}).evidence_class, EvidenceClass::simplex_forward) << "bD missing: not duplex";
    EXPECT_EQ(kind_of({tag("bD", 2)}).evidence_class, EvidenceClass::simplex_forward);
    EXPECT_EQ(kind_of({tag("aD", 1), tag("bD", 1)}), (MoleculeKind{EvidenceClass::duplex, MoleculeStrand::none, 2}));
}

TEST(MoleculeClass, simplex_takes_the_direction_of_read_1) {
    std::vector<std::vector<unsigned char>> const cd{tag("cD", 4)};
    EXPECT_EQ(kind_of(cd).evidence_class, EvidenceClass::simplex_forward);
    EXPECT_EQ(kind_of(cd, reverse).evidence_class, EvidenceClass::simplex_reverse);
    EXPECT_EQ(kind_of(cd, paired | read_one | reverse).evidence_class, EvidenceClass::simplex_reverse);
    EXPECT_EQ(kind_of(cd, paired | read_two | reverse).evidence_class, EvidenceClass::simplex_forward);
    EXPECT_EQ(kind_of(cd, paired | read_two | mate_reverse).evidence_class, EvidenceClass::simplex_reverse);
    EXPECT_EQ(kind_of(cd, paired | read_two | mate_unmapped).evidence_class, EvidenceClass::simplex);
}

TEST(MoleculeClass, a_family_of_one_is_a_singleton_with_a_strand) {
    EXPECT_EQ(kind_of({tag("cD", 1)}), (MoleculeKind{EvidenceClass::singleton, MoleculeStrand::forward, 1}));
    EXPECT_EQ(kind_of({tag("FR", 0), tag("RR", 1)}, reverse),
              (MoleculeKind{EvidenceClass::singleton, MoleculeStrand::reverse, 1}));
}

TEST(MoleculeClass, gencore_counts_strands_in_FR_and_RR) {
    EXPECT_EQ(kind_of({tag("FR", 3), tag("RR", 2)}), (MoleculeKind{EvidenceClass::duplex, MoleculeStrand::none, 5}));
    EXPECT_EQ(kind_of({tag("FR", 3), tag("RR", 0)}).evidence_class, EvidenceClass::simplex_forward);
}

TEST(MoleculeClass, without_tags_the_name_then_the_declaration_then_position) {
    EXPECT_EQ(kind_of({}, 0, DeclaredEvidence::deduplicated, 7),
              (MoleculeKind{EvidenceClass::simplex_forward, MoleculeStrand::none, 7}));
    EXPECT_EQ(kind_of({}, 0, DeclaredEvidence::deduplicated),
              (MoleculeKind{EvidenceClass::collapsed, MoleculeStrand::forward, 0}));
    EXPECT_EQ(kind_of({}, reverse, DeclaredEvidence::consensus),
              (MoleculeKind{EvidenceClass::collapsed, MoleculeStrand::reverse, 0}));
    EXPECT_EQ(kind_of({}), (MoleculeKind{EvidenceClass::position, MoleculeStrand::forward, 0}));
}

TEST(FamilySizeInName, group_1_is_the_size_and_a_pattern_without_group_is_refused) {
    EXPECT_THROW(FamilySizeInName{"Count="}, std::regex_error);
    EXPECT_THROW(FamilySizeInName{"("}, std::regex_error);
    FamilySizeInName const size{"Count=([0-9]+)"};
    EXPECT_EQ(size("Consensus_read_PIK3CA_Count=12"), 12);
    EXPECT_EQ(size("read_without"), std::nullopt);
    EXPECT_EQ(size("Count=0"), std::nullopt);
    EXPECT_EQ(size("Count=99999999999"), std::nullopt) << "no number of reads";
}

}  // namespace
}  // namespace tidemark::test
