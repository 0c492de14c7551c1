// The change between two draws: when there is none to speak of, which loci count, and the five metrics.
#include "stages/track/change.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

#include "stages/track/definitions.hpp"
#include "unit/stages/track/series_builder.hpp"

namespace tidemark::test {
namespace {

Change change_of(std::vector<Draw> const& draws, std::vector<EventRow> const& events = {}) {
    return change_between(draws, draws.size() - 2, draws.size() - 1, {.hge_per_ng = 303, .events = events});
}

Draw with_mass(Draw draw, double cfdna_ng, double plasma_ml) {
    draw.row.cfdna_ng = cfdna_ng;
    draw.row.plasma_ml = plasma_ml;
    return draw;
}

}  // namespace

TEST(Change, with_a_draw_that_is_not_evaluable_there_is_none) {
    EXPECT_EQ(change_of({detected("a", 0, 40), not_evaluable("b", 21)}).not_applicable, "to_not_evaluable");
    EXPECT_EQ(change_of({not_evaluable("a", 0), detected("b", 21, 40)}).not_applicable, "from_not_evaluable");
}

TEST(Change, from_an_undetected_baseline_is_its_own_class) {
    EXPECT_EQ(change_of({not_detected("a", 0), not_detected("b", 21)}).not_applicable, "never_detected");
    EXPECT_EQ(change_of({not_detected("a", 0), detected("b", 21, 40)}).not_applicable, "emergence");
    EXPECT_EQ(change_of({detected("a", 0, 40), not_detected("b", 21), detected("c", 42, 9)}).not_applicable,
              "from_not_detected");
}

TEST(Change, from_an_undetected_baseline_to_an_indeterminate_draw_nothing_has_emerged_yet) {
    auto const open_draw = draw("b", 21, SampleStatus::indeterminate, {1, 1, 1, 1});
    auto const change = change_of({not_detected("a", 0), open_draw});
    EXPECT_EQ(change.not_applicable, "");
    EXPECT_EQ(change.doubts, std::vector<std::string>{"to_indeterminate"});
    for (auto const& definition : own_definitions()) {
        auto const judgement = judge(definition, change, metric_of(change, "tumor_fraction_cell"));
        EXPECT_EQ(judgement.verdict, Verdict::undetermined) << definition.id;
        EXPECT_NE(judgement.reason.find("to_indeterminate"), std::string::npos) << definition.id << " " << judgement.reason;
    }
}

TEST(Change, of_parts_alone_says_nothing_firm_where_a_draw_has_a_trunk) {
    auto from = detected("a", 0, 40);
    auto to = detected("b", 21, 4);
    for (std::size_t locus = 1; locus < from.result.variants.size(); ++locus) {
        from.result.variants[locus].reason = "not_trunk";
        to.result.variants[locus].reason = "not_trunk";
    }
    EXPECT_TRUE(change_of({from, to}).doubts.empty()) << "they share the trunk";
    to.result.variants[0].depth = 0;
    for (auto& variant : to.result.variants) {
        variant.reason = "";   // without a trunk molecule none is marked
    }
    auto const change = change_of({from, to});
    EXPECT_EQ(change.doubts, std::vector<std::string>{"trunk_not_shared"});
    EXPECT_TRUE(metric_of(change, "tumor_fraction_cell").ratio);
    for (auto const& definition : own_definitions()) {
        auto const verdict = judge(definition, change, metric_of(change, "tumor_fraction_cell")).verdict;
        EXPECT_TRUE(verdict != Verdict::met && verdict != Verdict::not_met) << definition.id;
    }
}

TEST(Change, without_a_shared_locus_there_is_none) {
    auto other = detected("b", 21, 4);
    for (auto& variant : other.result.variants) {
        variant.variant.contig = "chr2";
    }
    auto const change = change_of({detected("a", 0, 40), other});
    EXPECT_EQ(change.not_applicable, "no_shared_loci");
    EXPECT_EQ(change.metrics.size(), 5U);
    EXPECT_FALSE(metric_of(change, "tumor_fraction_cell").ratio);
}

TEST(Change, a_metric_that_does_not_exist_is_our_own_fault) {
    auto const change = change_of({detected("a", 0, 40), detected("b", 21, 4)});
    EXPECT_THROW(static_cast<void>(metric_of(change, "vaf_mode")), std::logic_error);
}

TEST(Change, only_loci_that_count_in_both_draws_enter) {
    auto before = detected("a", 0, 40);
    auto after = detected("b", 21, 4);
    before.result.variants.push_back(locus(9, 500));   // absent from the other draw
    before.result.variants.push_back(locus(10, 300));
    after.result.variants.push_back(locus(10, 900));
    after.result.variants.back().state = "outlier";
    before.result.variants.push_back(locus(11, 200));
    after.result.variants.push_back(locus(11, 0, 0));
    after.result.variants.back().state = "no_depth";
    auto const change = change_of({before, after});
    // 40 and 4 molecules over the same four loci of 2 000: 0.1 but for the background of 0.008 molecules each.
    EXPECT_NEAR(*metric_of(change, "tumor_fraction_cell").ratio, (4 - 0.008) / (40 - 0.008), 1e-9);
    EXPECT_DOUBLE_EQ(*metric_of(change, "vaf_mean").ratio, 0.1);
    EXPECT_DOUBLE_EQ(*metric_of(change, "vaf_max").ratio, 0.1);
}

TEST(Change, molecules_are_offsets_so_that_a_deeper_tube_is_not_a_rise) {
    auto before = detected("a", 0, 40);
    auto after = detected("b", 21, 40);
    for (auto& variant : after.result.variants) {
        variant.depth *= 2;
    }
    auto const change = change_of({before, after});
    EXPECT_NEAR(*metric_of(change, "tumor_fraction_cell").ratio, 0.5, 1e-3);
    EXPECT_DOUBLE_EQ(*metric_of(change, "vaf_mean").ratio, 0.5);
}

TEST(Change, copy_states_make_a_ratio_of_vafs_a_ratio_of_fractions) {
    // statistics.md 2, v = f m / (f C + (1 - f) 2) with (m, C) = (1, 2), (2, 4), (1, 1), (1, 6), at f = 0.3 and 0.03.
    std::vector<std::pair<double, double>> const states{{1, 2}, {2, 4}, {1, 1}, {1, 6}};
    auto const made = [&](std::string sample, int day, double f, bool known) {
        auto result = draw(std::move(sample), day, SampleStatus::detected, {0, 0, 0, 0});
        for (std::size_t index = 0; index < states.size(); ++index) {
            auto const [m, copies] = states[index];
            double const vaf = f * m / (f * copies + (1 - f) * 2);
            auto& variant = result.result.variants[index];
            variant.depth = 1'000'000;
            variant.alt_molecules = std::llround(vaf * 1e6);
            variant.background = 0;
            if (known) {
                variant.signal = vaf / f;
            }
        }
        return result;
    };
    auto const ratio = [&](bool first, bool second) {
        return *metric_of(change_of({made("a", 0, 0.3, first), made("b", 21, 0.03, second)}), "tumor_fraction_cell").ratio;
    };
    EXPECT_NEAR(ratio(true, true), 0.1, 1e-5);
    EXPECT_GT(ratio(false, false), 0.11);
    EXPECT_EQ(ratio(true, false), ratio(false, false));
}

TEST(Change, the_maximum_has_a_ratio_and_no_interval) {
    auto const change = change_of({detected("a", 0, 40), detected("b", 21, 4)});
    EXPECT_FALSE(metric_of(change, "vaf_max").interval);
    EXPECT_EQ(metric_of(change, "vaf_max").without_interval, "legacy_metric");
}

TEST(Change, the_median_is_of_the_loci_that_count_in_both_draws_and_has_no_interval) {
    auto const median = [](std::vector<std::int64_t> const& before, std::vector<std::int64_t> const& after, std::size_t lost) {
        auto later = draw("b", 21, SampleStatus::detected, after);
        for (std::size_t index = 0; index < lost; ++index) {
            later.result.variants[index].state = "outlier";
        }
        return metric_of(change_of({draw("a", 0, SampleStatus::detected, before), later}), "vaf_median");
    };
    // 2, 8, 10, 40 molecules of 2,000: the middle two make 9; 1, 3, 6, 100 make 4.5.
    EXPECT_DOUBLE_EQ(*median({40, 2, 10, 8}, {3, 100, 1, 6}, 0).ratio, 0.5);
    // Without the first: 2, 8, 10 and 1, 6, 100.
    EXPECT_DOUBLE_EQ(*median({40, 2, 10, 8}, {3, 100, 1, 6}, 1).ratio, 6.0 / 8);
    EXPECT_FALSE(median({40, 0, 0, 8}, {3, 100, 0, 0}, 1).ratio) << "half of the loci show nothing before";
    EXPECT_FALSE(median({4}, {2}, 0).interval);
    EXPECT_EQ(median({4}, {2}, 0).without_interval, "legacy_metric");
    // Of unequal depths it is the VAFs that are ordered: 4/2,000, 6/6,000 and 9/2,000 have the median 0.002.
    auto deep = draw("a", 0, SampleStatus::detected, {4, 6, 9});
    deep.result.variants[1].depth = 6000;
    EXPECT_DOUBLE_EQ(*metric_of(change_of({deep, draw("b", 21, SampleStatus::detected, {2, 2, 2})}), "vaf_median").ratio, 0.5);
}

TEST(Change, concentration_needs_both_masses) {
    auto const change = change_of({with_mass(detected("a", 0, 40), 40, 4), detected("b", 21, 4)});
    EXPECT_EQ(metric_of(change, "hge_per_ml").not_applicable, "mass_missing");
    EXPECT_FALSE(metric_of(change, "hge_per_ml").ratio);
}

TEST(Change, concentration_is_the_mean_vaf_times_the_mass_per_ml) {
    // 10 ng/mL, then 30 ng/mL at a tenth of the VAF.
    auto const change = change_of({with_mass(detected("a", 0, 40), 40, 4), with_mass(detected("b", 21, 4), 90, 3)});
    auto const& vaf = metric_of(change, "vaf_mean");
    auto const& concentration = metric_of(change, "hge_per_ml");
    EXPECT_NEAR(*concentration.ratio, 0.3, 1e-12);
    EXPECT_NEAR(concentration.interval->lo, 3 * vaf.interval->lo, 1e-12);
    EXPECT_NEAR(*concentration.interval->hi, 3 * *vaf.interval->hi, 1e-12);
    EXPECT_FALSE(change.metric_conflict);
}

TEST(Change, opposite_signs_of_fraction_and_concentration_are_a_conflict) {
    // Treatment releases cfDNA of healthy cells: the fraction halves, the tumor molecules per mL double.
    auto const change = change_of({with_mass(detected("a", 0, 400), 20, 4), with_mass(detected("b", 21, 200), 80, 4)});
    EXPECT_LT(*metric_of(change, "tumor_fraction_cell").ratio, 1);
    EXPECT_GT(*metric_of(change, "hge_per_ml").ratio, 1);
    EXPECT_TRUE(change.metric_conflict);
}

TEST(Change, indeterminate_draws_and_another_chemistry_are_doubts) {
    auto before = draw("a", 0, SampleStatus::indeterminate, {9, 9, 9, 9});
    auto after = draw("b", 21, SampleStatus::indeterminate, {1, 1, 1, 1});
    after.row.chemistry = "kit_2";
    EXPECT_EQ(change_of({before, after}).doubts,
              (std::vector<std::string>{"from_indeterminate", "to_indeterminate", "chemistry_differs"}));
}

TEST(Change, a_change_of_treatment_between_the_draws_is_flagged) {
    std::vector const draws{detected("a", 0, 40), detected("b", 21, 4)};
    // A draw on the day of a change was taken before it.
    for (int const day : {0, 10}) {
        EXPECT_EQ(change_of(draws, {event(day, EventKind::treatment_change)}).flags,
                  std::vector<std::string>{"treatment_change_between"});
    }
    // The start of treatment after the baseline is no change, nor is the change that all days are counted from.
    for (auto const& other : {event(0, EventKind::treatment_change, "pre_io"), event(21, EventKind::treatment_change),
                              event(1, EventKind::systemic_start)}) {
        EXPECT_TRUE(change_of(draws, {other}).flags.empty());
    }
    // Once day 0 is declared, a drug that begins or ends is a change, and surgery is.
    for (auto const kind : {EventKind::systemic_start, EventKind::systemic_stop, EventKind::surgery}) {
        EXPECT_EQ(change_of(draws, {event(0, EventKind::radiotherapy_fraction, "pre_rt"), event(10, kind)}).flags,
                  std::vector<std::string>{"treatment_change_between"});
    }
}

}  // namespace tidemark::test
