// Rows, verdicts and the word "abscopal-compatible" of a series: gates first, then the good day.
#include <gtest/gtest.h>

#include <algorithm>
#include <utility>

#include "stages/track/lesion_compare.hpp"
#include "stages/track/lesion_judgement.hpp"
#include "unit/stages/track/lesion_builder.hpp"

namespace tidemark::test {
namespace {

EventRow irradiation(int day, std::string lesion = "I") {
    auto row = event(day, EventKind::radiotherapy_fraction);
    row.lesion = std::move(lesion);
    return row;
}

Timeline timeline_of(LesionPatientCase const& patient, Panel const& panel = lesion_panel(), std::vector<LesionMapRow> const& map = {}) {
    Random random{7, "lesion rows"};
    Findings findings;
    auto const timeline = lesion_timeline(patient, random, findings, panel, map);
    EXPECT_TRUE(findings.empty()) << (findings.empty() ? "" : findings.front().message);
    return timeline;
}

LesionComparison const& comparison(Timeline const& timeline) { return timeline.lesions.value().comparisons.at(0); }

}  // namespace

TEST(LesionSeries, a_panel_of_other_draws_is_a_contradiction) {
    Random random{7, "lesion rows"};
    Findings findings;
    auto panel = lesion_panel();
    panel.hash = "other";
    auto const timeline = lesion_timeline({}, random, findings, panel);
    ASSERT_EQ(findings.size(), 1U);
    EXPECT_EQ(findings[0].rule, "panel_differs");
    EXPECT_FALSE(timeline.lesions.has_value());
}

TEST(LesionSeries, few_molecules_or_few_private_loci_are_not_evaluable) {
    LesionPatientCase patient;
    patient.shed = {{0.0005, 0.0002, 0.0001}, {0.0001, 0.00002, 0.00001}};
    auto const low = timeline_of(patient);
    EXPECT_EQ(lesion_row(low, "d1", "N").verdict, "not_evaluable");
    EXPECT_EQ(lesion_row(low, "d1", "N").reason, "low_molecules");
    EXPECT_FALSE(comparison(low).abscopal_compatible);
    auto panel = lesion_panel();
    for (int index = 10; index < 16; ++index) {
        panel.entries[static_cast<std::size_t>(index)].state = LocusState::set_aside;
    }
    auto const few = timeline_of({}, panel);
    EXPECT_EQ(lesion_row(few, "d1", "N").verdict, "not_evaluable");
    EXPECT_EQ(lesion_row(few, "d1", "N").reason, "few_private_loci");
    EXPECT_EQ(lesion_row(few, "d1", "N").private_loci, 2);
}

TEST(LesionSeries, absence_without_power_leaves_no_private_locus_and_no_verdict) {
    LesionPatientCase patient;
    patient.tissue_depth = 20;
    auto const timeline = timeline_of(patient);
    EXPECT_EQ(timeline.lesions->resolution, "not_possible");
    EXPECT_NE(lesion_row(timeline, "d1", "I;N;unsampled").verdict, "distant_response");
    EXPECT_EQ(comparison(timeline).rank, 1);
    EXPECT_EQ(comparison(timeline).merged, std::vector<std::string>{"I;N;unsampled"});
}

TEST(LesionSeries, a_rise_in_the_flare_window_is_no_progression_of_the_irradiated_lesion) {
    LesionPatientCase patient;
    patient.shed = {{0.01, 0.005, 0.002}, {0.04, 0.02, 0.004}};
    patient.days = {-7, 10};
    patient.events.push_back(irradiation(1));
    auto const flared = timeline_of(patient);
    EXPECT_EQ(lesion_row(flared, "d1", "I").verdict, "undetermined");
    EXPECT_EQ(lesion_row(flared, "d1", "I").reason, "flare_window");
    EXPECT_TRUE(lesion_row(flared, "d1", "I").flare_window);
    EXPECT_TRUE(lesion_row(flared, "d1", "", "irradiated").flare_window);
    EXPECT_EQ(lesion_row(flared, "d1", "N").verdict, "distant_progression") << "what was not irradiated does not flare";
    EXPECT_FALSE(lesion_row(flared, "d1", "N").flare_window);
    patient.days = {-7, 42};
    auto const later = timeline_of(patient);
    EXPECT_EQ(lesion_row(later, "d1", "N").verdict, "distant_progression");
    EXPECT_EQ(lesion_row(later, "d1", "I").verdict, "local_progression");
}

TEST(LesionSeries, a_fall_from_a_baseline_in_the_flare_window_is_no_response_and_a_rise_is_one) {
    LesionPatientCase patient;
    patient.shed = {{0.04, 0.02, 0.004}, {0.01, 0.005, 0.002}};
    patient.days = {-7, 42};
    patient.events.push_back(irradiation(-10));
    auto const fallen = timeline_of(patient);
    ASSERT_TRUE(fallen.draws[0].flare_window);
    for (auto const* const lesion : {"I", "N"}) {
        EXPECT_EQ(lesion_row(fallen, "d1", lesion).verdict, "undetermined") << lesion;
        EXPECT_EQ(lesion_row(fallen, "d1", lesion).reason, "baseline_in_flare_window") << lesion;
    }
    EXPECT_FALSE(comparison(fallen).abscopal_compatible);
    EXPECT_NE(comparison(fallen).dissociation, "met");
    std::swap(patient.shed[0], patient.shed[1]);
    auto const risen = timeline_of(patient);
    EXPECT_EQ(lesion_row(risen, "d1", "N").verdict, "distant_progression");
    EXPECT_EQ(lesion_row(risen, "d1", "I").verdict, "local_progression");
}

TEST(LesionSeries, the_course_of_one_irradiated_lesion_is_no_flare_of_another) {
    LesionPatientCase patient;
    patient.lesions[1].compartment = Compartment::irradiated;
    patient.shed = {{0.01, 0.005, 0.002}, {0.04, 0.02, 0.004}};
    patient.days = {-7, 110};
    patient.events.push_back(irradiation(1));
    patient.events.push_back(irradiation(100));
    patient.events.push_back(irradiation(2, "N"));
    auto const timeline = timeline_of(patient);
    EXPECT_EQ(lesion_row(timeline, "d1", "I").reason, "flare_window") << "I was irradiated again on day 100";
    EXPECT_EQ(lesion_row(timeline, "d1", "N").verdict, "local_progression") << "N on day 2";
    EXPECT_EQ(lesion_row(timeline, "d1", "", "irradiated").verdict, "undetermined") << "their sum may flare";
    EXPECT_EQ(lesion_row(timeline, "d1", "", "irradiated").reason, "flare_window");
}

TEST(LesionSeries, an_unknown_lesion_joins_neither_compartment) {
    LesionPatientCase patient;
    patient.lesions[1].compartment = Compartment::unknown;
    auto const timeline = timeline_of(patient);
    EXPECT_EQ(lesion_row(timeline, "d1", "N").verdict, "undetermined");
    EXPECT_EQ(lesion_row(timeline, "d1", "N").reason, "compartment_unknown");
    EXPECT_EQ(lesion_row(timeline, "d1", "N").compartment, "unknown");
    EXPECT_THROW(static_cast<void>(lesion_row(timeline, "d1", "", "nonirradiated")), std::logic_error);
    EXPECT_FALSE(comparison(timeline).abscopal.value.has_value());
    EXPECT_EQ(comparison(timeline).dissociation, "not_applicable");
}

TEST(LesionSeries, what_forbids_a_verdict_forbids_dissociation_too) {
    LesionPatientCase patient;
    patient.shed = {{0.01, 0.01, 0.002}, {0.04, 0.001, 0.0004}};
    auto const dissociation = [](LesionPatientCase const& each) { return comparison(timeline_of(each)).dissociation; };
    EXPECT_EQ(dissociation(patient), "met");
    auto other = patient;
    other.later_chemistry = "v2";
    EXPECT_EQ(dissociation(other), "undetermined");
    other = patient;
    other.later_status = SampleStatus::indeterminate;
    EXPECT_EQ(dissociation(other), "undetermined");
    other = patient;
    other.later_ng = 10;
    EXPECT_EQ(dissociation(other), "met");
    // N's share falls tenfold while the cfDNA rises fiftyfold: its copies per mL rise.
    other.later_ng = 500;
    EXPECT_EQ(lesion_row(timeline_of(other), "d1", "N").reason, "metric_conflict");
    EXPECT_EQ(dissociation(other), "undetermined");
}

TEST(LesionSeries, a_share_that_rises_while_copies_per_ml_fall_is_no_progression) {
    LesionPatientCase patient;
    patient.shed = {{0.01, 0.01, 0.002}, {0.01, 0.04, 0.002}};
    patient.later_ng = 5;   // four times the share of half the cfDNA: two times the copies
    EXPECT_EQ(lesion_row(timeline_of(patient), "d1", "N").verdict, "distant_progression");
    patient.later_ng = 1;   // of a tenth: 0.4 times the copies
    for (auto const* const lesion : {"N", ""}) {
        EXPECT_EQ(lesion_row(timeline_of(patient), "d1", lesion, "nonirradiated").verdict, "undetermined") << lesion;
        EXPECT_EQ(lesion_row(timeline_of(patient), "d1", lesion, "nonirradiated").reason, "metric_conflict") << lesion;
    }
}

TEST(LesionSeries, a_lesion_without_a_readable_locus_has_no_share) {
    auto panel = lesion_panel();
    for (std::size_t index = 8; index < panel.entries.size(); ++index) {
        panel.entries[index].state = LocusState::set_aside;
    }
    auto const timeline = timeline_of({}, panel);
    for (auto const* const draw : {"d0", "d1"}) {
        EXPECT_TRUE(lesion_row(timeline, draw, "I").shed) << draw;
        EXPECT_FALSE(lesion_row(timeline, draw, "N").shed || lesion_row(timeline, draw, "N").shed_hi) << draw;
    }
}

TEST(LesionSeries, outliers_of_a_whole_lesion_count_and_one_alone_does_not) {
    Random random{7, "lesion outliers"};
    Findings findings;
    LesionPatientCase patient;
    auto const panel = lesion_panel();
    auto const rows = lesion_sheet(patient);
    std::vector<NamedDetection> detections;
    for (std::size_t draw = 0; draw < 2; ++draw) {
        detections.push_back({"d.json", lesion_detection("d" + std::to_string(draw), patient, patient.shed[draw], random)});
    }
    for (std::size_t index = 0; index < 8; ++index) {
        detections[0].result.variants[index].state = "outlier";   // all of I
    }
    std::vector<SampleEvidence> const tissue{lesion_tissue(0, 300), lesion_tissue(1, 300)};
    detections[1].result.variants[9].state = "outlier";           // one of N, far above its others
    detections[1].result.variants[9].alt_molecules = 90;
    auto const timeline = make_timeline({.join = {.patient = "P1", .samples = rows, .verdicts = {}, .detections = detections},
                                         .events = patient.events,
                                         .patients = {},
                                         .lesions = {.asked = true, .panel = &panel, .lesions = patient.lesions, .map = {}, .tissue = tissue, .segments = {}}},
                                        {}, findings);
    ASSERT_TRUE(findings.empty());
    EXPECT_EQ(lesion_row(timeline, "d1", "I").private_loci, 8);
    EXPECT_EQ(lesion_row(timeline, "d1", "N").private_loci, 7);
}

TEST(LesionSeries, one_biopsied_lesion_is_no_resolution_but_its_private_set_is_offered_beside_the_trunk) {
    auto panel = lesion_panel();
    std::erase_if(panel.entries, [](PanelEntry const& entry) { return entry.lesions == std::vector<std::string>{"N"}; });
    for (auto& entry : panel.entries) {
        entry.lesions = {"I"};
    }
    LesionPatientCase patient;
    patient.lesions.pop_back();
    Random random{7, "one lesion"};
    Findings findings;
    auto rows = lesion_sheet(patient);
    rows.erase(rows.begin() + 1);
    std::vector<NamedDetection> detections;
    for (std::size_t draw = 0; draw < 2; ++draw) {
        detections.push_back({"d.json", lesion_detection("d" + std::to_string(draw), patient, patient.shed[draw], random)});
    }
    auto const timeline = make_timeline({.join = {.patient = "P1", .samples = rows, .verdicts = {}, .detections = detections},
                                         .events = patient.events,
                                         .patients = {},
                                         .lesions = {.asked = true, .panel = &panel, .lesions = patient.lesions, .map = {}, .tissue = {}, .segments = {}}},
                                        {}, findings);
    ASSERT_TRUE(findings.empty());
    EXPECT_EQ(timeline.lesions->resolution, "one_biopsied_lesion");
    auto const& row = lesion_row(timeline, "d1", "I");
    EXPECT_EQ(row.verdict, "not_evaluable");
    EXPECT_NE(row.reason.find("one_biopsied_lesion"), std::string::npos);
    ASSERT_TRUE(row.change.value && comparison(timeline).trunk.value);
    EXPECT_NEAR(row.change.value->value, std::log2(0.1), 0.5);
    // All of the tumor: 2.2 % to 0.34 %.
    EXPECT_NEAR(comparison(timeline).trunk.value->value, std::log2(0.34 / 2.2), 0.2);
}

TEST(LesionSeries, radiotherapy_after_a_draw_changes_no_earlier_row) {
    LesionPatientCase patient;
    patient.shed = {{0.01, 0.01, 0.002}, {0.001, 0.002, 0.0004}, {0.001, 0.002, 0.0004}};
    patient.days = {-7, 42, 84};
    patient.events.push_back(irradiation(1));
    auto const before = timeline_of(patient);
    patient.events.push_back(irradiation(60, "N"));
    auto const after = timeline_of(patient);
    for (auto const* const sample : {"d0", "d1"}) {
        EXPECT_EQ(lesion_row(after, sample, "N").compartment, "nonirradiated") << sample;
        EXPECT_EQ(lesion_row(after, sample, "N").verdict, lesion_row(before, sample, "N").verdict) << sample;
    }
    EXPECT_EQ(after.lesions->comparisons.at(0).reason, before.lesions->comparisons.at(0).reason);
    EXPECT_EQ(lesion_row(after, "d2", "N").compartment, "unknown");
    EXPECT_EQ(lesion_row(after, "d2", "N").verdict, "undetermined");
    EXPECT_EQ(lesion_row(after, "d2", "N").reason, "irradiated_later");
    // Up to the first follow-up the two sheets contradict each other.
    patient.events.back() = irradiation(42, "N");
    Random random{7, "lesion rows"};
    Findings findings;
    static_cast<void>(lesion_timeline(patient, random, findings));
    ASSERT_EQ(findings.size(), 1U);
    EXPECT_EQ(findings[0].rule, "irradiated_nonirradiated");
}

TEST(LesionSeries, every_draw_has_a_row_of_every_lesion_and_the_baseline_no_verdict) {
    LesionPatientCase patient;
    patient.shed = {{0.01, 0.01, 0.002}, {0.001, 0.002, 0.0004}, {0.001, 0.002, 0.0004}};
    patient.days = {-7, 21, 42};
    auto const timeline = timeline_of(patient);
    std::vector<std::string> names;
    for (auto const& row : timeline.lesions->rows) {
        names.push_back(row.sample + " " + row.lesion + " " + row.compartment);
    }
    std::vector<std::string> expected;
    for (std::string const sample : {"d0", "d1", "d2"}) {
        for (std::string const lesion : {" I irradiated", " N nonirradiated", " unsampled unsampled", "  irradiated", "  nonirradiated"}) {
            expected.push_back(sample + lesion);
        }
    }
    EXPECT_EQ(names, expected);
    auto const& baseline = lesion_row(timeline, "d0", "N");
    EXPECT_EQ(baseline.verdict, "");
    EXPECT_FALSE(baseline.change.value || baseline.change.lo || baseline.change.hi);
    EXPECT_NEAR(baseline.shed.value(), 0.01, 0.004);
    EXPECT_LT(baseline.shed_lo.value(), 0.01);
    EXPECT_GT(baseline.shed_hi.value(), 0.01);
    EXPECT_EQ(lesion_row(timeline, "d1", "unsampled").reason, "unsampled");
    EXPECT_EQ(timeline.lesions->comparisons.size(), 2U);
    EXPECT_EQ(comparison(timeline).rank, 3);
    EXPECT_LT(comparison(timeline).condition.value(), 30);
}

TEST(LesionSeries, a_later_draw_changes_no_earlier_row) {
    LesionPatientCase patient;
    auto const two = timeline_of(patient);
    patient.shed.push_back({0.02, 0.02, 0.01});
    patient.days.push_back(84);
    auto const three = timeline_of(patient);
    auto const rows = three.lesions->rows;
    ASSERT_GT(rows.size(), two.lesions->rows.size());
    EXPECT_TRUE(std::equal(two.lesions->rows.begin(), two.lesions->rows.end(), rows.begin()));
    EXPECT_EQ(three.lesions->comparisons[0], two.lesions->comparisons[0]);
}

TEST(LesionSeries, two_distant_lesions_are_claimed_after_holm_and_their_compartment_is_their_sum) {
    // Shares of 0.02 + 0.01 to 0.01 + 0.005: the sum halves. 4 loci each of 5 000 molecules, counts as expected.
    std::vector<LesionLocus> before;
    std::vector<LesionLocus> after;
    for (int index = 0; index < 8; ++index) {
        bool const first = index < 4;
        LesionLocus locus{.depth = 5000, .alt = first ? 50.0 : 25.0, .background = 0.05, .normal_copies = 2, .lesions = {{first ? 1.0 : 0.0, 2}, {first ? 0.0 : 1.0, 2}}};
        before.push_back(locus);
        locus.alt = first ? 25 : 12.5;
        after.push_back(locus);
    }
    LesionDraws const draws{before, after};
    LesionChange const fit{draws};
    auto one = judged_lesion(draws, fit, 0);
    auto two = judged_lesion(draws, fit, 1);
    one.compartment = two.compartment = "nonirradiated";
    one.shed.value = 0.01;
    two.shed.value = 0.005;
    EXPECT_EQ(one.answer, LesionAnswer::response);
    auto const whole = judged_compartment(draws, {}, {&one, &two});
    ASSERT_TRUE(whole.ratio.ratio && whole.ratio.hi);
    EXPECT_NEAR(*whole.ratio.ratio, 0.5, 1e-9);
    EXPECT_GT(whole.ratio.lo, 0.3);
    EXPECT_LT(*whole.ratio.hi, 0.75);
    EXPECT_EQ(whole.answer, LesionAnswer::response);
    EXPECT_EQ(whole.private_loci, 8U);
    one.p = 0.03;
    two.p = 0.04;
    one.answer = two.answer = LesionAnswer::response;
    claim_stepwise({&one, &two});
    EXPECT_EQ(one.answer, LesionAnswer::undetermined) << "0.03 x 2 > 0.05";
    EXPECT_EQ(one.reasons, std::vector<std::string>{"many_lesions"});
    EXPECT_EQ(two.answer, LesionAnswer::undetermined) << "after the first that fails none is claimed";
    one.p = 0.02;
    one.answer = two.answer = LesionAnswer::response;
    claim_stepwise({&one, &two});
    EXPECT_EQ(one.answer, LesionAnswer::response);
    EXPECT_EQ(two.answer, LesionAnswer::response) << "0.04 x 1 <= 0.05";
}

TEST(LesionSeries, a_difference_keeps_the_asymmetry_of_its_intervals) {
    auto const at = [](double value) { return Log2Fold{value}; };
    auto const found = difference({at(-2), at(-3), at(-1.5)}, {at(1), at(0.6), at(1.3)});
    EXPECT_DOUBLE_EQ(found.value.value().value, -3);
    EXPECT_NEAR(found.lo.value().value, -3 - std::sqrt(1 + 0.09), 1e-12);
    EXPECT_NEAR(found.hi.value().value, -3 + std::sqrt(0.25 + 0.16), 1e-12);
    auto const nothing_left = difference({std::nullopt, std::nullopt, at(-2)}, {at(1), at(0.6), at(1.3)});
    EXPECT_FALSE(nothing_left.value.has_value());
    EXPECT_FALSE(nothing_left.lo.has_value());
    EXPECT_NEAR(nothing_left.hi.value().value, -2.6, 1e-12);
}

TEST(LesionSeries, the_difference_agrees_with_the_joint_profile_likelihood_where_counts_are_ample) {
    std::vector<LesionLocus> before;
    std::vector<LesionLocus> after;
    for (int index = 0; index < 16; ++index) {
        bool const first = index < 8;
        LesionLocus locus{.depth = 20'000, .alt = 100, .background = 0.2, .normal_copies = 2, .lesions = {{first ? 1.0 : 0.0, 2}, {first ? 0.0 : 1.0, 2}}};
        before.push_back(locus);
        locus.alt = first ? 50 : 200;
        after.push_back(locus);
    }
    LesionChange const fit{{before, after}};
    auto const as_fold = [](Log2Interval const& interval) {
        return Log2FoldInterval{Log2Fold{*interval.value}, Log2Fold{*interval.lo}, Log2Fold{*interval.hi}};
    };
    auto const found = difference(as_fold(fit.log2fc(0)), as_fold(fit.log2fc(1)));
    auto const profile = fit.contrast(0, 1);
    EXPECT_NEAR(found.value.value().value, -2, 0.01);
    EXPECT_NEAR(found.lo.value().value, profile.lo.value(), 0.01);
    EXPECT_NEAR(found.hi.value().value, profile.hi.value(), 0.01);
}

}  // namespace tidemark::test
