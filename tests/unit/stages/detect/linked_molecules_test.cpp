// Molecules over several loci of a phase group: two alleles on one are hardly an error.
#include "stages/detect/linked_molecules.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "stages/detect/statistic.hpp"

namespace tidemark::test {
namespace {

constexpr MoleculeGroup duplex{EvidenceClass::duplex, MoleculeStrand::none};

Panel phased_panel() {
    Panel panel;
    for (auto const position : {100, 140, 160}) {
        PanelEntry entry;
        entry.variant = {"chr1", Position::from_one_based(position), "C", "T"};
        entry.phase_group = "g";
        panel.entries.push_back(entry);
    }
    return panel;
}

std::vector<LocusEvidence> loci_of(std::vector<std::pair<std::int64_t, std::int64_t>> const& counts, double factor = 20) {
    double const rates[] = {1e-4, 3e-4, 2e-4};
    std::vector<LocusEvidence> loci;
    for (std::size_t index = 0; index < counts.size(); ++index) {
        LocusEvidence locus;
        locus.entry = index;
        locus.cells = {{.group = duplex, .depth = counts[index].first, .alt = counts[index].second, .rate = rates[index],
                        .dispersion = 0.5, .linkage = {.factor = factor, .dispersion = 0.2}}};
        loci.push_back(locus);
    }
    return loci;
}

// 1,000 molecules over 100 and 140 (4 show both, 2 one), 200 over all three, 300 over the first alone (1 shows it).
SampleEvidence evidence() {
    SampleEvidence made;
    made.haplotypes = {{"chr1:100:C>T=0,chr1:140:C>T=0", duplex, 994},
                       {"chr1:100:C>T=1,chr1:140:C>T=1", duplex, 4},
                       {"chr1:100:C>T=1,chr1:140:C>T=0", duplex, 2},
                       {"chr1:100:C>T=0,chr1:140:C>T=0,chr1:160:C>T=0", duplex, 199},
                       {"chr1:100:C>T=0,chr1:140:C>T=1,chr1:160:C>T=1", duplex, 1}};
    return made;
}

std::vector<LocusEvidence> evidence_loci() { return loci_of({{1500, 7}, {1200, 5}, {200, 1}}); }

}  // namespace

TEST(LinkedMolecules, those_that_show_two_alleles_are_a_cell_of_their_own) {
    auto const list = gather_witnesses(evidence_loci(), phased_panel(), evidence(), Joining::molecules);
    ASSERT_EQ(list.size(), 1U);
    auto const& cells = list[0].unit.cells;
    ASSERT_EQ(cells.size(), 2U);
    // 1,200 linked molecules, a twentieth of which counts with the 300 others.
    EXPECT_EQ(cells[1].depth, 1140);
    EXPECT_EQ(cells[0].depth, 360);
    EXPECT_EQ(list[0].alt, (std::vector<std::int64_t>{3, 5}));
    double const first = 20 * 1e-4 * 3e-4;
    double const three = first + 20 * 1e-4 * 2e-4 + 20 * 3e-4 * 2e-4;
    EXPECT_NEAR(cells[1].background, 1000 * first + 200 * three, 1e-15);
    EXPECT_NEAR(cells[0].background, 1500 * 1e-4 + 1200 * 3e-4 + 200 * 2e-4, 1e-12);
    // Product of three independent factors: dispersions 0.2, 0.5, 0.5.
    EXPECT_NEAR(cells[1].dispersion, 1.2 * 1.5 * 1.5 - 1, 1e-12);
    EXPECT_EQ(list[0].unit.places, 1);
    EXPECT_EQ(list[0].depth(), 1500);
    EXPECT_EQ(list[0].total_alt(), 8);
}

TEST(LinkedMolecules, joined_by_places_they_are_the_same) {
    auto const tested = gather_witnesses(evidence_loci(), phased_panel(), evidence(), Joining::molecules);
    auto const counted = gather_witnesses(evidence_loci(), phased_panel(), evidence(), Joining::places);
    ASSERT_EQ(counted.size(), 1U);
    EXPECT_EQ(counted[0].unit, tested[0].unit);
    EXPECT_EQ(counted[0].alt, tested[0].alt);
}

TEST(LinkedMolecules, nothing_is_split_where_linkage_or_haplotype_is_not_known) {
    auto const unknown = gather_witnesses(loci_of({{1500, 7}, {1200, 5}, {200, 1}}, 0), phased_panel(), evidence(),
                                          Joining::molecules);
    EXPECT_EQ(unknown[0].unit.cells.size(), 1U);
    auto panel = phased_panel();
    for (auto& entry : panel.entries) {
        entry.phase_group.clear();
    }
    auto const apart = gather_witnesses(evidence_loci(), panel, evidence(), Joining::molecules);
    ASSERT_EQ(apart.size(), 1U);
    EXPECT_EQ(apart[0].unit.cells.size(), 1U);
}

TEST(LinkedMolecules, a_haplotype_that_the_molecules_contradict_is_not_believed) {
    LinkedMolecules linked{.depth = 1000, .alt = 3, .mixed = 12, .expected = 1e-4, .spread = 1e-4, .mixed_expected = 0.4};
    EXPECT_FALSE(linked_cell(linked, {1000, 15}));
    linked.mixed_expected = 8;   // twelve errors where eight are expected
    EXPECT_TRUE(linked_cell(linked, {1000, 15}));
    linked = {.depth = 1000, .alt = 30, .mixed = 12, .expected = 1e-4, .spread = 1e-4, .mixed_expected = 0.4};
    EXPECT_TRUE(linked_cell(linked, {1000, 42})) << "a later event on part of the clone";
}

TEST(LinkedMolecules, a_tube_of_tumor_alone_keeps_every_molecule) {
    LinkedMolecules const linked{.depth = 1000, .alt = 1000, .mixed = 0, .expected = 1e-4, .spread = 1e-4, .mixed_expected = 0.4};
    auto const cell = linked_cell(linked, {1100, 1100});
    ASSERT_TRUE(cell);
    EXPECT_EQ(cell->count.depth, 950);
    EXPECT_EQ(cell->count.alt, 950);
}

// Two molecules with both alleles among 2,000 at rates 1e-4: errors give 0.4 molecules with either, 2e-9 x 2,000 with both.
TEST(LinkedMolecules, the_test_sees_how_little_an_error_shows_both) {
    auto panel = phased_panel();
    panel.entries.pop_back();
    for (auto& entry : panel.entries) {
        entry.phase_group = "g";
    }
    SampleEvidence shown;
    shown.haplotypes = {{"chr1:100:C>T=0,chr1:140:C>T=0", duplex, 1998}, {"chr1:100:C>T=1,chr1:140:C>T=1", duplex, 2}};
    auto loci = loci_of({{2000, 2}, {2000, 2}}, 1);
    for (auto& locus : loci) {
        locus.cells[0].rate = 1e-4;
        locus.cells[0].dispersion = 0;
        locus.cells[0].linkage.dispersion = 0;
    }
    TestSetting const setting{.method = TestMethod::exact, .rule = {.alpha = 0.001}, .sample_dispersion = 0};
    auto const split = test_sample(gather_witnesses(loci, panel, shown, Joining::molecules), setting);
    for (auto& locus : loci) {
        locus.cells[0].linkage.factor = 0;
    }
    auto const whole = test_sample(gather_witnesses(loci, panel, shown, Joining::molecules), setting);
    // P(Poisson(0.4) >= 2), and P(Poisson(2000 x 1e-8) >= 2), half the square of its mean.
    double const both = 2000 * 1e-8;
    EXPECT_NEAR(whole.p_value, 1 - std::exp(-0.4) * 1.4, 1e-9);
    EXPECT_NEAR(split.p_value, 0.5 * both * both, 1e-3 * both * both);
}

}  // namespace tidemark::test
