// Which molecules are independent witnesses: linked alleles on one molecule are one.
#include "stages/detect/witnesses.hpp"

#include <gtest/gtest.h>

namespace tidemark::test {
namespace {

constexpr MoleculeGroup duplex{EvidenceClass::duplex, MoleculeStrand::none};
constexpr MoleculeGroup singleton{EvidenceClass::singleton, MoleculeStrand::forward};

Variant snv(std::int64_t position) { return {"chr1", Position::from_one_based(position), "C", "T"}; }

Panel panel_of(std::vector<std::int64_t> const& positions) {
    Panel panel;
    for (auto const position : positions) {
        PanelEntry entry;
        entry.variant = snv(position);
        panel.entries.push_back(entry);
    }
    return panel;
}

LocusRow row(std::int64_t position, MoleculeGroup group, std::int64_t depth, std::int64_t alt, double rate) {
    LocusCounts counts;
    counts.depth = depth;
    counts.alt = alt;
    return {snv(position), group, counts, rate};
}

/// Rates come from the rows in these tests; the model only has to exist.
struct Source {
    BackgroundModel model;
    BackgroundLaw law{model};
    std::vector<std::string> contexts;

    explicit Source(Panel const& panel) : contexts(panel.entries.size()) {}
    [[nodiscard]] RateSource rates() const { return {law, 1, contexts}; }
};

std::vector<Witness> witnesses_of(SampleEvidence const& evidence, Panel const& panel,
                                  Joining joining = Joining::molecules, LeftOut const& left_out = {}) {
    Source const source{panel};
    return gather_witnesses(gather_loci(evidence, panel, source.rates()), panel, evidence, joining, left_out);
}

}  // namespace

TEST(Witnesses, a_locus_without_molecules_stays_a_tracked_witness) {
    SampleEvidence evidence;
    evidence.loci = {row(100, duplex, 0, 0, 1e-5)};
    auto const list = witnesses_of(evidence, panel_of({100, 5000}));
    ASSERT_EQ(list.size(), 2U);
    EXPECT_EQ(list[0].depth(), 0);
    EXPECT_EQ(list[1].depth(), 0);
}

TEST(Witnesses, set_aside_loci_and_rows_outside_the_panel_do_not_count) {
    auto panel = panel_of({100, 5000});
    panel.entries[1].state = LocusState::set_aside;
    panel.entries[1].reason = "germline";
    SampleEvidence evidence;
    evidence.loci = {row(100, duplex, 10, 1, 1e-5), row(5000, duplex, 10, 5, 1e-5), row(9000, duplex, 10, 5, 1e-5)};
    auto const list = witnesses_of(evidence, panel);
    ASSERT_EQ(list.size(), 1U);
    EXPECT_EQ(list[0].total_alt(), 1);
}

TEST(Witnesses, classes_of_a_locus_keep_their_own_rates) {
    SampleEvidence evidence;
    evidence.loci = {row(100, singleton, 300, 1, 1e-4), row(100, duplex, 700, 2, 1e-6)};
    auto const list = witnesses_of(evidence, panel_of({100}));
    ASSERT_EQ(list.size(), 1U);
    ASSERT_EQ(list[0].unit.cells.size(), 2U);
    EXPECT_DOUBLE_EQ(list[0].unit.cells[0].background, 7e-4);
    EXPECT_DOUBLE_EQ(list[0].unit.cells[1].background, 0.03);
    EXPECT_EQ(list[0].alt, (std::vector<std::int64_t>{2, 1}));
    EXPECT_FALSE(list[0].unit.cells[0].sample_factor);
}

TEST(Witnesses, a_molecule_with_several_linked_alleles_is_one_witness) {
    // 100 molecules cover both loci, 50 only the first, 20 only the second; 3 show both, 1 only the first.
    SampleEvidence evidence;
    evidence.loci = {row(100, duplex, 150, 4, 1e-5), row(140, duplex, 120, 3, 2e-5)};
    evidence.haplotypes = {{"chr1:100:C>T=0,chr1:140:C>T=0", duplex, 96},
                           {"chr1:100:C>T=1,chr1:140:C>T=0", duplex, 1},
                           {"chr1:100:C>T=1,chr1:140:C>T=1", duplex, 3}};
    auto const list = witnesses_of(evidence, panel_of({100, 140}));
    ASSERT_EQ(list.size(), 1U);
    EXPECT_EQ(list[0].loci, (std::vector<std::size_t>{0, 1}));
    ASSERT_EQ(list[0].unit.cells.size(), 1U);
    EXPECT_EQ(list[0].unit.cells[0].depth, 170);
    EXPECT_EQ(list[0].alt[0], 4);
    EXPECT_DOUBLE_EQ(list[0].unit.cells[0].background, 150 * 1e-5 + 120 * 2e-5);
    EXPECT_EQ(list[0].unit.places, 2);
    EXPECT_EQ(list[0].shown_places, 2);
}

TEST(Witnesses, one_molecule_supports_one_place_however_many_alleles_it_shows) {
    SampleEvidence evidence;
    evidence.loci = {row(100, duplex, 100, 1, 1e-5), row(140, duplex, 100, 1, 1e-5), row(160, duplex, 100, 1, 1e-5)};
    evidence.haplotypes = {{"chr1:100:C>T=1,chr1:140:C>T=1,chr1:160:C>T=1", duplex, 1},
                           {"chr1:100:C>T=0,chr1:140:C>T=0,chr1:160:C>T=0", duplex, 99}};
    auto const list = witnesses_of(evidence, panel_of({100, 140, 160}));
    ASSERT_EQ(list.size(), 1U);
    EXPECT_EQ(list[0].total_alt(), 1);
    EXPECT_EQ(list[0].shown_places, 1);
    EXPECT_EQ(list[0].unit.places, 3);
}

TEST(Witnesses, a_phase_group_is_one_place_and_joined_by_places_alone_it_leaves_its_neighbours) {
    auto panel = panel_of({100, 140, 160});
    panel.entries[0].phase_group = panel.entries[1].phase_group = "g1";
    SampleEvidence evidence;
    evidence.loci = {row(100, duplex, 100, 2, 1e-5), row(140, duplex, 100, 2, 1e-5), row(160, duplex, 100, 0, 1e-5)};
    evidence.haplotypes = {{"chr1:100:C>T=1,chr1:140:C>T=1,chr1:160:C>T=0", duplex, 2},
                           {"chr1:100:C>T=0,chr1:140:C>T=0,chr1:160:C>T=0", duplex, 98}};
    auto const tested = witnesses_of(evidence, panel);
    ASSERT_EQ(tested.size(), 1U);
    EXPECT_EQ(tested[0].unit.places, 2);
    EXPECT_EQ(tested[0].shown_places, 1);
    auto const places = witnesses_of(evidence, panel, Joining::places);
    ASSERT_EQ(places.size(), 2U);
    EXPECT_EQ(places[0].total_alt(), 2);
    EXPECT_EQ(places[0].depth(), 100);
    EXPECT_EQ(places[1].depth(), 100);
}

TEST(Witnesses, a_locus_left_out_takes_only_the_molecules_of_its_own_with_it) {
    SampleEvidence evidence;
    evidence.loci = {row(100, duplex, 150, 4, 1e-5), row(140, duplex, 120, 3, 2e-5)};
    evidence.haplotypes = {{"chr1:100:C>T=0,chr1:140:C>T=0", duplex, 97}, {"chr1:100:C>T=1,chr1:140:C>T=1", duplex, 3}};
    auto const list = witnesses_of(evidence, panel_of({100, 140}), Joining::molecules, {true, false});
    ASSERT_EQ(list.size(), 1U);
    EXPECT_EQ(list[0].depth(), 120);
    EXPECT_EQ(list[0].total_alt(), 3);
}

TEST(Witnesses, loci_that_no_molecule_covers_together_stay_apart) {
    SampleEvidence evidence;
    evidence.loci = {row(100, duplex, 150, 1, 1e-5), row(140, duplex, 120, 1, 1e-5), row(900, duplex, 120, 1, 1e-5)};
    evidence.haplotypes = {{"chr1:100:C>T=1,chr1:140:C>T=1", duplex, 1}};
    auto const list = witnesses_of(evidence, panel_of({100, 140, 900}));
    ASSERT_EQ(list.size(), 2U);
    EXPECT_EQ(list[0].total_alt(), 1);
    EXPECT_EQ(list[1].total_alt(), 1);
}

TEST(Witnesses, alleles_of_patterns_outside_the_panel_join_nothing) {
    SampleEvidence evidence;
    evidence.loci = {row(100, duplex, 150, 1, 1e-5), row(180, duplex, 120, 1, 1e-5)};
    evidence.haplotypes = {{"chr1:100:C>T=1,chr1:140:C>T=1", duplex, 5}};
    EXPECT_EQ(witnesses_of(evidence, panel_of({100, 180})).size(), 2U);
}

TEST(Witnesses, a_declared_phase_group_without_molecules_to_tell_counts_its_largest_locus) {
    auto panel = panel_of({100, 140, 900});
    panel.entries[0].phase_group = "g1";
    panel.entries[1].phase_group = "g1";
    SampleEvidence evidence;
    evidence.loci = {row(100, duplex, 150, 4, 1e-5), row(140, duplex, 120, 5, 1e-5), row(900, duplex, 100, 0, 1e-5)};
    auto const list = witnesses_of(evidence, panel);
    ASSERT_EQ(list.size(), 2U);
    EXPECT_EQ(list[0].unit.cells[0].depth, 150);
    EXPECT_EQ(list[0].alt[0], 5);
}

TEST(Witnesses, the_plain_test_keeps_every_locus_by_itself) {
    auto panel = panel_of({100, 140});
    panel.entries[0].phase_group = "g1";
    panel.entries[1].phase_group = "g1";
    SampleEvidence evidence;
    evidence.loci = {row(100, duplex, 150, 4, 1e-5), row(140, duplex, 120, 5, 1e-5)};
    Source const source{panel};
    auto const list = single_witnesses(gather_loci(evidence, panel, source.rates()));
    ASSERT_EQ(list.size(), 2U);
    EXPECT_EQ(list[0].total_alt() + list[1].total_alt(), 9);
}

// Two linked loci of 1,000 molecules: one ordinary at 1e-3 or, with 1 %, hot at 2e-2 (dispersion 1); the other 2e-3, 3 % and
// 3e-2 (dispersion 2). By hand: hot with 4 %; then 20 + 2 molecules a quarter of the time and 30 + 1 three quarters.
TEST(Witnesses, a_unit_is_hot_where_one_of_its_loci_is) {
    LocusEvidence first;
    first.cells = {{.group = duplex, .depth = 1000, .rate = 0.99 * 1e-3 + 0.01 * 2e-2, .hot_share = 0.01, .hot_rate = 2e-2,
                    .hot_dispersion = 1}};
    LocusEvidence second;
    second.entry = 1;
    second.cells = {{.group = duplex, .depth = 1000, .rate = 0.97 * 2e-3 + 0.03 * 3e-2, .hot_share = 0.03, .hot_rate = 3e-2,
                     .hot_dispersion = 2}};
    auto panel = panel_of({100, 104});
    panel.entries[0].phase_group = panel.entries[1].phase_group = "p";
    SampleEvidence evidence;
    evidence.haplotypes = {{"chr1:9:C>T=0,chr1:99:C>T=0", duplex, 0}};
    std::vector<LocusEvidence> const loci{first, second};
    auto const cell = gather_witnesses(loci, panel, evidence, Joining::molecules).at(0).unit.cells.at(0);
    double const mean = 0.25 * 22 + 0.75 * 31;
    double const square = 0.25 * (20 * 20 * 2 + 2 * 20 * 2 + 2 * 2) + 0.75 * (30 * 30 * 3 + 2 * 30 * 1 + 1);
    EXPECT_NEAR(cell.hot_share, 0.04, 1e-12);
    EXPECT_NEAR(cell.hot_background, mean, 1e-9);
    EXPECT_NEAR(cell.hot_dispersion, square / (mean * mean) - 1, 1e-9);
    EXPECT_NEAR(cell.ordinary_background(), 3, 1e-9);
}

}  // namespace tidemark::test
