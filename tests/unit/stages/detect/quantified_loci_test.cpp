// Trunk and parts of a tumor in one fraction: the trunk decides where it can tell, and no part is taken for the whole.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "stages/detect/detect.hpp"
#include "support/counted_panel.hpp"

namespace tidemark::test {
namespace {

struct Locus {
    bool trunk = true;
    std::int64_t depth = 2000;
    std::int64_t alt = 0;
    double ccf = 1;
};

/// One mutated of two copies at 1e-5, as the table states.
DetectionResult detected(std::vector<Locus> const& loci) {
    Panel panel;
    SampleEvidence evidence;
    BackgroundModel const model;
    BackgroundLaw const law{model};
    evidence.facts.sample = "P1_d0";
    for (auto const& locus : loci) {
        PanelEntry entry;
        entry.trunk = locus.trunk;
        entry.multiplicity = 1;
        entry.total_copies = 2;
        entry.ccf = locus.ccf;
        LocusCounts counts;
        counts.depth = locus.depth;
        counts.alt = locus.alt;
        add_counted(panel, evidence, entry, counts, 1e-5);
    }
    std::vector<std::string> const contexts(loci.size());
    return detect(evidence, {.panel = panel, .background = law, .contexts = contexts, .model_hash = {}},
                  {.use = IntendedUse::landmark, .required_lod95 = 1});
}

std::vector<Locus> panel_of(std::vector<Locus> trunk, std::vector<Locus> const& parts) {
    trunk.insert(trunk.end(), parts.begin(), parts.end());
    return trunk;
}

bool lists(DetectionResult const& result, std::string const& reason) { return std::ranges::find(result.reasons, reason) != result.reasons.end(); }

bool rests_on_parts(DetectionResult const& result) {
    EXPECT_TRUE(!lists(result, "trunk_cannot_tell") || lists(result, "fraction_lower_bound"));
    return lists(result, "trunk_cannot_tell");
}

}  // namespace

TEST(QuantifiedLoci, parts_that_a_silent_trunk_contradicts_are_no_detection) {
    for (std::int64_t const alt : {400, 50, 5, 2}) {
        auto const result = detected(panel_of(std::vector<Locus>(8), std::vector<Locus>(8, {.trunk = false, .alt = alt})));
        EXPECT_EQ(result.status, SampleStatus::indeterminate) << alt;
        EXPECT_TRUE(lists(result, "fragile_locus")) << alt;
        EXPECT_EQ(result.variants[8].state, "outlier") << alt;
        EXPECT_FALSE(rests_on_parts(result)) << alt;
        EXPECT_EQ(result.tumor_fraction_cell, 0.0) << alt;
        // Feldman-Cousins 95 % of none over 0.16: 2.94 molecules; 60 % of the trunk may be lost.
        EXPECT_NEAR(*result.tumor_fraction_cell_hi, 2.5 * 2.94 / 8000, 2e-5) << alt;
    }
}

TEST(QuantifiedLoci, a_trunk_of_three_molecules_does_not_decide_for_thousands) {
    auto const result = detected(panel_of({{.depth = 3}}, std::vector<Locus>(15, {.trunk = false, .alt = 20})));
    EXPECT_EQ(result.status, SampleStatus::detected);
    EXPECT_TRUE(rests_on_parts(result));
    EXPECT_NEAR(*result.tumor_fraction_cell, 2 * (300 - 0.3) / 30003, 1e-5);
    EXPECT_NEAR(*result.tumor_fraction_cell_lo, 2 * (300 - 1.96 * std::sqrt(300.0)) / 30003, 2e-4);
    EXPECT_EQ(result.tumor_fraction_cell_hi, 1.0) << "none of three molecules bounds nothing";
    EXPECT_EQ(result.variants[1].reason, "not_trunk") << "a change of it is no change of the whole";
    EXPECT_FALSE(lists(result, "loci_lost"));
}

TEST(QuantifiedLoci, a_trunk_that_expects_three_molecules_and_shows_some_decides_alone) {
    auto const told = detected(panel_of({{.depth = 2000, .alt = 20}}, std::vector<Locus>(15, {.trunk = false, .alt = 12})));
    EXPECT_FALSE(rests_on_parts(told));
    EXPECT_NEAR(*told.tumor_fraction_cell, 2 * (20 - 0.02) / 2000, 1e-5);
    // Two percent of f by all: 250 x 0.01 = 2.5 trunk molecules are too few, though two are there.
    auto const few = detected(panel_of({{.depth = 250, .alt = 2}}, std::vector<Locus>(15, {.trunk = false, .alt = 20})));
    EXPECT_TRUE(rests_on_parts(few));
    EXPECT_NEAR(*few.tumor_fraction_cell, 2 * (302 - 0.3) / 30250, 1e-5);
}

TEST(QuantifiedLoci, a_silent_trunk_within_what_parts_show_bounds_f_from_above) {
    auto const result = detected(panel_of(std::vector<Locus>(8), std::vector<Locus>(8, {.trunk = false, .alt = 1})));
    EXPECT_EQ(result.status, SampleStatus::detected);
    EXPECT_TRUE(rests_on_parts(result));
    EXPECT_NEAR(*result.tumor_fraction_cell, 2 * (8 - 0.32) / 32000, 1e-6);
    EXPECT_GT(*result.tumor_fraction_cell_lo, 0);
    EXPECT_GE(*result.tumor_fraction_cell_hi, 2.5 * 2.9 / 8000);
}

TEST(QuantifiedLoci, the_lower_limit_takes_each_part_for_all_of_what_sheds) {
    auto const tenth = detected(panel_of({{.depth = 3}}, std::vector<Locus>(15, {.trunk = false, .alt = 20, .ccf = 0.1})));
    auto const whole = detected(panel_of({{.depth = 3}}, std::vector<Locus>(15, {.trunk = false, .alt = 20})));
    EXPECT_NEAR(*tenth.tumor_fraction_cell / *whole.tumor_fraction_cell, 10, 0.1);
    EXPECT_NEAR(*tenth.tumor_fraction_cell_lo / *whole.tumor_fraction_cell_lo, 1, 1e-6);
}

TEST(QuantifiedLoci, without_a_trunk_molecule_nothing_bounds_the_fraction_from_above) {
    auto const result = detected(panel_of({{.depth = 0}}, std::vector<Locus>(15, {.trunk = false, .alt = 20})));
    EXPECT_TRUE(rests_on_parts(result));
    EXPECT_TRUE(result.variants[1].reason.empty());
    EXPECT_EQ(result.tumor_fraction_cell_hi, 1.0);
    auto const nothing = detected(panel_of({{.depth = 0}}, std::vector<Locus>(15, {.trunk = false})));
    EXPECT_EQ(nothing.status, SampleStatus::not_detected);
    EXPECT_EQ(nothing.tumor_fraction_cell_hi, 1.0);
}

TEST(QuantifiedLoci, a_panel_without_a_trunk_locus_has_the_interval_of_its_parts) {
    auto const result = detected(std::vector<Locus>(15, {.trunk = false, .alt = 20}));
    EXPECT_TRUE(rests_on_parts(result));
    EXPECT_LT(*result.tumor_fraction_cell_hi, 0.03);
}

TEST(QuantifiedLoci, the_bound_of_a_draw_without_detection_is_the_trunks) {
    auto const result = detected(panel_of({{.depth = 300}}, std::vector<Locus>(15, {.trunk = false})));
    EXPECT_EQ(result.status, SampleStatus::not_detected);
    EXPECT_FALSE(rests_on_parts(result));
    EXPECT_NEAR(*result.tumor_fraction_cell_hi, 2 * 2.995732 / 300, 1e-5);
}

TEST(QuantifiedLoci, no_draw_is_detected_with_a_fraction_of_zero) {
    std::mt19937_64 random{20261129};
    int detections = 0;
    for (int draw = 0; draw < 400; ++draw) {
        std::vector<Locus> loci;
        double const level = std::pow(10.0, std::uniform_real_distribution<double>{-2, 1.5}(random));
        double const of_trunk = draw % 3 == 0 ? 0 : draw % 3 == 1 ? 0.3 : 1;
        auto const trunk = static_cast<std::size_t>(std::uniform_int_distribution<int>{1, 8}(random));
        for (std::size_t index = 0; index < 12; ++index) {
            double const mean = level * (index < trunk ? of_trunk : 1);
            loci.push_back({.trunk = index < trunk, .alt = mean > 0 ? std::poisson_distribution<std::int64_t>{mean}(random) : 0});
        }
        auto const result = detected(loci);
        detections += result.status == SampleStatus::detected ? 1 : 0;
        EXPECT_TRUE(result.status != SampleStatus::detected || *result.tumor_fraction_cell > 0) << draw;
        EXPECT_LE(*result.tumor_fraction_cell_lo, *result.tumor_fraction_cell) << draw;
        EXPECT_GE(*result.tumor_fraction_cell_hi, *result.tumor_fraction_cell) << draw;
    }
    EXPECT_GT(detections, 100);
}

}  // namespace tidemark::test
