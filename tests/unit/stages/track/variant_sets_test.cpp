#include "stages/track/variant_sets.hpp"

#include <gtest/gtest.h>

#include "unit/stages/track/clone_builder.hpp"

namespace tidemark::test {
TEST(VariantSets, a_panel_without_clones_has_none) {
    auto plain = panel();
    for (auto& each : plain.entries) {
        each.clone.clear();
    }
    std::vector const draws{tube("a", 0, {16, 16, 16, 16})};
    EXPECT_FALSE(clone_series(plain, draws));
}

TEST(VariantSets, what_is_clonal_follows_a_ccf_well_below_1_then_trunk_then_ccf_then_the_lack_of_a_clone) {
    EXPECT_FALSE(is_clonal(entry(1, "B", 0.2, true))) << "a subclone in all biopsies";
    EXPECT_TRUE(is_clonal(entry(1, "B", 0.7, true)));
    EXPECT_TRUE(is_clonal(entry(1, "B", std::nullopt, true)));
    EXPECT_FALSE(is_clonal(entry(1, "", 1.0, false)));
    EXPECT_TRUE(is_clonal(entry(1, "B", 0.95, std::nullopt)));
    EXPECT_FALSE(is_clonal(entry(1, "", 0.5, std::nullopt)));
    EXPECT_TRUE(is_clonal(entry(1, "", std::nullopt, std::nullopt)));
    EXPECT_FALSE(is_clonal(entry(1, "B", std::nullopt, std::nullopt)));
}

TEST(VariantSets, the_ccf_is_the_clones_level_over_the_trunks) {
    std::vector const draws{tube("a", 0, {16, 16, 16, 16})};
    auto const clones = *clone_series(panel(), draws);
    ASSERT_EQ(clones.size(), 1U);
    EXPECT_EQ(clones[0].name, "B");
    EXPECT_EQ(clones[0].loci, 4);
    EXPECT_EQ(clones[0].reference_loci, 4);
    EXPECT_DOUBLE_EQ(*clones[0].tissue_ccf, 0.4);
    auto const& row = clones[0].draws.at(0);
    // (64 - 0.008) / (160 - 0.008), depths and copies being equal.
    EXPECT_NEAR(*row.ratio, (64 - 0.008) / (160 - 0.008), 1e-9);
    EXPECT_NEAR(*row.reference_fraction, (160 - 0.008) / 8000 / 0.5, 1e-9);
    EXPECT_LT(*row.lo, 0.4);
    EXPECT_GT(*row.hi, 0.4);
    EXPECT_NEAR(*row.minimal, 2.9957 / 160, 0.02 * 2.9957 / 160);
    EXPECT_EQ(row.reason, "");
}

TEST(VariantSets, signals_are_those_of_cells_that_have_the_variant) {
    auto tube_with_signals = tube("a", 0, {16, 16, 16, 16});
    for (auto& row : tube_with_signals.result.variants) {
        // As detection gives it: 0.4 of the cells, one of two copies.
        row.signal = row.variant.position >= Position{5000} ? 0.2 : 0.5;
    }
    std::vector const draws{tube_with_signals};
    EXPECT_NEAR(*clone_series(panel(), draws)->at(0).draws[0].ratio, 0.4, 1e-4);
}

TEST(VariantSets, a_clone_that_died_is_seen_to_fall_though_detection_takes_its_loci_as_lost) {
    auto later = tube("b", 21, {0, 0, 0, 0});
    for (auto& row : later.result.variants) {
        row.state = row.alt_molecules == 0 ? "absent" : "evaluable";
    }
    std::vector const draws{tube("a", 0, {16, 16, 16, 16}), later};
    auto const clone = clone_series(panel(), draws)->at(0);
    EXPECT_EQ(*clone.draws[1].ratio, 0);
    ASSERT_EQ(clone.changes.size(), 1U);
    EXPECT_EQ(clone.changes[0].verdict, "fall");
    EXPECT_LT(*clone.changes[0].hi, 0.2);
}

TEST(VariantSets, one_outlier_is_left_out_and_outliers_that_the_clone_explains_count) {
    auto one = tube("a", 0, {16, 16, 16, 400});
    one.result.variants[7].state = "outlier";
    auto all = tube("b", 21, {40, 40, 40, 40});
    for (std::size_t index = 4; index < 8; ++index) {
        all.result.variants[index].state = "outlier";
    }
    auto some = tube("c", 42, {40, 40, 40, 43});
    some.result.variants[7].state = "outlier";
    std::vector const draws{one, all, some};
    auto const clone = clone_series(panel(), draws)->at(0);
    EXPECT_EQ(clone.draws[2].loci, 4) << "leaving out the highest of like loci would press the CCF down";
    EXPECT_EQ(clone.draws[0].loci, 3);
    EXPECT_EQ(clone.draws[0].reason, "too_few_loci");
    EXPECT_FALSE(clone.draws[0].ratio);
    EXPECT_NEAR(*clone.draws[1].ratio, 1, 1e-9);
}

TEST(VariantSets, an_outlier_that_is_the_only_locus_of_its_set_is_left_out) {
    auto later = tube("b", 21, {40, 40, 40, 40});
    later.result.variants[0].alt_molecules = 800;
    later.result.variants[0].state = "outlier";
    std::vector const draws{tube("a", 0, {40, 40, 40, 40}), later};
    NeoantigenRow tag;
    tag.variant = locus(1, 0).variant;
    Findings findings;
    auto const series = neoantigen_series(panel(), "P1", std::vector{tag}, draws, findings);
    EXPECT_TRUE(findings.empty());
    EXPECT_EQ(series.draws[0].reason, "");
    EXPECT_EQ(series.draws[1].loci, 0);
    EXPECT_EQ(series.draws[1].reason, "too_few_loci");
    EXPECT_FALSE(series.draws[1].ratio);
    EXPECT_TRUE(series.changes.empty());
}

TEST(VariantSets, a_tag_whose_patient_no_sample_has_contradicts) {
    SampleRow sample;
    sample.patient = "P1";
    NeoantigenRow of_any;
    NeoantigenRow of_nobody;
    of_nobody.patient = "P9";
    of_nobody.line = 3;
    auto const findings = check_tag_patients(std::vector{of_any, of_nobody}, std::vector{sample});
    ASSERT_EQ(findings.size(), 1U);
    EXPECT_EQ(findings[0].severity, Severity::contradiction);
    EXPECT_EQ(findings[0].rule, "unknown_patient");
    EXPECT_EQ(findings[0].line, 3U);
}

TEST(VariantSets, a_trunk_that_detection_took_for_outliers_is_the_reference_all_the_same) {
    auto all = tube("a", 0, {16, 16, 16, 16});
    for (std::size_t index = 0; index < 4; ++index) {
        all.result.variants[index].state = "outlier";
    }
    auto one = tube("b", 21, {16, 16, 16, 16});
    one.result.variants[0].state = "outlier";
    one.result.variants[0].alt_molecules = 400;
    std::vector const draws{all, one};
    auto const clone = clone_series(panel(), draws)->at(0);
    EXPECT_EQ(clone.draws[0].reference_loci, 4);
    EXPECT_NEAR(*clone.draws[0].ratio, 0.4, 1e-3);
    EXPECT_EQ(clone.draws[1].reference_loci, 3);
}

TEST(VariantSets, below_a_tenth_of_a_per_cent_and_in_draws_that_say_nothing_there_is_a_reason_and_no_number) {
    auto failed = tube("c", 42, {0, 0, 0, 0});
    failed.result.status = SampleStatus::not_evaluable;
    std::vector const draws{tube("a", 0, {0, 0, 0, 0}, 0), tube("b", 21, {0, 0, 0, 0}, 0), failed};
    auto low = draws;
    low[0].result.variants[0].alt_molecules = 3;   // f = 3 / 8,000 / 0.5 = 0.00075
    auto const clone = clone_series(panel(), low)->at(0);
    EXPECT_EQ(clone.draws[0].reason, "fraction_too_low");
    EXPECT_TRUE(clone.draws[0].minimal) << "what it would take is said all the same";
    EXPECT_EQ(clone.draws[1].reason, "reference_not_seen");
    EXPECT_EQ(clone.draws[2].reason, "draw_not_evaluable");
    for (auto const& row : clone.draws) {
        EXPECT_FALSE(row.ratio || row.lo || row.hi);
    }
    EXPECT_TRUE(clone.changes.empty());
}

TEST(VariantSets, changes_are_against_the_first_evaluable_draw_and_the_one_before) {
    std::vector const draws{tube("a", 0, {16, 16, 16, 16}), tube("b", 21, {16, 16, 16, 16}, 0), tube("c", 42, {16, 16, 16, 16}),
                            tube("d", 63, {16, 16, 16, 16})};
    auto const changes = clone_series(panel(), draws)->at(0).changes;
    ASSERT_EQ(changes.size(), 3U);
    EXPECT_EQ(changes[0].from + changes[0].to, "ac");
    EXPECT_EQ(changes[1].from + changes[1].to, "ad");
    EXPECT_EQ(changes[2].from + changes[2].to, "cd");
    EXPECT_EQ(changes[2].verdict, "open");
}

TEST(VariantSets, tags_split_the_clonal_variants_and_unknown_ones_contradict) {
    Findings findings;
    auto const tag = [](int number, bool neoantigen) {
        return NeoantigenRow{.line = 2, .patient = "", .variant = locus(number, 0).variant, .neoantigen = neoantigen};
    };
    std::vector const draws{tube("a", 0, {16, 16, 16, 16})};
    std::vector rows{tag(1, true), tag(2, true), tag(3, false), tag(5, true)};
    auto const series = neoantigen_series(panel(), "P1", rows, draws, findings);
    EXPECT_TRUE(findings.empty());
    EXPECT_EQ(series.loci, 2) << "locus 5 is not clonal";
    EXPECT_EQ(series.reference_loci, 2);
    EXPECT_NEAR(*series.draws[0].ratio, 1, 1e-9);
    rows.push_back(tag(77, true));
    rows.push_back(tag(1, true));
    rows.push_back(tag(88, true));
    rows.back().patient = "P2";
    static_cast<void>(neoantigen_series(panel(), "P1", rows, draws, findings));
    ASSERT_EQ(findings.size(), 2U);
    EXPECT_EQ(findings[0].rule, "unknown_variant");
    EXPECT_EQ(findings[1].rule, "duplicate_variant");
    EXPECT_EQ(findings[0].severity, Severity::contradiction);
}

TEST(VariantSets, a_lost_neoantigen_counts_and_so_do_lost_others) {
    Findings findings;
    std::vector const rows{NeoantigenRow{.line = 2, .patient = "P1", .variant = locus(1, 0).variant, .neoantigen = true}};
    auto later = tube("b", 21, {16, 16, 16, 16});
    later.result.variants[0].alt_molecules = 0;
    later.result.variants[0].state = "absent";
    later.result.variants[1].alt_molecules = 0;
    later.result.variants[1].state = "absent";
    std::vector const draws{tube("a", 0, {16, 16, 16, 16}), later};
    auto const series = neoantigen_series(panel(), "P1", rows, draws, findings);
    EXPECT_EQ(*series.draws[1].ratio, 0);
    EXPECT_EQ(series.draws[1].reference_loci, 3);
    EXPECT_EQ(series.changes.at(0).verdict, "fall");
}

}  // namespace tidemark::test
