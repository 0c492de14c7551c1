// The lesion map: what is trunk, what is private, and what is left out because its absence was not shown.
#include <gtest/gtest.h>

#include <algorithm>

#include "stages/track/lesion_map.hpp"
#include "unit/stages/track/lesion_builder.hpp"

namespace tidemark::test {
namespace {

/// Panel, tissues and sheets of one patient, to be bent by a test.
struct Known {
    Panel panel = lesion_panel();
    std::vector<SampleRow> rows = lesion_sheet({});
    std::vector<SampleEvidence> tissue{lesion_tissue(0, 300), lesion_tissue(1, 300)};
    std::vector<LesionRow> lesions = LesionPatientCase{}.lesions;
    std::vector<LesionMapRow> map;
    std::vector<LesionSegments> segments;
    std::vector<EventRow> events;

    LesionKnowledge knowledge() const {
        return {.asked = true, .panel = &panel, .lesions = lesions, .map = map, .tissue = tissue, .segments = segments};
    }
    LesionPatient patient() const { return {.id = "P1", .samples = rows, .events = events}; }
    LesionMap made() const { return make_lesion_map(knowledge(), patient()); }
    std::string role(int index) const { return made().loci.at(static_cast<std::size_t>(index)).shown.role; }
    std::string reason(int index) const { return made().loci.at(static_cast<std::size_t>(index)).shown.reason; }
    Findings faults() const {
        Findings findings;
        check_lesion_knowledge(knowledge(), patient(), findings);
        return findings;
    }
    std::string fault() const {
        auto const findings = faults();
        return findings.size() == 1 ? findings.front().rule : std::to_string(findings.size()) + " findings";
    }
};

EventRow irradiation(std::string lesion) {
    auto row = event(1, EventKind::radiotherapy_fraction);
    row.lesion = std::move(lesion);
    return row;
}

LesionMapRow map_row(int index, std::string lesion, std::optional<double> ccf) {
    LesionMapRow row;
    row.patient = "P1";
    row.variant = lesion_variant(index);
    row.lesion = std::move(lesion);
    row.ccf = ccf;
    return row;
}

}  // namespace

TEST(LesionMap, fault_61_names_that_no_sheet_knows_are_contradictions) {
    Known known;
    EXPECT_TRUE(known.faults().empty());
    known.map = {map_row(0, "L9", 1)};
    EXPECT_EQ(known.fault(), "unknown_lesion");
    known = {};
    known.panel.entries[0].lesions = {"L9"};
    EXPECT_EQ(known.fault(), "unknown_lesion");
    known = {};
    known.events = {irradiation("L9")};
    EXPECT_EQ(known.fault(), "unknown_lesion");
    known = {};
    known.segments = {{"L9", {}}};
    EXPECT_EQ(known.fault(), "unknown_lesion");
    known = {};
    known.tissue[0].facts.sample = "tumor_X";
    EXPECT_EQ(known.fault(), "unknown_sample");
    known = {};
    known.tissue[0].facts.sample = "d0";
    EXPECT_EQ(known.fault(), "foreign_sample");
}

TEST(LesionMap, what_is_said_twice_or_otherwise_is_a_contradiction) {
    Known known;
    known.tissue.push_back(known.tissue[0]);
    EXPECT_EQ(known.fault(), "lesion_twice");
    known = {};
    known.lesions.push_back(known.lesions[0]);
    EXPECT_EQ(known.fault(), "duplicate_lesion");
    known = {};
    known.map = {map_row(0, "I", 1), map_row(0, "I", 1)};
    EXPECT_EQ(known.fault(), "duplicate_map_row");
    known = {};
    known.events = {irradiation("N")};
    EXPECT_EQ(known.fault(), "irradiated_nonirradiated");
    known = {};
    known.panel.patient = "P2";
    EXPECT_EQ(known.fault(), "foreign_panel");
    known = {};
    known.lesions[0].lesion = "unsampled";
    known.panel.entries.clear();
    EXPECT_EQ(known.fault(), "reserved_lesion");
}

TEST(LesionMap, rows_of_other_patients_say_nothing) {
    Known known;
    known.map = {map_row(0, "L9", 1)};
    known.map[0].patient = "P2";
    known.lesions.push_back(known.lesions[0]);
    known.lesions.back().patient = "P2";
    EXPECT_TRUE(known.faults().empty());
    EXPECT_EQ(known.made().source, "tissue");
}

TEST(LesionMap, panel_and_tissue_give_trunk_and_private_loci) {
    auto const map = Known{}.made();
    ASSERT_EQ(map.lesions.size(), 3U);
    EXPECT_EQ(map.lesions[0], (MapLesion{"I", {Compartment::irradiated, {}}}));
    EXPECT_EQ(map.lesions[1], (MapLesion{"N", {Compartment::nonirradiated, {}}}));
    EXPECT_EQ(map.lesions[2].name, "unsampled");
    EXPECT_EQ(map.loci[0].shown.role, "private");
    EXPECT_EQ(map.loci[0].copies, (std::vector<LesionCopies>{{1, 2}, {0, 2}, {0, 2}}));
    EXPECT_EQ(map.loci[8].copies, (std::vector<LesionCopies>{{0, 2}, {1, 2}, {0, 2}}));
    EXPECT_EQ(map.loci[16].shown.role, "trunk");
    EXPECT_EQ(map.loci[16].copies, (std::vector<LesionCopies>{{1, 2}, {1, 2}, {1, 2}}));
}

TEST(LesionMap, absence_is_shown_only_with_power) {
    Known known;
    // Purity 0.6, CCF 0.2 on one of two copies: 6 % of reads. 1 - 0.94^48 = 0.9487, 1 - 0.94^49 = 0.9518.
    auto const silent = [&](std::int64_t depth) {
        known.tissue[1].loci[0].counts.depth = depth;
        known.tissue[1].loci[0].counts.alt = 0;
    };
    silent(48);
    EXPECT_EQ(known.role(0), "left_out");
    EXPECT_EQ(known.reason(0), "private_uncertain");
    EXPECT_TRUE(known.made().loci[0].copies.empty());
    silent(49);
    EXPECT_EQ(known.role(0), "private");
    // One read with it: the chance of two or more of 49 is 0.801 only.
    known.tissue[1].loci[0].counts.alt = 1;
    EXPECT_EQ(known.reason(0), "private_uncertain");
    known.tissue[1].loci.erase(known.tissue[1].loci.begin());
    EXPECT_EQ(known.reason(0), "private_uncertain") << "not counted is not absent";
}

TEST(LesionMap, without_purity_or_tissue_no_absence_is_shown) {
    Known known;
    known.rows[1].purity.reset();
    EXPECT_EQ(known.reason(0), "private_uncertain");
    EXPECT_EQ(known.role(8), "private") << "the other lesion's tissue still speaks";
    known = {};
    known.tissue.pop_back();
    EXPECT_EQ(known.reason(0), "private_uncertain");
    EXPECT_EQ(known.role(16), "trunk");
}

TEST(LesionMap, a_lost_copy_is_no_evidence_of_absence) {
    Known known;
    auto const with = [&](double major, double minor) {
        known.segments = {{"N", {{.contig = "chr1", .span = {Position{0}, Position{50'000}}, .major_copies = major, .minor_copies = minor,
                                  .cell_fraction = {}}}}};
        return known.reason(0);
    };
    EXPECT_EQ(with(1, 0), "lost_copies") << "deletion";
    EXPECT_EQ(with(2, 0), "lost_copies") << "loss of heterozygosity without loss of copies";
    EXPECT_EQ(with(2, 1), "");
    EXPECT_EQ(known.role(0), "private");
}

TEST(LesionMap, a_lesion_without_the_variant_keeps_its_own_copies_of_the_place) {
    Known known;
    known.segments = {{"N", {{.contig = "chr1", .span = {Position{0}, Position{50'000}}, .major_copies = 3, .minor_copies = 1,
                              .cell_fraction = {}}}}};
    known.tissue = {lesion_tissue(0, 3000), lesion_tissue(1, 3000)};
    EXPECT_EQ(known.made().loci.at(0).copies, (std::vector<LesionCopies>{{1, 2}, {0, 4}, {0, 2}}));
    known.map = {map_row(0, "I", 1), map_row(0, "N", 0)};
    known.map[1].absence_power = 0.96;
    EXPECT_EQ(known.made().loci.at(0).copies, (std::vector<LesionCopies>{{1, 2}, {0, 2}, {0, 2}}));
    known.map[1].total_copies = 4;
    EXPECT_EQ(known.made().loci.at(0).copies, (std::vector<LesionCopies>{{1, 2}, {0, 4}, {0, 2}}));
}

TEST(LesionMap, compartments_come_from_the_sheet_and_else_from_radiotherapy) {
    Known known;
    known.lesions.clear();
    auto const on = [&](char const* lesion, int day) { return place_of(lesion, known.knowledge(), known.patient()).on(day); };
    EXPECT_EQ(on("I", 1), Compartment::unknown);
    known.events = {irradiation("I")};
    EXPECT_EQ(on("I", 0), Compartment::unknown) << "what comes later changes no earlier draw";
    EXPECT_EQ(on("I", 1), Compartment::irradiated);
    EXPECT_EQ(on("N", 1), Compartment::unknown);
    known.lesions = LesionPatientCase{}.lesions;
    known.lesions[0].compartment = Compartment::unknown;
    EXPECT_EQ(on("I", 1), Compartment::irradiated) << "the sheet does not know, the events do";
    known.events = {irradiation("N")};
    EXPECT_EQ(on("N", 0), Compartment::nonirradiated);
    EXPECT_EQ(on("N", 1), Compartment::unknown) << "declared otherwise";
}

TEST(LesionMap, a_table_wins_over_panel_and_tissue) {
    Known known;
    known.map = {map_row(0, "I", 1), map_row(0, "N", 0), map_row(16, "I", 0.8), map_row(16, "N", {}), map_row(1, "I", 1), map_row(2, "I", 1), map_row(2, "N", {}),
                 map_row(3, "I", 1), map_row(3, "N", 0)};
    known.map[1].absence_power = 0.96;
    known.map[2].multiplicity = 2;
    known.map[2].total_copies = 3;
    known.map[6].absence_power = 0.90;
    known.map[8].depth = 49;
    known.map[8].purity = 0.6;
    auto const map = known.made();
    EXPECT_EQ(map.source, "table");
    ASSERT_EQ(map.loci.size(), 5U);
    auto const locus = [&](int index) {
        return *std::ranges::find(map.loci, lesion_variant(index), [](MapLocus const& each) { return each.shown.variant; });
    };
    EXPECT_EQ(locus(0).shown.role, "private");
    EXPECT_EQ(locus(16).shown.role, "trunk");
    EXPECT_DOUBLE_EQ(locus(16).copies[0].mutated, 1.6);
    EXPECT_DOUBLE_EQ(locus(16).copies[0].total, 3);
    EXPECT_DOUBLE_EQ(locus(16).copies[2].mutated, 1.6) << "unsampled tumor holds the trunk as the first lesion does";
    EXPECT_EQ(locus(1).shown.reason, "private_uncertain") << "no row of N";
    EXPECT_EQ(locus(2).shown.reason, "private_uncertain") << "power 0.90";
    EXPECT_EQ(locus(3).shown.role, "private") << "power from depth and purity";
}

TEST(LesionMap, a_subclone_in_all_biopsies_is_no_trunk) {
    Known known;
    known.map = {map_row(16, "I", 0.3), map_row(16, "N", 0.3), map_row(17, "I", 1), map_row(17, "N", 0.69),
                 map_row(18, "I", 0.7), map_row(18, "N", {}), map_row(0, "I", 0.3), map_row(0, "N", 0)};
    known.map[7].absence_power = 0.99;
    auto const map = known.made();
    auto const locus = [&](int index) {
        return *std::ranges::find(map.loci, lesion_variant(index), [](MapLocus const& each) { return each.shown.variant; });
    };
    for (int const index : {16, 17}) {
        EXPECT_EQ(locus(index).shown.role, "left_out") << index;
        EXPECT_EQ(locus(index).shown.reason, "subclonal") << index;
        EXPECT_EQ(locus(index).shown.lesions, (std::vector<std::string>{"I", "N"})) << index;
        EXPECT_TRUE(locus(index).copies.empty()) << index;
    }
    EXPECT_EQ(locus(18).shown.role, "trunk") << "a CCF that is not stated, and one from 0.7 on";
    EXPECT_EQ(locus(0).shown.role, "private") << "a subclone of one lesion is private all the same";
    EXPECT_DOUBLE_EQ(locus(0).copies[0].mutated, 0.3);
}

TEST(LesionMap, a_subclone_of_the_panel_in_all_lesions_is_no_trunk) {
    Known known;
    known.panel.entries[16].ccf = 0.3;
    known.panel.entries[17].ccf = 0.95;
    EXPECT_EQ(known.role(16), "left_out");
    EXPECT_EQ(known.reason(16), "subclonal");
    EXPECT_EQ(known.role(17), "trunk");
    EXPECT_EQ(known.role(18), "trunk") << "nothing is stated";
}

TEST(LesionMap, a_lesion_without_tissue_is_known_and_not_sampled) {
    Known known;
    known.lesions.push_back({.line = 4, .patient = "P1", .lesion = "Q", .compartment = Compartment::nonirradiated, .biopsied = false, .extra = {}});
    auto const map = known.made();
    EXPECT_EQ(map.lesions.size(), 3U);
    ASSERT_EQ(map.not_sampled.size(), 1U);
    EXPECT_EQ(map.not_sampled[0].name, "Q");
}

}  // namespace tidemark::test
